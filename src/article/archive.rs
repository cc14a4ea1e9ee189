//! WARC (ISO 28500): answers of web servers with pages in them, or texts that were taken out of pages.
//!
//! Records of other kinds, answers that are no page and pages that were not there (404) are passed over without a
//! word; the address is the article's id. One record is in memory at a time.

use super::compression::{self, Bytes};
use super::error::{Part, Place, ReadError};
use super::read::Settings;
use super::{Article, limit, page, text};
use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Cursor, Read};

/// The longest line and the most lines in the head of a record.
const LINE: u64 = 64 << 10;
const LINES: usize = 256;

/// The articles of an archive.
pub(super) struct Archive {
    input: Bytes,
    file: String,
    record: usize,
    settings: Settings,
    is_packed: bool,
    ended: bool,
}

/// What the head of a record says.
#[derive(Default)]
struct Head {
    kind: String,
    address: String,
    content: String,
    length: Option<u64>,
}

/// A page or a text in a record.
struct Content<'b> {
    is_page: bool,
    charset: Option<String>,
    bytes: Cow<'b, [u8]>,
}

type Found = Result<(Article, Place), ReadError>;

impl Archive {
    /// Reads an archive from its first record on.
    pub(super) fn new(input: Bytes, file: String, settings: Settings, is_packed: bool) -> Self {
        Self { input, file, record: 0, settings, is_packed, ended: false }
    }

    fn place(&self) -> Place {
        Place { file: self.file.clone(), part: Part::Record(self.record) }
    }

    fn last(&mut self, reason: &'static str) -> ReadError {
        self.ended = true;
        ReadError::Record { place: self.place(), reason, is_last: true }
    }

    /// The head of the next record; nothing at the end.
    fn head(&mut self) -> Result<Option<Head>, ReadError> {
        let broken = |source, place| ReadError::Broken { place, source };
        let mut line = Vec::new();
        let (mut head, mut lines, mut blank) = (Head::default(), 0, 0);
        self.record += 1;
        loop {
            match limit::line(&mut self.input, &mut line, LINE) {
                Err(source) => {
                    self.ended = true;
                    return Err(broken(source, self.place()));
                }
                Ok(limit::Line::End) if lines == 0 => return Ok(None),
                Ok(limit::Line::End) => return Err(self.last("the record breaks off in its head")),
                Ok(limit::Line::TooLong) => return Err(self.last("a line in the head has more than 65536 bytes")),
                Ok(limit::Line::Read) => {}
            }
            let written = String::from_utf8_lossy(&line);
            let written = written.trim();
            match (lines, written.is_empty()) {
                (0, true) if blank < LINES => blank += 1,
                (0, _) if !written.starts_with("WARC/") => {
                    return Err(self.last("a record begins with WARC/ and its version"));
                }
                (_, true) => return Ok(Some(head)),
                (0, false) => lines = 1,
                (LINES.., false) => return Err(self.last("the head has more than 256 lines")),
                (_, false) => {
                    lines += 1;
                    let Some((name, value)) = written.split_once(':') else { continue };
                    let value = value.trim();
                    match name.to_ascii_lowercase().as_str() {
                        "warc-type" => head.kind = value.to_ascii_lowercase(),
                        "warc-target-uri" => head.address = value.trim_matches(['<', '>']).to_owned(),
                        "content-type" => head.content = value.to_ascii_lowercase(),
                        "content-length" => head.length = value.parse().ok(),
                        _ => {}
                    }
                }
            }
        }
    }

    /// The article of the next record; nothing for a record without one.
    fn record(&mut self) -> Option<Result<Option<(Article, Place)>, ReadError>> {
        let head = match self.head() {
            Ok(Some(head)) => head,
            Ok(None) => return None,
            Err(error) => return Some(Err(error)),
        };
        let Some(length) = head.length else {
            return Some(Err(self.last("the record does not say its Content-Length")));
        };
        let holds = match head.kind.as_str() {
            "response" => head.content.contains("http"),
            "resource" | "conversion" => kind(&head.content).is_some(),
            _ => false,
        };
        let is_long = length > self.settings.max_bytes;
        let mut block = (&mut self.input).take(length);
        if !holds || is_long {
            // Unpacking a block that is not read costs time and no memory; a bomb is stopped before that.
            if self.is_packed && is_long && holds {
                self.ended = true;
            } else if let Err(source) = io::copy(&mut block, &mut io::sink()) {
                self.ended = true;
                return Some(Err(ReadError::Broken { place: self.place(), source }));
            }
            return Some(if holds { Err(self.too_large()) } else { Ok(None) });
        }
        let mut bytes = Vec::new();
        match block.read_to_end(&mut bytes) {
            Err(source) => {
                self.ended = true;
                return Some(Err(ReadError::Broken { place: self.place(), source }));
            }
            Ok(read) if (read as u64) < length => return Some(Err(self.last("the record breaks off"))),
            Ok(_) => {}
        }
        Some(self.article(&head, &bytes).map(|article| article.map(|article| (article, self.place()))))
    }

    fn too_large(&self) -> ReadError {
        ReadError::TooLarge { place: self.place(), limit: self.settings.max_bytes, is_packed: self.is_packed }
    }

    fn article(&self, head: &Head, bytes: &[u8]) -> Result<Option<Article>, ReadError> {
        let left_out = |reason| ReadError::Record { place: self.place(), reason, is_last: false };
        let content = if head.kind == "response" {
            answer(bytes, self.settings.max_bytes).map_err(|fault| match fault {
                AnswerFault::Form(reason) => left_out(reason),
                AnswerFault::TooLarge => {
                    ReadError::TooLarge { place: self.place(), limit: self.settings.max_bytes, is_packed: true }
                }
            })?
        } else {
            kind(&head.content).map(|is_page| Content {
                is_page,
                charset: charset(&head.content),
                bytes: Cow::Borrowed(bytes),
            })
        };
        let Some(content) = content else { return Ok(None) };
        let id = if head.address.is_empty() { format!("record-{}", self.record) } else { head.address.clone() };
        let mut article = if content.is_page {
            let known = &self.settings.boilerplate;
            page::read(&content.bytes, &id, content.charset.as_deref(), known).map_err(|f| f.at(self.place()))?
        } else {
            text::article(content.bytes.into_owned(), &id, &self.place())?
        };
        article.url = Some(head.address.clone()).filter(|url| !url.is_empty()).or(article.url);
        Ok(Some(article))
    }
}

impl Iterator for Archive {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while !self.ended {
            match self.record()? {
                Ok(Some(found)) => return Some(Ok(found)),
                Ok(None) => {}
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}

/// Whether a media type is a page (`true`) or a text (`false`); nothing for others.
fn kind(content: &str) -> Option<bool> {
    match content.split(';').next().unwrap_or("").trim() {
        "text/html" | "application/xhtml+xml" => Some(true),
        "text/plain" => Some(false),
        _ => None,
    }
}

fn charset(content: &str) -> Option<String> {
    content.split_once("charset=").map(|(_, label)| label.split(';').next().unwrap_or("").trim().to_owned())
}

enum AnswerFault {
    Form(&'static str),
    TooLarge,
}

/// The page in an answer of a web server.
fn answer(bytes: &[u8], limit: u64) -> Result<Option<Content<'_>>, AnswerFault> {
    let mut headers = [httparse::EMPTY_HEADER; LINES];
    let mut response = httparse::Response::new(&mut headers);
    let Ok(httparse::Status::Complete(length)) = response.parse(bytes) else {
        return Err(AnswerFault::Form("the answer has no head of HTTP"));
    };
    if response.code != Some(200) {
        return Ok(None);
    }
    let header = |name: &str| {
        let found = response.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        found.map(|header| String::from_utf8_lossy(header.value).to_ascii_lowercase())
    };
    let content = header("content-type").unwrap_or_default();
    let Some(is_page) = kind(&content) else { return Ok(None) };
    let mut body = Cow::Borrowed(&bytes[length..]);
    // Many crawlers keep these headers though they unpacked the answer, so its bytes are asked, too.
    if header("transfer-encoding").is_some_and(|how| how.contains("chunked"))
        && let Some(joined) = joined(&body)
    {
        body = Cow::Owned(joined);
    }
    if compression::is_gzip(&body) {
        let packed: Bytes = Box::new(Cursor::new(body.into_owned()));
        let head = [0x1F, 0x8B];
        let Ok(unpacked) = compression::unpacked(packed, &head) else { return Ok(None) };
        let unpacked = limit::all(unpacked, limit).map_err(|_| AnswerFault::Form("the packed answer is damaged"))?;
        body = Cow::Owned(unpacked.ok_or(AnswerFault::TooLarge)?);
    } else if header("content-encoding").is_some_and(|how| how.contains("br")) && std::str::from_utf8(&body).is_err() {
        return Err(AnswerFault::Form("the answer is packed with Brotli, which is not read"));
    }
    Ok(Some(Content { is_page, charset: charset(&content), bytes: body }))
}

/// The chunks of a body put together; nothing when it is not in chunks.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let mut rest = BufReader::new(body);
    let (mut joined, mut line) = (Vec::new(), Vec::new());
    loop {
        line.clear();
        (&mut rest).take(LINE).read_until(b'\n', &mut line).ok()?;
        let length = String::from_utf8_lossy(&line);
        let length = u64::from_str_radix(length.split(';').next()?.trim(), 16).ok()?;
        if length == 0 {
            return Some(joined);
        }
        let read = (&mut rest).take(length).read_to_end(&mut joined).ok()?;
        if (read as u64) < length {
            return Some(joined);
        }
        line.clear();
        (&mut rest).take(2).read_until(b'\n', &mut line).ok()?;
    }
}
