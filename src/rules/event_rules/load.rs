//! From the files of event rules to [`EventRules`].

use super::frame::{Roles, is_hollow, merge};
use super::shadow::{self, Key};
use super::source::{self, Event};
use super::template::Templates;
use super::{Content, EventRule, EventRules, Example};
use crate::rules::example::check_reasons;
use crate::rules::fault::{Faults, nearest};
use crate::rules::files::RuleFiles;
use crate::rules::folded::Folded;
use crate::rules::ids::Ids;
use crate::rules::lexicon::Lexicon;
use crate::rules::lexicon::{Pos, Reading};
use crate::rules::lists::Lists;
use crate::rules::symbols::{Symbol, Symbols};
use crate::rules::verbs::{CompoundInfo, Verbs};
use crate::rules::{Orthography, strict};
use crate::schema::{EventType, Role, UnknownName};
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;

/// The file of roles and groups that all event rules share.
const DEFAULTS: &str = "events/defaults.toml";

/// The files of event rules as they are written, in path order, and what is wrong with their form.
pub(crate) struct Sources<'f> {
    files: Vec<(&'f str, &'f str, source::File)>,
    faults: Faults,
}

/// Reads the files of event rules. Needs nothing of the rest of the pack, so that both are read at the same time.
pub(crate) fn read(files: &RuleFiles) -> Sources<'_> {
    let proposal = "an event file has [lists], [template.NAME] and [[event]]; see the fields in docs/rules.md";
    let mut faults = Faults::default();
    let rules = files.below("events/", "toml").filter(|(file, _)| !file.ends_with("/defaults.toml"));
    let files = strict::read_all(rules, proposal, &mut faults);
    Sources { files, faults }
}

/// A word list of the file that is being read.
pub(super) struct List {
    pub(super) words: Arc<FxHashSet<Symbol>>,
    pub(super) used: bool,
    place: Range<usize>,
}

pub(crate) struct Loader<'p> {
    pub(super) symbols: &'p mut Symbols,
    orthography: &'p Orthography,
    verbs: &'p mut Verbs,
    pub(super) faults: &'p mut Faults,
    readings: &'p Lists<Reading>,
    pub(super) groups: BTreeMap<String, Vec<Symbol>>,
    pub(super) lists: BTreeMap<String, List>,
    pub(super) templates: Templates,
    triggers: Vec<shadow::Trigger>,
}

impl<'p> Loader<'p> {
    pub(crate) fn new(
        lexicon: &'p mut Lexicon,
        orthography: &'p Orthography,
        verbs: &'p mut Verbs,
        faults: &'p mut Faults,
    ) -> Self {
        Self {
            symbols: &mut lexicon.symbols,
            orthography,
            verbs,
            faults,
            readings: &lexicon.readings,
            groups: BTreeMap::new(),
            lists: BTreeMap::new(),
            templates: Templates::default(),
            triggers: Vec::new(),
        }
    }

    pub(super) fn symbol(&mut self, written: &str) -> Symbol {
        let key = self.orthography.run_together(written);
        self.symbols.intern(&key, written)
    }

    /// Whether the lexicon has the word as a preposition.
    pub(super) fn is_preposition(&self, written: &str) -> bool {
        let symbol = self.symbols.get(&self.orthography.run_together(written));
        symbol.is_some_and(|symbol| self.has_preposition(symbol))
    }

    /// The prepositions of the lexicon.
    pub(super) fn prepositions(&self) -> impl Iterator<Item = &str> {
        let count = u32::try_from(self.symbols.len()).unwrap_or(u32::MAX);
        (0..count).map(Symbol).filter(|s| self.has_preposition(*s)).map(|s| self.symbols.display(s))
    }

    fn has_preposition(&self, symbol: Symbol) -> bool {
        self.readings.of(symbol).iter().any(|r| r.pos == Pos::Adp)
    }

    /// Resolves the rules of all files in path order.
    pub(crate) fn load(mut self, files: &RuleFiles, sources: Sources<'_>, ids: &mut Ids<'_>) -> EventRules {
        let mut rules = EventRules::default();
        let shared = self.defaults(files, DEFAULTS, &mut rules);
        self.faults.extend(sources.faults);
        for (file, _, source) in &sources.files {
            for event in &source.event {
                ids.announce(file, &event.id);
            }
        }
        // Defaults of a folder hold for the files directly in it.
        let mut families: BTreeMap<String, Roles> = BTreeMap::new();
        let mut incomplete = BTreeSet::new();
        for (file, _, source) in sources.files {
            self.lists.clear();
            for (name, words) in source.lists {
                if words.is_empty() {
                    let message = format!("the word list `{}` is empty", name.get_ref());
                    self.faults.error(file, name.span(), message, "write words into it or take it out");
                }
                let words = Arc::new(words.iter().map(|w| self.symbol(w)).collect());
                self.lists.insert(name.get_ref().clone(), List { words, used: false, place: name.span() });
            }
            let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
            let family = format!("{folder}/defaults.toml");
            if !families.contains_key(&family) {
                let own = if family == DEFAULTS { Vec::new() } else { self.defaults(files, &family, &mut rules) };
                families.insert(family.clone(), merge(own, &shared));
            }
            let sources = [file, family.as_str(), DEFAULTS];
            self.read_templates(&sources, source.template);
            let inherited = &families[&family];
            let mut left_out = false;
            for event in source.event {
                if ids.take(file, &event.id, self.faults) {
                    self.event(&sources, event, inherited, &mut rules);
                } else {
                    left_out = true;
                }
            }
            if left_out {
                incomplete.insert(file.to_owned());
            }
            // A rule that is left out may be the one that uses the list.
            let unused = |list: &List| !list.used && !list.words.is_empty() && !left_out;
            for (name, list) in self.lists.iter().filter(|(_, list)| unused(list)) {
                let message = format!("no rule of this file uses the word list `@{name}`");
                self.faults.warning(file, list.place.clone(), message, "use it in a slot, or take it out");
            }
        }
        self.unused_templates(&incomplete);
        rules.by = self.groups.get("by").cloned().unwrap_or_default();
        rules.because = self.groups.get("cause").cloned().unwrap_or_default();
        (rules.ambiguous, rules.shared) = shadow::check(&rules, &self.triggers, files, self.faults);
        rules
    }

    fn defaults(&mut self, files: &RuleFiles, file: &str, rules: &mut EventRules) -> Roles {
        let Some(text) = files.get(file) else { return Vec::new() };
        let proposal = "a defaults file has spared_by_denial, [groups], [roles], [template.NAME] and [type.NAME]";
        let Some(source) = strict::read::<source::Defaults>(file, text, proposal, self.faults) else {
            return Vec::new();
        };
        rules.spared.extend(source.spared_by_denial);
        for (name, members) in source.groups {
            if members.is_empty() {
                let message = format!("the group `{}` is empty", name.get_ref());
                self.faults.error(file, name.span(), message, "write prepositions into it or take it out");
            }
            for member in &members {
                if !self.is_preposition(member.get_ref()) {
                    let proposal = self.meant_slot(member.get_ref());
                    self.faults.error(file, member.span(), format!("no preposition `{}`", member.get_ref()), proposal);
                }
            }
            let symbols = members.iter().map(|m| self.symbol(m.get_ref())).collect();
            self.groups.insert(name.into_inner(), symbols);
        }
        // Word lists belong to the rule file that is being read.
        let lists = std::mem::take(&mut self.lists);
        let roles = self.roles(file, source.roles);
        self.read_templates(&[file, DEFAULTS], source.template);
        self.read_types(&[file, DEFAULTS], source.r#type);
        self.lists = lists;
        roles
    }

    /// An event type by its name.
    pub(super) fn kind(&mut self, file: &str, written: &Spanned<String>) -> Option<EventType> {
        let name = written.get_ref();
        match name.parse() {
            Ok(kind) => Some(kind),
            Err(error) => {
                let error: UnknownName = error;
                let near = nearest(name, EventType::ALL.iter().map(|k| k.name())).unwrap_or("Statement");
                self.faults.error(file, written.span(), error.to_string(), format!("did you mean `{near}`?"));
                None
            }
        }
    }

    /// Reads a rule of the first of `files`; the others are those in which its templates may stand.
    fn event(&mut self, files: &[&str], mut source: Event, inherited: &Roles, rules: &mut EventRules) {
        let file = files.first().copied().unwrap_or_default();
        let id = source.id.get_ref().clone();
        let Some(kind) = self.kind(file, &source.r#type) else { return };
        let unfounded = source.verbs.is_none() && source.nouns.is_none() && source.participles.is_none();
        if unfounded {
            let proposal = "add `verbs`, `nouns` or `participles`";
            self.faults.error(file, source.id.span(), format!("`{id}` has no trigger and can never match"), proposal);
        }
        if source.example.is_empty() {
            let proposal = "add [[event.example]] with text and yields";
            self.faults.error(file, source.id.span(), format!("`{id}` has no example"), proposal);
        }
        for example in &source.example {
            self.yields(file, example);
        }
        let reasons = source.example.iter().map(|e| &e.pending);
        check_reasons(file, reasons.chain(source.counterexample.iter().map(|c| &c.pending)), self.faults);
        let (templates, own) = source.take_parts();
        let verbs = self.entries(file, "verbs", source.verbs);
        let nouns = self.entries(file, "nouns", source.nouns);
        let participles = self.entries(file, "participles", source.participles);
        let number = rules.list.len() as u32;
        for written in &verbs {
            let key = self.verb(file, written, number, rules);
            self.triggers.extend(key.map(|key| shadow::Trigger { key, rule: number, place: written.span() }));
        }
        for written in &nouns {
            let key = self.noun(written.get_ref(), number, rules);
            self.triggers.extend(key.map(|key| shadow::Trigger { key, rule: number, place: written.span() }));
        }
        for written in &participles {
            let symbol = self.symbol(written.get_ref());
            rules.participles.entry(symbol).or_default().push(number);
            let key = Key::Participle(symbol);
            self.triggers.push(shadow::Trigger { key, rule: number, place: written.span() });
        }
        let base = self.taken_over(files, &templates).over(&self.of_type(files, kind));
        let frame = self.frame(file, own).over(&base);
        let roles = merge(frame.roles, inherited);
        let (requires, excludes) = (frame.requires.unwrap_or_default(), frame.excludes.unwrap_or_default());
        if roles.iter().map(|(_, specs)| specs).chain([&requires, &excludes]).any(|list| is_hollow(list)) {
            let message = format!("in `{id}`, `default` stands for nothing: there is no template or default below it");
            self.faults.error(file, source.id.span(), message, "write the slots, or take `default` out");
        }
        if frame.wished == Some(true) && frame.doer.is_none() {
            let message = format!("in `{id}`, `wished` says nothing: its content has no `doer`");
            self.faults.warning(file, source.id.span(), message, "write `doer`, or take `wished` out");
        }
        let rule = EventRule {
            kind,
            about: source.about,
            file: file.to_owned(),
            place: source.id.span(),
            priority: frame.priority.unwrap_or_default(),
            templates: templates.into_iter().map(Spanned::into_inner).collect(),
            verbs,
            nouns,
            participles,
            roles,
            requires,
            excludes,
            content: Content {
                modality: frame.modality,
                polarity: frame.polarity,
                attributed: frame.attributed.unwrap_or_default(),
                doer: frame.doer,
                wished: frame.wished.unwrap_or_default(),
            },
            inside: frame.inside,
            symmetric: frame.symmetric.unwrap_or_default(),
            not_before: frame.not_before.unwrap_or_default(),
            not_after: frame.not_after.unwrap_or_default(),
            only_before: frame.only_before.unwrap_or_default(),
            only_after: frame.only_after.unwrap_or_default(),
            examples: source.example,
            counterexamples: source.counterexample,
            id,
        };
        rules.list.push(rule);
    }

    /// A noun trigger of one or several words.
    fn noun(&mut self, written: &str, rule: u32, rules: &mut EventRules) -> Option<Key> {
        let folded = Folded::of(self.orthography, written);
        for (n, beginning) in folded.beginnings().enumerate() {
            let symbol = self.symbols.intern(beginning, written);
            if n + 1 == folded.count() {
                rules.nouns.entry(symbol).or_default().push(rule);
                return Some(Key::Noun(symbol));
            }
            rules.noun_prefixes.insert(symbol);
        }
        None
    }

    /// «به قتل رساندن» → verb رساندن with the element «به قتل»; a preverb that stands apart is joined to its verb.
    fn verb(&mut self, file: &str, written: &Spanned<String>, rule: u32, rules: &mut EventRules) -> Option<Key> {
        let mut words: Vec<&str> = written.get_ref().split_whitespace().collect();
        let Some(infinitive) = words.pop() else {
            self.faults.error(file, written.span(), "an empty verb", "take it out");
            return None;
        };
        let mut verb = self.symbol(infinitive);
        if let [preverb] = words.as_slice() {
            let preverb = self.symbol(preverb);
            if let Some(joined) = self.verbs.with_preverb(preverb, verb) {
                verb = joined;
                words.clear();
            }
        }
        if !self.verbs.is_verb(verb) {
            let message = format!("`{infinitive}` is no verb of the lexicon");
            let near = self.verbs.infinitives().map(|v| self.symbols.display(v));
            let proposal = nearest(infinitive, near).map_or_else(
                || "write the infinitive, or add the verb to lexicon/verbs.tsv".to_owned(),
                |n| format!("did you mean `{n}`? a verb that is missing belongs into lexicon/verbs.tsv"),
            );
            self.faults.error(file, written.span(), message, proposal);
            return None;
        }
        if words.is_empty() {
            rules.verbs.entry((verb, None)).or_default().push(rule);
            return Some(Key::Verb(verb, None));
        }
        let display = words.join(" ");
        let element = Folded::of(self.orthography, &display);
        let symbol = self.symbols.intern(element.key(), &display);
        let longest = rules.longest.entry(verb).or_insert(0);
        *longest = (*longest).max(element.count());
        rules.verbs.entry((verb, Some(symbol))).or_default().push(rule);
        // The analysis must know the compound, so that its element is not taken for an object.
        if words.len() <= 3 {
            self.verbs.add_compound(self.symbols, &element, &display, verb, CompoundInfo::default());
        }
        Some(Key::Verb(verb, Some(symbol)))
    }

    /// What an example may expect: its trigger, polarity, modality and roles.
    fn yields(&mut self, file: &str, example: &Example) {
        for name in example.yields.keys() {
            let known = ["trigger", "polarity", "modality"].into_iter().chain(Role::ALL.iter().map(|r| r.name()));
            if !known.clone().any(|k| k == name) {
                let proposal = nearest(name, known).map_or_else(
                    || "write `trigger`, `polarity`, `modality` or a role".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                self.faults.error(file, example.text.span(), format!("an example cannot yield `{name}`"), proposal);
            }
        }
    }
}
