//! Templates: `[template.NAME]` of an event file or of a defaults file, which rules and other templates take over with
//! `template = "NAME"` and override key by key.
//!
//! A name is looked up in the file itself, then in `defaults.toml` of its folder, then in `events/defaults.toml`.

use super::frame::Frame;
use super::load::Loader;
use super::source;
use crate::rules::fault::nearest;
use crate::schema::EventType;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::Spanned;

/// A template with all that it takes over itself.
struct Template {
    frame: Frame,
    place: Range<usize>,
    used: bool,
}

/// The templates of a pack by file and name.
#[derive(Default)]
pub(super) struct Templates {
    by_file: BTreeMap<(String, String), Template>,
    /// What a defaults file says of all rules of a type.
    by_type: BTreeMap<(String, EventType), Frame>,
}

/// Templates of one file that were not read yet.
type Unread = BTreeMap<String, (Range<usize>, source::Template)>;

impl Loader<'_> {
    /// Reads the templates of the first of `files`; those of the others are known already.
    pub(super) fn read_templates(&mut self, files: &[&str], written: BTreeMap<Spanned<String>, source::Template>) {
        let mut unread: Unread = BTreeMap::new();
        for (name, template) in written {
            unread.insert(name.get_ref().clone(), (name.span(), template));
        }
        while let Some(name) = unread.keys().next().cloned() {
            self.read_template(files, &name, &mut unread, &mut Vec::new());
        }
    }

    /// Reads one template after those that it takes over; `path` holds the ones that wait for it.
    fn read_template(&mut self, files: &[&str], name: &str, unread: &mut Unread, path: &mut Vec<String>) {
        let Some((place, source)) = unread.remove(name) else { return };
        let Some(file) = files.first().copied() else { return };
        path.push(name.to_owned());
        let (taken, source) = source.parts();
        let mut base = Frame::default();
        for wanted in taken {
            if let Some(at) = path.iter().position(|p| p == wanted.get_ref()) {
                let round: Vec<String> =
                    path[at..].iter().chain([wanted.get_ref()]).map(|n| format!("`{n}`")).collect();
                let message = format!("templates take each other over in a circle: {}", round.join(" takes "));
                self.faults.error(file, wanted.span(), message, "take one of these lines out");
                continue;
            }
            self.read_template(files, wanted.get_ref(), unread, path);
            if let Some(frame) = self.template(files, &wanted) {
                base = frame.over(&base);
            }
        }
        path.pop();
        let frame = self.frame(file, source).over(&base);
        let template = Template { frame, place, used: false };
        self.templates.by_file.insert((file.to_owned(), name.to_owned()), template);
    }

    /// Reads what the first of `files` says of all rules of a type.
    pub(super) fn read_types(&mut self, files: &[&str], written: BTreeMap<Spanned<String>, source::Template>) {
        let Some(file) = files.first().copied() else { return };
        for (name, source) in written {
            let Some(kind) = self.kind(file, &name) else { continue };
            let (taken, source) = source.parts();
            let base = self.taken_over(files, &taken);
            let frame = self.frame(file, source).over(&base);
            self.templates.by_type.insert((file.to_owned(), kind), frame);
        }
    }

    /// What the defaults say of all rules of a type; those of a folder come before those of all.
    pub(super) fn of_type(&self, files: &[&str], kind: EventType) -> Frame {
        let said = |file: &&str| self.templates.by_type.get(&((*file).to_owned(), kind));
        files.iter().rev().filter_map(said).fold(Frame::default(), |base, frame| frame.clone().over(&base))
    }

    /// What a rule takes over from the templates that it names; where two write the same key, the later one counts.
    pub(super) fn taken_over(&mut self, files: &[&str], names: &[Spanned<String>]) -> Frame {
        let mut base = Frame::default();
        for name in names {
            if let Some(frame) = self.template(files, name) {
                base = frame.over(&base);
            }
        }
        base
    }

    fn template(&mut self, files: &[&str], name: &Spanned<String>) -> Option<Frame> {
        let wanted = name.get_ref();
        let key = |file: &&str| ((*file).to_owned(), wanted.clone());
        if let Some(key) = files.iter().map(key).find(|key| self.templates.by_file.contains_key(key)) {
            let found = self.templates.by_file.get_mut(&key)?;
            found.used = true;
            return Some(found.frame.clone());
        }
        let known = self.templates.by_file.keys().filter(|(file, _)| files.contains(&file.as_str()));
        let proposal = nearest(wanted, known.map(|(_, name)| name.as_str())).map_or_else(
            || format!("define it as [template.{wanted}] in this file or in defaults.toml of its folder"),
            |n| format!("did you mean `{n}`?"),
        );
        let file = files.first().copied().unwrap_or_default();
        self.faults.error(file, name.span(), format!("no template `{wanted}`"), proposal);
        None
    }

    /// Tells of templates that nothing takes over. A rule that is left out may be the one that did, so files with such
    /// rules (`incomplete`) and the defaults above them are not judged.
    pub(super) fn unused_templates(&mut self, incomplete: &BTreeSet<String>) {
        for ((file, name), template) in self.templates.by_file.iter().filter(|(_, t)| !t.used) {
            let folder = file.strip_suffix("defaults.toml");
            if !incomplete.iter().any(|i| i == file || folder.is_some_and(|f| i.starts_with(f))) {
                let message = format!("nothing takes over the template `{name}`");
                self.faults.warning(file, template.place.clone(), message, "use it, or take it out");
            }
        }
    }
}
