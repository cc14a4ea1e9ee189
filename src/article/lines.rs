//! JSON Lines: one article a line. A bad line is an error of its own; the lines after it are read.

use super::compression::Bytes;
use super::error::{Part, Place, ReadError};
use super::{Article, limit};
use serde::Deserialize;
use std::borrow::Cow;

/// One line of JSON. `Cow` borrows when nothing is escaped.
#[derive(Deserialize)]
struct Fields<'l> {
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

/// Articles of a stream of lines.
pub(super) struct Lines {
    input: Bytes,
    file: String,
    line: usize,
    buffer: Vec<u8>,
    limit: u64,
    is_packed: bool,
    ended: bool,
}

impl Lines {
    /// The lines of an input; `is_packed` when its bytes were unpacked.
    pub(super) fn new(input: Bytes, file: String, limit: u64, is_packed: bool) -> Self {
        Self { input, file, line: 0, buffer: Vec::new(), limit, is_packed, ended: false }
    }

    fn place(&self) -> Place {
        Place { file: self.file.clone(), part: Part::Line(self.line) }
    }

    fn too_large(&self) -> ReadError {
        ReadError::TooLarge { place: self.place(), limit: self.limit, is_packed: self.is_packed }
    }

    fn broken(&mut self, source: std::io::Error) -> ReadError {
        self.ended = true;
        ReadError::Broken { place: self.place(), source }
    }

    /// What is said of a line that is too long. What was packed may unpack to anything, so nothing after such a line
    /// is read; a file or a pipe has the bytes that it has, so they are passed over.
    fn pass_over(&mut self) -> ReadError {
        if self.is_packed {
            self.ended = true;
        } else if let Err(source) = limit::skip_line(&mut self.input) {
            return self.broken(source);
        }
        self.too_large()
    }
}

impl Iterator for Lines {
    type Item = Result<(Article, Place), ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut blank = 0;
        while !self.ended {
            self.line += 1;
            match limit::line(&mut self.input, &mut self.buffer, self.limit) {
                Ok(limit::Line::End) => self.ended = true,
                Ok(limit::Line::TooLong) => return Some(Err(self.pass_over())),
                Ok(limit::Line::Read) if self.buffer.iter().all(u8::is_ascii_whitespace) => {
                    // Blank lines without end count as an article without end.
                    blank += self.buffer.len() as u64;
                    if self.is_packed && blank > self.limit {
                        self.ended = true;
                        return Some(Err(self.too_large()));
                    }
                }
                Ok(limit::Line::Read) => {
                    let place = self.place();
                    let article = article_of(&self.buffer, &place);
                    // One long line must not hold its memory while thousands of short ones follow.
                    self.buffer.shrink_to(1 << 20);
                    return Some(article.map(|article| (article, place)));
                }
                Err(source) => return Some(Err(self.broken(source))),
            }
        }
        None
    }
}

fn article_of(line: &[u8], place: &Place) -> Result<Article, ReadError> {
    let text = std::str::from_utf8(line)
        .map_err(|e| ReadError::NotUtf8 { place: place.clone(), offset: e.valid_up_to() })?
        .trim_start_matches('\u{feff}');
    let fault = |column, reason: &str| ReadError::Json { place: place.clone(), column, reason: reason.to_owned() };
    let parsed: Fields<'_> = serde_json::from_str(text).map_err(|error| {
        let message = error.to_string();
        let reason = message.split(" at line ").next().unwrap_or("not JSON").to_owned();
        fault(error.column(), &reason)
    })?;
    let Some(body) = parsed.text else { return Err(fault(0, "the field \"text\" is missing")) };
    if body.trim().is_empty() {
        return Err(ReadError::Empty { place: place.clone() });
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

    fn read(lines: &str, limit: u64) -> Vec<Result<Article, String>> {
        let input = Box::new(std::io::Cursor::new(lines.as_bytes().to_vec()));
        let lines = Lines::new(input, "in".to_owned(), limit, false);
        lines.map(|a| a.map(|(article, _)| article).map_err(|e| e.to_string())).collect()
    }

    #[test]
    fn a_bad_line_does_not_stop_the_lines_after_it() {
        let lines =
            "{\"id\":\"a\"}\n\n{nonsense\n{\"id\":\"b\",\"text\":\"متن\\nدوم\"}\n{\"id\":\"c\",\"text\":\" \"}\n";
        let read = read(lines, 1000);
        assert_eq!(read.len(), 4);
        assert!(read[0].as_ref().unwrap_err().contains("line 1") && read[0].as_ref().unwrap_err().contains("\"text\""));
        assert!(read[1].as_ref().unwrap_err().contains("line 3"));
        assert_eq!(read[2].as_ref().unwrap().text, "متن\nدوم");
        assert!(read[3].as_ref().unwrap_err().contains("empty"));
    }

    #[test]
    fn a_line_beyond_the_limit_is_told_and_the_next_one_read() {
        let long = format!("{{\"id\":\"a\",\"text\":\"{}\"}}\n{{\"id\":\"b\",\"text\":\"متن\"}}\n", "x".repeat(100));
        let read = read(&long, 60);
        assert!(read[0].as_ref().unwrap_err().contains("line 1: more than 60 bytes in one article"), "{read:?}");
        assert_eq!(read[1].as_ref().unwrap().id, "b");
    }
}
