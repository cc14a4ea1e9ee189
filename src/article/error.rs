//! Why an article, or a whole input, cannot be read; and the places that messages name.

use std::io;
use std::path::PathBuf;

/// Why an article, or a whole input, cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The path leads to nothing, or may not be read.
    #[error("{}: {source}; give a .txt, .jsonl, .html or .warc file, a folder of them, or - for standard input", path.display())]
    Open {
        /// The path.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A folder without articles.
    #[error("{}: the folder holds no .txt, .jsonl, .html or .warc file; name another folder", path.display())]
    NoArticles {
        /// The folder.
        path: PathBuf,
    },
    /// A file of a kind that is not read.
    #[error("{}: is no text, JSON Lines, HTML or WARC; rename it to .txt when it is plain text", path.display())]
    UnknownKind {
        /// The file.
        path: PathBuf,
    },
    /// An input that breaks off.
    #[error("{place}: {source}; the input is damaged or cut short, and what follows is not read")]
    Broken {
        /// Where.
        place: Place,
        /// What the system, or the decoder, says.
        source: io::Error,
    },
    /// More bytes than one article may have.
    #[error("{place}: more than {limit} bytes{} in one article; raise --max-bytes or take it out", unpacked(*is_packed))]
    TooLarge {
        /// Where.
        place: Place,
        /// How many an article may have.
        limit: u64,
        /// Whether the bytes are those of unpacked content.
        is_packed: bool,
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
    /// A page without prose.
    #[error("{place}: no article was found in the page; take it out of the input or give the article's text")]
    NoArticle {
        /// File, and record.
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
    /// A record of an archive that breaks its form.
    #[error("{place}: {reason}; {}", if *is_last { "what follows is not read" } else { "the record is left out" })]
    Record {
        /// File and record.
        place: Place,
        /// What is wrong.
        reason: &'static str,
        /// Whether the records after it cannot be found.
        is_last: bool,
    },
}

fn unpacked(is_packed: bool) -> &'static str {
    if is_packed { " (unpacked)" } else { "" }
}

/// A place in the input, for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// File name, or `standard input`.
    pub file: String,
    /// Where in the file.
    pub part: Part,
}

/// Where in a file an article stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The file is the article's text.
    Text,
    /// The whole file, whose lines are not those of the article: a page, or a text that was packed.
    Whole,
    /// A line, from 1, in a file of lines.
    Line(usize),
    /// A record, from 1, in an archive.
    Record(usize),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        match self.part {
            Part::Text | Part::Whole => Ok(()),
            Part::Line(line) => write!(f, ": line {line}"),
            Part::Record(record) => write!(f, ": record {record}"),
        }
    }
}
