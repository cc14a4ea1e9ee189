//! Ids of rules: unique in a pack, but for rules that an added folder puts in the place of others.

use super::fault::{Faults, line_and_column};
use super::files::RuleFiles;
use rustc_hash::FxHashMap;
use std::ops::Range;
use toml::Spanned;

/// Which rule has which id.
pub(crate) struct Ids<'f> {
    files: &'f RuleFiles,
    taken: FxHashMap<String, (String, Range<usize>)>,
    /// Ids of rules in added files: rules of the pack give way to them.
    added: FxHashMap<String, (String, Range<usize>)>,
}

impl<'f> Ids<'f> {
    pub(crate) fn new(files: &'f RuleFiles) -> Self {
        Self { files, taken: FxHashMap::default(), added: FxHashMap::default() }
    }

    /// Notes that an added file has a rule of this id. All added files are announced before the rules are taken.
    pub(crate) fn announce(&mut self, file: &str, id: &Spanned<String>) {
        if self.files.is_added(file) {
            self.added.entry(id.get_ref().clone()).or_insert_with(|| (file.to_owned(), id.span()));
        }
    }

    /// Takes the id for a rule; false when the rule must be left out, because an added one stands in its place or the id
    /// is not free.
    pub(crate) fn take(&mut self, file: &str, id: &Spanned<String>, faults: &mut Faults) -> bool {
        let name = id.get_ref();
        if !self.files.is_added(file)
            && let Some((by, place)) = self.added.get(name)
        {
            let message = format!("`{name}` overrides the rule of that id in {}", self.place(file, id.span()));
            faults.note(by, place.clone(), message);
            return false;
        }
        if let Some((other, place)) = self.taken.get(name) {
            let message = format!("the id `{name}` is taken by the rule in {}", self.place(other, place.clone()));
            faults.error(file, id.span(), message, "give it another id");
            return false;
        }
        self.taken.insert(name.clone(), (file.to_owned(), id.span()));
        true
    }

    /// `file:line:column`, for messages.
    fn place(&self, file: &str, span: Range<usize>) -> String {
        let (line, column) = line_and_column(self.files.get(file).unwrap_or(""), span.start);
        format!("{file}:{line}:{column}")
    }
}
