//! The manifest: which articles a knowledge base holds, in which files, made from what.

use super::error::KbError;
use super::files;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The format that this program writes.
pub const FORMAT: u32 = 1;

/// Name of the manifest in the folder.
pub const NAME: &str = "manifest.json";

/// One article of a knowledge base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The article's id.
    pub id: String,
    /// Its file, relative to the folder, with `/` between the parts.
    pub file: String,
    /// Hash of the article's content.
    pub content: String,
    /// Hash of the rule pack that read it.
    pub rules: String,
    /// How many statements the file holds.
    pub quads: usize,
    /// How many events the article tells.
    pub events: usize,
    /// How many entities it names.
    pub entities: usize,
}

/// All articles, by id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    /// The articles.
    pub articles: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct OnDisk {
    format: u32,
    articles: Vec<Entry>,
}

impl Manifest {
    /// Reads the manifest of the folder; `None` when it has none.
    pub fn read(folder: &Path) -> Result<Option<Self>, KbError> {
        let path = Self::path(folder);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(KbError::io(&path, "read the file"))?,
        };
        Self::parse(&path, text.as_bytes()).map(Some)
    }

    /// Understands the text of a manifest; `path` is for messages.
    pub fn parse(path: &Path, text: &[u8]) -> Result<Self, KbError> {
        let on_disk: OnDisk = serde_json::from_slice(text).map_err(|error| KbError::Manifest {
            path: path.to_owned(),
            line: error.line(),
            column: error.column(),
            reason: describe(&error),
        })?;
        if on_disk.format > FORMAT {
            return Err(KbError::Format { path: path.to_owned(), found: on_disk.format, known: FORMAT });
        }
        let articles = on_disk.articles.into_iter().map(|entry| (entry.id.clone(), entry)).collect();
        Ok(Self { articles })
    }

    /// Writes the manifest, unless the folder has the same one already. Says whether it was written.
    pub fn write(&self, folder: &Path) -> Result<bool, KbError> {
        let path = Self::path(folder);
        let text = self.to_json();
        if fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
            return Ok(false);
        }
        files::write_atomically(&path, text.as_bytes())?;
        Ok(true)
    }

    /// One article a line, sorted by id: `git diff` shows what changed and nothing else.
    fn to_json(&self) -> String {
        let mut text = format!("{{\"format\":{FORMAT},\"articles\":[");
        for (n, entry) in self.articles.values().enumerate() {
            let comma = if n == 0 { "" } else { "," };
            // A struct of strings and numbers always has a JSON form, and writing into a String cannot fail.
            let line = serde_json::to_string(entry).unwrap_or_default();
            let _ = write!(text, "{comma}\n{line}");
        }
        text.push_str("\n]}\n");
        text
    }

    fn path(folder: &Path) -> PathBuf {
        folder.join(NAME)
    }
}

/// The reason without the position, which is said in words of our own.
fn describe(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rfind(" at line ").map_or(text.clone(), |end| text[..end].to_owned())
}
