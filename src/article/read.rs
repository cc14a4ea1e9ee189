//! Reading articles from files, folders and standard input.
//!
//! `.txt` is one article: the whole file is its text, the first line its headline, the file name its id. `.jsonl` (or
//! `.json`, one object a line) is one article a line. A bad article is an error of its own; the ones after it are read.

use super::Article;
use serde::Deserialize;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Why an article, or a whole input, cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The path leads to nothing, or may not be read.
    #[error("{}: {source}; give a .txt or .jsonl file, a folder of them, or - for standard input", path.display())]
    Open {
        /// The path.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A folder without articles.
    #[error("{}: the folder holds no .txt or .jsonl file; name another folder", path.display())]
    NoArticles {
        /// The folder.
        path: PathBuf,
    },
    /// A file of a kind that is not read.
    #[error("{}: is neither .txt nor .jsonl; rename it, or send it to standard input as JSON Lines", path.display())]
    UnknownKind {
        /// The file.
        path: PathBuf,
    },
    /// Bytes that are no UTF-8.
    #[error("{place}: not UTF-8 (first bad byte at {offset}); convert it to UTF-8 first")]
    NotUtf8 {
        /// File, and line in a file of lines.
        place: Place,
        /// Byte offset of the first bad byte in the file or line.
        offset: usize,
    },
    /// A file or line without text.
    #[error("{place}: the text is empty; take it out of the input or give it a text")]
    Empty {
        /// File, and line.
        place: Place,
    },
    /// A line that is no article.
    #[error("{place}: column {column}: {reason}; a line is a JSON object with \"id\" and \"text\"")]
    Json {
        /// File and line.
        place: Place,
        /// Column in the line, from 1; 0 when the whole line is meant.
        column: usize,
        /// What is wrong.
        reason: String,
    },
}

/// A place in the input, for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// File name, or `standard input`.
    pub file: String,
    /// Line, from 1, in a file of lines.
    pub line: Option<usize>,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}: line {line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// One line of JSON. `Cow` borrows when nothing is escaped.
#[derive(Deserialize)]
struct Line<'l> {
    #[serde(borrow, default)]
    id: Option<Cow<'l, str>>,
    #[serde(borrow, default)]
    text: Option<Cow<'l, str>>,
    #[serde(borrow, default)]
    title: Option<Cow<'l, str>>,
    #[serde(borrow, default)]
    url: Option<Cow<'l, str>>,
    #[serde(borrow, default)]
    published: Option<Cow<'l, str>>,
    #[serde(borrow, default)]
    publisher: Option<Cow<'l, str>>,
}

/// Articles of an input in a fixed order: files of a folder by name, lines in their order.
pub fn articles(input: &Path) -> Box<dyn Iterator<Item = Result<Article, ReadError>> + Send> {
    if input == Path::new("-") {
        return Box::new(Lines::new(Box::new(BufReader::new(io::stdin())), "standard input".to_owned()));
    }
    let failed = |error| Box::new(std::iter::once(Err(error)));
    let open = |source| ReadError::Open { path: input.to_owned(), source };
    match std::fs::metadata(input) {
        Err(source) => failed(open(source)),
        Ok(found) if found.is_dir() => match files_of(input) {
            Err(error) => failed(error),
            Ok(files) => Box::new(files.into_iter().flat_map(|file| of_file(&file))),
        },
        Ok(_) => of_file(input),
    }
}

pub(super) fn files_of(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let open = |source| ReadError::Open { path: folder.to_owned(), source };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(open)? {
        let path = entry.map_err(open)?.path();
        if path.is_file() && matches!(kind(&path), Some("txt" | "jsonl" | "json")) {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() { Err(ReadError::NoArticles { path: folder.to_owned() }) } else { Ok(files) }
}

pub(super) fn kind(path: &Path) -> Option<&str> {
    path.extension()?.to_str()
}

fn of_file(path: &Path) -> Box<dyn Iterator<Item = Result<Article, ReadError>> + Send> {
    match kind(path) {
        Some("txt") => Box::new(std::iter::once(text_file(path))),
        Some("jsonl" | "json") => match File::open(path) {
            Ok(file) => Box::new(Lines::new(Box::new(BufReader::new(file)), path.display().to_string())),
            Err(source) => Box::new(std::iter::once(Err(ReadError::Open { path: path.to_owned(), source }))),
        },
        _ => Box::new(std::iter::once(Err(ReadError::UnknownKind { path: path.to_owned() }))),
    }
}

fn text_file(path: &Path) -> Result<Article, ReadError> {
    let open = |source| ReadError::Open { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    File::open(path).and_then(|mut f| f.read_to_end(&mut bytes)).map_err(open)?;
    let place = Place { file: path.display().to_string(), line: None };
    let text = String::from_utf8(bytes)
        .map_err(|e| ReadError::NotUtf8 { place: place.clone(), offset: e.utf8_error().valid_up_to() })?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty { place });
    }
    let id = path.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
    let title = text.lines().next().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty());
    Ok(Article { id, text, title, ..Article::default() })
}

/// Articles of a stream of lines.
struct Lines {
    input: Box<dyn BufRead + Send>,
    file: String,
    line: usize,
    buffer: Vec<u8>,
    ended: bool,
}

impl Lines {
    fn new(input: Box<dyn BufRead + Send>, file: String) -> Self {
        Self { input, file, line: 0, buffer: Vec::new(), ended: false }
    }
}

impl Iterator for Lines {
    type Item = Result<Article, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.buffer.clear();
            self.line += 1;
            match self.input.read_until(b'\n', &mut self.buffer) {
                Ok(0) => self.ended = true,
                Ok(_) => {
                    let blank = self.buffer.iter().all(u8::is_ascii_whitespace);
                    if !blank {
                        let place = Place { file: self.file.clone(), line: Some(self.line) };
                        return Some(article_of(&self.buffer, place));
                    }
                }
                Err(source) => {
                    self.ended = true;
                    return Some(Err(ReadError::Open { path: PathBuf::from(&self.file), source }));
                }
            }
        }
        None
    }
}

fn article_of(line: &[u8], place: Place) -> Result<Article, ReadError> {
    let text = std::str::from_utf8(line)
        .map_err(|e| ReadError::NotUtf8 { place: place.clone(), offset: e.valid_up_to() })?
        .trim_start_matches('\u{feff}');
    let fault = |column, reason: &str| ReadError::Json { place: place.clone(), column, reason: reason.to_owned() };
    let parsed: Line<'_> = serde_json::from_str(text).map_err(|error| {
        let message = error.to_string();
        let reason = message.split(" at line ").next().unwrap_or("not JSON").to_owned();
        fault(error.column(), &reason)
    })?;
    let Some(body) = parsed.text else { return Err(fault(0, "the field \"text\" is missing")) };
    if body.trim().is_empty() {
        return Err(ReadError::Empty { place });
    }
    let Some(id) = parsed.id.filter(|id| !id.trim().is_empty()) else {
        return Err(fault(0, "the field \"id\" is missing"));
    };
    let owned = |field: Option<Cow<'_, str>>| field.map(Cow::into_owned);
    Ok(Article {
        id: id.into_owned(),
        text: body.into_owned(),
        title: owned(parsed.title),
        url: owned(parsed.url),
        published: owned(parsed.published),
        publisher: owned(parsed.publisher),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &str) -> Vec<Result<Article, String>> {
        let input = Box::new(io::Cursor::new(lines.as_bytes().to_vec()));
        Lines::new(input, "in".to_owned()).map(|a| a.map_err(|e| e.to_string())).collect()
    }

    #[test]
    fn a_bad_line_does_not_stop_the_lines_after_it() {
        let read =
            read("{\"id\":\"a\"}\n\n{nonsense\n{\"id\":\"b\",\"text\":\"متن\\nدوم\"}\n{\"id\":\"c\",\"text\":\" \"}\n");
        assert_eq!(read.len(), 4);
        assert!(read[0].as_ref().unwrap_err().contains("line 1") && read[0].as_ref().unwrap_err().contains("\"text\""));
        assert!(read[1].as_ref().unwrap_err().contains("line 3"));
        assert_eq!(read[2].as_ref().unwrap().text, "متن\nدوم");
        assert!(read[3].as_ref().unwrap_err().contains("empty"));
    }
}
