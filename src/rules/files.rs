//! Where rule files come from: compiled into the binary, or a folder on disk, or one laid over the other.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// All files below `rules/` as they were when the program was built.
static EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rule_files.rs"));

/// What the path of an added file carries when the pack has a file of rules at that path, too.
pub(super) const ADDED: &str = " (added)";

/// The texts of a rule pack by their path, such as `fa/lexicon/verbs.tsv`. Iterates in path order.
#[derive(Debug, Clone, Default)]
pub struct RuleFiles {
    files: BTreeMap<String, Cow<'static, str>>,
    /// Paths of the files that were laid over others.
    added: BTreeSet<String>,
    /// The folder from which they were read.
    folder: Option<PathBuf>,
    /// The folder of those that were laid over others.
    added_folder: Option<PathBuf>,
}

/// Whether a file holds rules with ids, which are put in place of others one by one.
fn holds_rules(path: &str) -> bool {
    (path.starts_with("events/") && !path.ends_with("/defaults.toml"))
        || path.starts_with("patterns/")
        || path == super::heads::FILE
}

/// A rule folder that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error(
    "rule folder {}: {source}; --rules takes a folder that holds a `pack.toml`, --add-rules one with some rules, which \
     `khabar rules init` begins", path.display()
)]
pub struct RuleFolderError {
    path: PathBuf,
    source: io::Error,
}

impl RuleFiles {
    /// The files that are compiled into the binary below `folder` (`"fa"`), with that prefix taken off.
    #[must_use]
    pub fn embedded(folder: &str) -> Self {
        let files = EMBEDDED
            .iter()
            .filter_map(|(path, text)| {
                let rest = path.strip_prefix(folder)?.strip_prefix('/')?;
                Some((rest.to_owned(), Cow::Borrowed(*text)))
            })
            .collect();
        Self { files, ..Self::default() }
    }

    /// One file that is compiled into the binary, by its path below `rules/`.
    #[must_use]
    pub fn embedded_file(path: &str) -> Option<&'static str> {
        EMBEDDED.iter().find(|(p, _)| *p == path).map(|(_, text)| *text)
    }

    /// Paths (below `rules/`) and texts of the embedded files whose path begins with `prefix`, in path order.
    pub fn embedded_below(prefix: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
        EMBEDDED.iter().copied().filter(move |(path, _)| path.starts_with(prefix))
    }

    /// Reads all `.toml` and `.tsv` files below a folder.
    ///
    /// # Errors
    /// When the folder or one of its files cannot be read or is not UTF-8.
    pub fn read(folder: &Path) -> Result<Self, RuleFolderError> {
        let fault = |path: &Path, source| RuleFolderError { path: path.to_owned(), source };
        let mut files = BTreeMap::new();
        let mut open = vec![folder.to_owned()];
        while let Some(place) = open.pop() {
            for entry in fs::read_dir(&place).map_err(|e| fault(&place, e))? {
                let path = entry.map_err(|e| fault(&place, e))?.path();
                if path.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|e| e == "toml" || e == "tsv") {
                    let text = fs::read_to_string(&path).map_err(|e| fault(&path, e))?;
                    let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                    files.insert(name, Cow::Owned(text));
                }
            }
        }
        Ok(Self { files, folder: Some(folder.to_owned()), ..Self::default() })
    }

    /// Lays other files over these. Files of rules are added beside those of the same path, so that a
    /// rule takes the place of the one with its id and no other; any other file replaces the one of its path.
    pub fn overlay(&mut self, other: Self) {
        self.added_folder = other.folder;
        for (path, text) in other.files {
            let path = if holds_rules(&path) && self.files.contains_key(&path) { path + ADDED } else { path };
            self.added.insert(path.clone());
            self.files.insert(path, text);
        }
    }

    /// Whether a file was laid over the pack.
    #[must_use]
    pub fn is_added(&self, path: &str) -> bool {
        self.added.contains(path)
    }

    /// Where a file lies on disk; nothing when it is compiled into the program.
    #[must_use]
    pub fn on_disk(&self, path: &str) -> Option<PathBuf> {
        let folder = if self.is_added(path) { &self.added_folder } else { &self.folder };
        folder.as_ref().map(|folder| folder.join(path.strip_suffix(ADDED).unwrap_or(path)))
    }

    /// Adds or replaces one file.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.files.insert(path.into(), Cow::Owned(text.into()));
    }

    /// The text of one file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(AsRef::as_ref)
    }

    /// Files whose path begins with `prefix` and ends with `.extension`, in path order.
    pub fn below<'f>(&'f self, prefix: &'f str, extension: &'f str) -> impl Iterator<Item = (&'f str, &'f str)> {
        self.files
            .range(prefix.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(prefix))
            .filter(move |(path, _)| {
                let path = path.strip_suffix(ADDED).unwrap_or(path);
                path.rsplit_once('.').is_some_and(|(_, e)| e == extension)
            })
            .map(|(path, text)| (path.as_str(), text.as_ref()))
    }

    /// All files in path order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_ref()))
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
