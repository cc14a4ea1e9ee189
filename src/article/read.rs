//! Reading articles from files, folders and standard input.
//!
//! What an input is, its name says and else its first bytes: text, JSON Lines, HTML, WARC, any of them packed with gzip
//! or zstd. A bad article is an error of its own; the ones after it are read. Memory holds one article at a time.

use super::Article;
use super::archive::Archive;
use super::compression::{self, Bytes};
pub use super::error::{Part, Place, ReadError};
use super::kind::{self, Kind, Named};
use super::lines::Lines;
use super::{limit, page, text};
use crate::rules::boilerplate::Boilerplate;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many bytes one article may have when nothing else is said: a page with pictures in it has less, and a book, too.
pub const MAX_BYTES: u64 = 4 << 20;

/// What standard input is called in messages.
const STANDARD_INPUT: &str = "standard input";

/// How input is read.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How many bytes one article may have, a page with all its markup, what was packed when it is unpacked.
    pub max_bytes: u64,
    /// The words around the articles of web pages.
    pub boilerplate: Arc<Boilerplate>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { max_bytes: MAX_BYTES, boilerplate: Boilerplate::embedded() }
    }
}

/// Articles with their places.
pub type Placed = Box<dyn Iterator<Item = Result<(Article, Place), ReadError>> + Send>;

/// Articles of an input in a fixed order: files of a folder by name, lines and records in their order.
pub fn articles(input: &Path) -> Box<dyn Iterator<Item = Result<Article, ReadError>> + Send> {
    Box::new(with_places(input, &Settings::default()).map(|read| read.map(|(article, _)| article)))
}

/// Articles as [`articles`] gives them, each with the place where it stands.
pub fn with_places(input: &Path, settings: &Settings) -> Placed {
    if input == Path::new("-") {
        let named = Named { stem: "stdin".to_owned(), kind: None, has_ending: false, is_packed: false };
        return of_stream(Box::new(BufReader::new(io::stdin())), STANDARD_INPUT, &named, settings);
    }
    match std::fs::metadata(input) {
        Err(source) => failed(ReadError::Open { path: input.to_owned(), source }),
        Ok(found) if found.is_dir() => match files_of(input) {
            Err(error) => failed(error),
            Ok(files) => {
                let settings = settings.clone();
                Box::new(files.into_iter().flat_map(move |file| of_file(&file, &settings)))
            }
        },
        Ok(_) => of_file(input, settings),
    }
}

/// Articles of bytes that are already there, as those of a file of this name.
///
/// ```
/// use khabar::article::read::{Settings, of_bytes};
///
/// let page = "<title>سفر وزیر</title><p>وزیر کشور به هرات سفر کرد و با والی این ولایت درباره امنیت راه‌ها گفت‌وگو کرد.";
/// let (article, _) = of_bytes(page.into(), "visit.html", &Settings::default()).next().ok_or("no article")??;
/// assert_eq!((article.id.as_str(), article.title.as_deref()), ("visit", Some("سفر وزیر")));
/// assert!(article.text.starts_with("وزیر کشور به هرات"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn of_bytes(bytes: Vec<u8>, name: &str, settings: &Settings) -> Placed {
    of_stream(Box::new(Cursor::new(bytes)), name, &kind::named(Path::new(name)), settings)
}

fn failed(error: ReadError) -> Placed {
    Box::new(std::iter::once(Err(error)))
}

/// The files of a folder whose names say that they hold articles, sorted.
pub(super) fn files_of(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let open = |source| ReadError::Open { path: folder.to_owned(), source };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(open)? {
        let path = entry.map_err(open)?.path();
        if path.is_file() && kind::named(&path).kind.is_some() {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() { Err(ReadError::NoArticles { path: folder.to_owned() }) } else { Ok(files) }
}

fn of_file(path: &Path, settings: &Settings) -> Placed {
    match File::open(path) {
        Ok(file) => {
            let name = path.display().to_string();
            of_stream(Box::new(BufReader::new(file)), &name, &kind::named(path), settings)
        }
        Err(source) => failed(ReadError::Open { path: path.to_owned(), source }),
    }
}

fn of_stream(input: Bytes, name: &str, named: &Named, settings: &Settings) -> Placed {
    let whole = || Place { file: name.to_owned(), part: Part::Whole };
    let broken = |source| failed(ReadError::Broken { place: whole(), source });
    let (head, input) = match begun(input) {
        Ok(begun) => begun,
        Err(source) => return broken(source),
    };
    let (head, input, is_packed) = match compression::unpacked(input, &head) {
        Err(input) => (head, input, false),
        Ok(unpacked) => match begun(unpacked) {
            Ok((head, input)) => (head, input, true),
            Err(source) => return broken(source),
        },
    };
    let shown = kind::told(&head);
    let kind = match shown {
        Some(Kind::Archive) => shown,
        _ => named.kind.or(shown),
    };
    // A stream that is neither markup nor JSON is a text; a file must be called one.
    let is_stream = name == STANDARD_INPUT || (named.is_packed && !named.has_ending);
    let kind = kind.or(is_stream.then_some(Kind::Text));
    let Some(kind) = kind else { return failed(ReadError::UnknownKind { path: PathBuf::from(name) }) };
    let limit = settings.max_bytes;
    match kind {
        Kind::Lines => Box::new(Lines::new(input, name.to_owned(), limit, is_packed)),
        Kind::Archive => Box::new(Archive::new(input, name.to_owned(), settings.clone(), is_packed)),
        Kind::Text | Kind::Page => {
            let is_text = kind == Kind::Text && !is_packed && name != STANDARD_INPUT;
            let place = Place { file: name.to_owned(), part: if is_text { Part::Text } else { Part::Whole } };
            let (stem, settings) = (named.stem.clone(), settings.clone());
            // Read when it is asked for, so that a folder of files is not in memory at once.
            Box::new(std::iter::once_with(move || {
                let bytes = limit::all(input, limit)
                    .map_err(|source| ReadError::Broken { place: place.clone(), source })?
                    .ok_or_else(|| ReadError::TooLarge { place: place.clone(), limit, is_packed })?;
                let article = match kind {
                    Kind::Page => {
                        page::read(&bytes, &stem, None, &settings.boilerplate).map_err(|f| f.at(place.clone()))
                    }
                    _ => text::article(bytes, &stem, &place),
                };
                article.map(|article| (article, place))
            }))
        }
    }
}

/// The first bytes of an input, as many as tell what it is, and the input from its beginning.
fn begun(mut input: Bytes) -> io::Result<(Vec<u8>, Bytes)> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !kind::is_told(&head) {
        match input.read(&mut byte) {
            Ok(0) => break,
            Ok(_) => head.push(byte[0]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let whole = Cursor::new(head.clone()).chain(input);
    Ok((head, Box::new(whole)))
}
