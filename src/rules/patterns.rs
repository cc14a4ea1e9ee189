//! Token patterns of a pack: `patterns/*.toml`, compiled once, run by the stage `mentions`.

use super::example::{self, Counterexample, MentionExample};
use super::expression::{Expression, Lines};
use super::fault::{Faults, nearest};
use super::files::RuleFiles;
use super::gazetteer::Gazetteer;
use super::ids::Ids;
use super::lexicon::{ClassNames, Features, Pos, Tense};
use super::orthography::Orthography;
use super::pattern::{
    self, CaptureId, FeatureId, KeyId, KindSet, LemmaId, ListId, Namespace, Pattern, Resolver, Starts, Syntax,
    TokenRegex,
};
use super::strict;
use super::symbols::Symbols;
use crate::schema::EntityType;
use rayon::prelude::*;
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use toml::Spanned;

/// A pattern that finds mentions of one entity type.
#[derive(Debug, Clone)]
pub struct PatternRule {
    /// Unique in the pack; stands in the graph as the rule of the mention.
    pub id: String,
    /// What it finds.
    pub kind: EntityType,
    /// Higher is tried first and wins.
    pub priority: i32,
    /// The expression as the file writes it.
    pub written: Expression,
    /// The sub-patterns of its file.
    pub subs: Arc<BTreeMap<String, Expression>>,
    /// The compiled expression.
    pub pattern: Pattern,
    /// The capture that is the mention; the whole match when there is none.
    pub mention: Option<CaptureId>,
    /// One line on what it finds.
    pub about: String,
    /// File of the pack.
    pub file: String,
    /// Texts and what must be found in them.
    pub examples: Vec<MentionExample>,
    /// Texts in which the pattern must find nothing of its type.
    pub counterexamples: Vec<Counterexample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    #[serde(default)]
    sub: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    pattern: Vec<PatternSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternSource {
    id: Spanned<String>,
    r#type: Spanned<String>,
    #[serde(default)]
    about: String,
    #[serde(default)]
    priority: i32,
    r#match: Spanned<String>,
    #[serde(default)]
    example: Vec<MentionExample>,
    #[serde(default)]
    counterexample: Vec<Counterexample>,
}

/// Numbers of features in patterns: the kind of feature in the high bits, the value in the low ones.
pub(crate) mod feature {
    pub(crate) const POS: u32 = 0;
    pub(crate) const CLASS: u32 = 1;
    pub(crate) const FORM: u32 = 2;
    pub(crate) const TENSE: u32 = 3;
    pub(crate) const KIND: u32 = 4;

    pub(crate) const fn number(kind: u32, value: u32) -> u32 {
        kind << 16 | value
    }
}

/// Names of forms that patterns may ask for, by bit of [`Features`].
pub(crate) const FORMS: [(&str, Features); 8] = [
    ("plural", Features::PLURAL),
    ("indefinite", Features::INDEFINITE),
    ("ezafe", Features::EZAFE),
    ("clitic", Features::CLITIC),
    ("comparative", Features::COMPARATIVE),
    ("superlative", Features::SUPERLATIVE),
    ("copula", Features::COPULA),
    ("unknown", Features::UNKNOWN),
];

/// Kinds of tokens that patterns may ask for, in the order of [`TokenKind`](crate::text::TokenKind).
pub(crate) const KINDS: [&str; 3] = ["word", "number", "mark"];

const TENSES: [Tense; 10] = [
    Tense::Past,
    Tense::Imperfect,
    Tense::Present,
    Tense::Subjunctive,
    Tense::Participle,
    Tense::Perfect,
    Tense::Future,
    Tense::Modal,
    Tense::Infinitive,
    Tense::Agent,
];

/// Number of a tense in patterns.
pub(crate) fn tense_number(tense: Tense) -> u32 {
    TENSES.iter().position(|t| *t == tense).unwrap_or(0) as u32
}

/// What patterns may name.
#[derive(Clone, Copy)]
pub(crate) struct Words<'p> {
    pub orthography: &'p Orthography,
    pub gazetteer: &'p Gazetteer,
    pub classes: &'p ClassNames,
}

struct Names<'p> {
    symbols: RefCell<&'p mut Symbols>,
    words: Words<'p>,
    /// Sub-patterns of the file that is being read.
    subs: BTreeMap<String, Arc<Syntax>>,
    used: RefCell<BTreeSet<String>>,
    regexes: BTreeMap<String, TokenRegex>,
}

impl Names<'_> {
    fn symbol(&self, word: &str) -> u32 {
        let key = self.words.orthography.run_together(word);
        self.symbols.borrow_mut().intern(&key, word).0
    }
}

impl Resolver for Names<'_> {
    fn key(&self, word: &str) -> KeyId {
        KeyId(self.symbol(word))
    }

    fn lemma(&self, lemma: &str) -> LemmaId {
        LemmaId(self.symbol(lemma))
    }

    fn feature(&self, name: &str, value: &str) -> Option<FeatureId> {
        let number = match name {
            "pos" => feature::number(feature::POS, Pos::parse(value)? as u32),
            "class" => feature::number(feature::CLASS, self.words.classes.get(value).first()?),
            "form" => feature::number(feature::FORM, FORMS.iter().position(|(n, _)| *n == value)? as u32),
            "tense" => feature::number(feature::TENSE, tense_number(Tense::parse(value)?)),
            "kind" => feature::number(feature::KIND, KINDS.iter().position(|k| *k == value)? as u32),
            _ => return None,
        };
        Some(FeatureId(number))
    }

    fn list(&self, name: &str) -> Option<ListId> {
        self.words.gazetteer.list(name).map(|l| ListId(u32::from(l.0)))
    }

    fn kind(&self, name: &str) -> Option<KindSet> {
        name.parse::<EntityType>().ok().map(|k| KindSet::single(k as u8))
    }

    fn subpattern(&self, name: &str) -> Option<Arc<Syntax>> {
        self.used.borrow_mut().insert(name.to_owned());
        self.subs.get(name).cloned()
    }

    fn regex(&self, source: &str) -> Result<TokenRegex, regex::Error> {
        self.regexes.get(source).map_or_else(|| TokenRegex::new(source), |known| Ok(known.clone()))
    }

    fn known(&self, namespace: Namespace<'_>) -> Vec<String> {
        let owned = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
        match namespace {
            Namespace::Lists => self.words.gazetteer.lists().map(str::to_owned).collect(),
            Namespace::Kinds => EntityType::ALL.iter().map(|k| k.name().to_owned()).collect(),
            Namespace::Features => owned(&["pos", "class", "form", "tense", "kind"]),
            Namespace::Values("pos") => Pos::ALL.iter().map(|(_, n)| (*n).to_owned()).collect(),
            Namespace::Values("class") => self.words.classes.iter().map(str::to_owned).collect(),
            Namespace::Values("form") => FORMS.iter().map(|(n, _)| (*n).to_owned()).collect(),
            Namespace::Values("tense") => TENSES.iter().map(|t| t.name().to_owned()).collect(),
            Namespace::Values("kind") => owned(&KINDS),
            Namespace::Values(_) => Vec::new(),
            Namespace::Subpatterns => self.subs.keys().cloned().collect(),
        }
    }
}

/// The files of a pack as they are written, in path order, and what is wrong with their form.
pub(crate) struct Sources<'f> {
    files: Vec<(&'f str, &'f str, Source)>,
    faults: Faults,
    /// The regular expressions in them that are well-formed.
    regexes: BTreeMap<String, TokenRegex>,
}

impl Source {
    /// All its regular expressions, the faulty ones too.
    fn regexes(&self) -> BTreeSet<String> {
        let expressions = self.sub.values().chain(self.pattern.iter().map(|made| &made.r#match));
        let parsed = expressions.filter_map(|expression| pattern::parse(expression.get_ref()).ok());
        parsed.flat_map(|syntax| syntax.regexes().into_iter().map(str::to_owned).collect::<Vec<_>>()).collect()
    }
}

/// Reads the pattern files of a pack. Needs nothing of the rest of it, so that both are read at the same time.
pub(crate) fn read(files: &RuleFiles) -> Sources<'_> {
    let proposal = "a pattern file has [sub] and [[pattern]] with id, type, match, about, priority and examples";
    let mut faults = Faults::default();
    let read: Vec<(_, _, Source)> = strict::read_all(files.below("patterns/", "toml"), proposal, &mut faults);
    // They take as long to build as all else of the patterns.
    let expressions: BTreeSet<String> = read.iter().flat_map(|(_, _, source)| source.regexes()).collect();
    let build = |source: String| TokenRegex::new(&source).ok().map(|made| (source, made));
    let regexes = expressions.into_par_iter().filter_map(build).collect();
    Sources { files: read, faults, regexes }
}

/// Resolves the patterns of all files; rules are sorted by priority, then by file order.
pub(crate) fn load(
    sources: Sources<'_>,
    symbols: &mut Symbols,
    words: Words<'_>,
    ids: &mut Ids<'_>,
    faults: &mut Faults,
) -> Vec<PatternRule> {
    faults.extend(sources.faults);
    for (file, _, source) in &sources.files {
        for made in &source.pattern {
            ids.announce(file, &made.id);
        }
    }
    let mut names = Names {
        symbols: RefCell::new(symbols),
        words,
        subs: BTreeMap::new(),
        used: RefCell::new(BTreeSet::new()),
        regexes: sources.regexes,
    };
    let mut rules: Vec<PatternRule> = Vec::new();
    for (file, text, source) in sources.files {
        let lines = Lines::new(text);
        let written = source.sub.iter().map(|(name, sub)| (name.get_ref().clone(), lines.expression(sub)));
        let written = Arc::new(written.collect());
        names.subs.clear();
        names.used.borrow_mut().clear();
        for (name, expression) in &source.sub {
            match pattern::parse(expression.get_ref()) {
                Ok(syntax) => {
                    names.subs.insert(name.get_ref().clone(), Arc::new(syntax));
                }
                Err(found) => report(file, text, expression, &found, faults),
            }
        }
        let mut left_out = false;
        for made in source.pattern {
            if !ids.take(file, &made.id, faults) {
                left_out = true;
                continue;
            }
            rules.extend(rule(file, &lines, &written, made, &names, faults));
        }
        let used = names.used.borrow();
        // A pattern that is left out may be the one that uses it.
        for name in source.sub.keys().filter(|name| !left_out && !used.contains(name.get_ref())) {
            let message = format!("no pattern of this file uses `${}`", name.get_ref());
            faults.warning(file, name.span(), message, "use it, or take it out");
        }
    }
    rules.sort_by_key(|r| std::cmp::Reverse(r.priority));
    rules
}

/// Patterns that run together over a sentence.
#[derive(Debug, Clone, Default)]
pub(crate) struct PatternGroup {
    /// Their numbers in the list of patterns, in its order.
    pub(crate) members: Vec<usize>,
    /// Which of the members can begin where.
    pub(crate) starts: Starts,
}

impl PatternGroup {
    /// The patterns of the wanted types.
    pub(crate) fn of(rules: &[PatternRule], wanted: impl Fn(EntityType) -> bool) -> Self {
        let members: Vec<usize> = (0..rules.len()).filter(|n| wanted(rules[*n].kind)).collect();
        let patterns: Vec<&Pattern> = members.iter().map(|n| &rules[*n].pattern).collect();
        Self { starts: Starts::new(&patterns), members }
    }
}

fn rule(
    file: &str,
    lines: &Lines<'_>,
    subs: &Arc<BTreeMap<String, Expression>>,
    made: PatternSource,
    names: &Names<'_>,
    faults: &mut Faults,
) -> Option<PatternRule> {
    let id = made.id.get_ref().clone();
    let kind = match made.r#type.get_ref().parse::<EntityType>() {
        Ok(kind) => kind,
        Err(error) => {
            let near = nearest(made.r#type.get_ref(), EntityType::ALL.iter().map(|k| k.name())).unwrap_or("Person");
            faults.error(file, made.r#type.span(), error.to_string(), format!("did you mean `{near}`?"));
            return None;
        }
    };
    example::check(file, "pattern", &made.id, &made.example, &made.counterexample, faults);
    match pattern::parse(made.r#match.get_ref()).and_then(|syntax| pattern::compile(&syntax, names)) {
        Err(found) => {
            report(file, lines.text, &made.r#match, &found, faults);
            None
        }
        Ok(pattern) => Some(PatternRule {
            id,
            kind,
            priority: made.priority,
            mention: pattern.capture_id("mention"),
            pattern,
            about: made.about,
            written: lines.expression(&made.r#match),
            subs: Arc::clone(subs),
            file: file.to_owned(),
            examples: made.example,
            counterexamples: made.counterexample,
        }),
    }
}

/// Moves faults from places in an expression to places in its file.
fn report(file: &str, text: &str, source: &Spanned<String>, found: &[pattern::Fault], faults: &mut Faults) {
    // The value stands between quotes in the file; with literal quotes its letters are those of the file.
    let raw = &text[source.span()];
    let inner = raw.find(source.get_ref().as_str()).map(|at| source.span().start + at);
    for fault in found {
        let span = inner.map_or_else(|| source.span(), |start| start + fault.span.start..start + fault.span.end);
        faults.error(file, span, fault.message.clone(), fault.proposal.clone().unwrap_or_default());
    }
}
