//! What an input is: told by its name, and by its first bytes where the name says nothing.

use super::compression::ENDINGS;
use std::path::Path;

/// A kind of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One article: the whole file.
    Text,
    /// One article a line, as JSON.
    Lines,
    /// A page of HTML.
    Page,
    /// A WARC archive of pages or texts.
    Archive,
}

/// How a file is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The name without its endings: the id of a text or a page.
    pub stem: String,
    /// What its ending says; `None` for an unknown ending.
    pub kind: Option<Kind>,
    /// Whether there is an ending that says something else than how it is packed.
    pub has_ending: bool,
    /// Whether it ends as packed files do.
    pub is_packed: bool,
}

/// Takes a file's name apart.
pub(super) fn named(path: &Path) -> Named {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (inner, is_packed) = match name.rsplit_once('.') {
        Some((inner, ending)) if ENDINGS.contains(&small(ending).as_str()) => (inner.to_owned(), true),
        _ => (name, false),
    };
    let Some((stem, ending)) = inner.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) else {
        return Named { stem: inner, kind: None, has_ending: false, is_packed };
    };
    let kind = match small(ending).as_str() {
        "txt" => Some(Kind::Text),
        "jsonl" | "json" | "ndjson" => Some(Kind::Lines),
        "html" | "htm" | "xhtml" => Some(Kind::Page),
        "warc" | "wet" => Some(Kind::Archive),
        _ => None,
    };
    Named { stem: stem.to_owned(), kind, has_ending: true, is_packed }
}

fn small(ending: &str) -> String {
    ending.to_ascii_lowercase()
}

/// How many bytes tell a kind once something else than white space has come.
const TELLING: usize = 5;
/// White space beyond this tells a text.
const BLANK: usize = 4096;

/// Whether the first bytes tell what can be told. A line of JSON is known by its first sign, so that the first line of
/// a stream is read when it comes and not when the second does.
pub(super) fn is_told(head: &[u8]) -> bool {
    let seen = shown(head);
    match seen.first() {
        Some(b'{') => true,
        Some(_) => seen.len() >= TELLING,
        None => head.len() >= BLANK,
    }
}

/// What the first bytes show.
pub(super) fn told(head: &[u8]) -> Option<Kind> {
    let seen = shown(head);
    if seen.starts_with(b"WARC/") {
        return Some(Kind::Archive);
    }
    match seen.first() {
        Some(b'{') | None => Some(Kind::Lines),
        Some(b'<') => Some(Kind::Page),
        Some(_) => None,
    }
}

/// Without the byte order mark and white space.
fn shown(head: &[u8]) -> &[u8] {
    head.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(head).trim_ascii_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_kind_id_and_packing() {
        let of = |name: &str| {
            let named = named(Path::new(name));
            (named.stem, named.kind, named.is_packed)
        };
        assert_eq!(of("in/a.b.txt"), ("a.b".to_owned(), Some(Kind::Text), false));
        assert_eq!(of("news.JSONL.gz"), ("news".to_owned(), Some(Kind::Lines), true));
        assert_eq!(of("crawl.warc.zst"), ("crawl".to_owned(), Some(Kind::Archive), true));
        assert_eq!(of("page.htm"), ("page".to_owned(), Some(Kind::Page), false));
        assert_eq!(of("notes.md"), ("notes".to_owned(), None, false));
        assert_eq!(of("dump.gz"), ("dump".to_owned(), None, true));
    }

    #[test]
    fn the_first_bytes_tell_the_kind() {
        assert_eq!(told("\u{FEFF} <!doctype html>".as_bytes()), Some(Kind::Page));
        assert_eq!(told(b"WARC/1.1\r\n"), Some(Kind::Archive));
        assert_eq!(told(b"\n{\"id\""), Some(Kind::Lines));
        assert_eq!(told("متن".as_bytes()), None);
        assert!(is_told(b"{") && !is_told(b"<") && !is_told(b"\n \n") && is_told("متن".as_bytes()));
    }
}
