//! Loading of lexicon and gazetteer: tables → [`Lexicon`], [`Gazetteer`], compounds and prepositions.

use super::Orthography;
use super::conjugation::{Conjugation, Stems};
use super::fault::Faults;
use super::files::RuleFiles;
use super::gazetteer::{Gazetteer, ListId, Record};
use super::lexicon::{Classes, Features, Guess, Lexicon, Person, Pos, Reading, Suffix, Tense, VerbForm};
use super::strict;
use super::symbols::Symbol;
use super::table::{self, Row};
use super::verbs::{CompoundInfo, Verbs};
use crate::schema::EntityType;
use serde::Deserialize;
use toml::Spanned;

/// Pieces of `morphology.toml` that the word builder needs, folded.
#[derive(Debug, Clone, Default)]
pub struct Pieces {
    /// Plural endings that stand apart from their noun.
    pub noun: Vec<Symbol>,
    /// Degree endings that stand apart from their adjective.
    pub adjective: Vec<Symbol>,
    /// Endings that stand apart after a word in silent heh.
    pub after_heh: Vec<Symbol>,
    /// Personal endings that stand apart from their participle.
    pub perfect: Vec<Symbol>,
    /// Imperfective prefixes that stand apart from their verb.
    pub verbal: Vec<Symbol>,
    /// Little words glued to the front of the next word, folded.
    pub front: Vec<Box<str>>,
    /// Little words glued to the end, folded.
    pub back: Vec<Box<str>>,
    /// The preposition glued as one letter, and what it stands for, folded.
    pub short_to: (Box<str>, Box<str>),
    /// How unknown words are read.
    pub unknown: Option<Pos>,
    /// Last letters after which an ezafe is always written.
    pub open: Box<str>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Morphology {
    #[serde(default)]
    verb: Option<Conjugation>,
    #[serde(default)]
    form: Vec<FormSource>,
    #[serde(default)]
    suffix: Vec<SuffixSource>,
    #[serde(default)]
    split: Split,
    #[serde(default)]
    glued: Glued,
    unknown: Unknown,
    #[serde(default)]
    guess: Vec<GuessSource>,
}

/// A form of every verb written out: `text` holds `{past}` or `{present}` where the stem stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormSource {
    text: String,
    tense: Spanned<String>,
    person: Spanned<String>,
    #[serde(default)]
    negative: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SuffixSource {
    form: String,
    of: Vec<String>,
    #[serde(default)]
    after: String,
    #[serde(default)]
    restore: String,
    features: Vec<String>,
    #[serde(default)]
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GuessSource {
    #[serde(default)]
    ending: String,
    #[serde(default)]
    beginning: String,
    rest: usize,
    pos: String,
    #[serde(default)]
    features: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Split {
    noun: Vec<String>,
    adjective: Vec<String>,
    after_heh: Vec<String>,
    perfect: Vec<String>,
    verbal: Vec<String>,
    #[serde(default)]
    open: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Glued {
    front: Vec<String>,
    back: Vec<String>,
    short_to: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unknown {
    pos: String,
}

/// Everything that is filled from tables.
pub(crate) struct Loader<'p> {
    pub orthography: &'p Orthography,
    pub lexicon: Lexicon,
    pub gazetteer: Gazetteer,
    pub verbs: Verbs,
    pub pieces: Pieces,
    pub faults: &'p mut Faults,
}

/// Splits a written entry into its folded parts, at spaces and joiners.
pub(crate) fn parts(orthography: &Orthography, entry: &str) -> Vec<String> {
    entry
        .split(|c: char| c.is_whitespace() || orthography.is_joiner(c))
        .map(|p| orthography.key(p))
        .filter(|p| !p.is_empty())
        .collect()
}

impl Loader<'_> {
    /// The symbol of a written word.
    fn symbol(&mut self, written: &str) -> Symbol {
        let key: String = parts(self.orthography, written).concat();
        self.lexicon.symbols.intern(&key, written)
    }

    fn add_word(&mut self, written: &str, lemma: Symbol, pos: Pos, features: Features, classes: Classes) {
        let parts = parts(self.orthography, written);
        if parts.is_empty() {
            return;
        }
        let key = parts.concat();
        let form = self.lexicon.symbols.intern(&key, written);
        self.lexicon.add(form, Reading { pos, lemma, features, classes, verb: None });
        if parts.len() > 1 {
            self.lexicon.add_sequence(&parts, written);
        }
    }

    fn classes(&mut self, row: Row<'_>, column: usize) -> Classes {
        let mut classes = Classes::default();
        for name in row.parts(column, ',') {
            classes = classes.with(self.lexicon.classes.intern(name));
        }
        classes
    }

    pub(crate) fn load(&mut self, files: &RuleFiles) {
        let conjugation = self.morphology(files);
        self.verbs_table(files, &conjugation);
        self.irregular(files);
        self.closed(files);
        self.words(files);
        self.compounds(files);
        self.prepositions(files);
        self.support_verbs(files);
        self.places(files);
        self.names(files);
        self.lists(files);
        self.lexicon.finish();
        self.gazetteer.finish(self.lexicon.symbols.len());
    }

    fn morphology(&mut self, files: &RuleFiles) -> Conjugation {
        let file = "morphology.toml";
        let proposal = "write the tables [verb] or [[form]], [[suffix]], [split], [glued] and [unknown]";
        let Some(source) = strict::read::<Morphology>(file, files.get(file).unwrap_or(""), proposal, self.faults)
        else {
            return Conjugation::default();
        };
        for suffix in source.suffix {
            let features =
                suffix.features.iter().filter_map(|f| Features::parse(f)).fold(Features::default(), Features::with);
            self.lexicon.suffixes.push(Suffix {
                form: self.orthography.key(&suffix.form).into(),
                of: suffix.of.iter().filter_map(|p| Pos::parse(p)).collect(),
                after: suffix.after.into(),
                restore: suffix.restore.into(),
                features,
                to: Pos::parse(&suffix.to),
            });
        }
        for guess in source.guess {
            let Some(pos) = Pos::parse(&guess.pos) else {
                let at = files.get(file).and_then(|t| t.find(&guess.ending)).unwrap_or(0);
                self.faults.error(file, at..at, format!("unknown part of speech `{}`", guess.pos), "use a UD tag");
                continue;
            };
            self.lexicon.guesses.push(Guess {
                ending: self.orthography.key(&guess.ending).into(),
                beginning: self.orthography.key(&guess.beginning).into(),
                rest: guess.rest,
                pos,
                features: guess
                    .features
                    .iter()
                    .filter_map(|f| Features::parse(f))
                    .fold(Features::default(), Features::with),
            });
        }
        let mut symbols = |list: &[String]| list.iter().map(|w| self.symbol(w)).collect::<Vec<_>>();
        let (noun, adjective, after_heh, perfect, verbal) = (
            symbols(&source.split.noun),
            symbols(&source.split.adjective),
            symbols(&source.split.after_heh),
            symbols(&source.split.perfect),
            symbols(&source.split.verbal),
        );
        let keys = |list: &[String]| list.iter().map(|w| self.orthography.key(w).into()).collect();
        self.pieces = Pieces {
            noun,
            adjective,
            after_heh,
            perfect,
            verbal,
            front: keys(&source.glued.front),
            back: keys(&source.glued.back),
            short_to: (
                self.orthography.key(&source.glued.short_to).into(),
                self.orthography.key(&source.glued.to).into(),
            ),
            unknown: Pos::parse(&source.unknown.pos),
            open: source.split.open.into(),
        };
        let mut conjugation = source.verb.unwrap_or_default();
        for form in source.form {
            let (Some(tense), Some(person)) =
                (Tense::parse(form.tense.get_ref()), Person::parse(form.person.get_ref()))
            else {
                let span = form.tense.span().start..form.person.span().end.max(form.tense.span().end);
                let proposal = "tenses are past, present, participle, perfect, future …; persons 1sg … 3pl";
                self.faults.error(file, span, "unknown tense or person", proposal);
                continue;
            };
            conjugation.add(&form.text, VerbForm { tense, person, negative: form.negative });
        }
        conjugation
    }

    /// Calls `each` for every row of a file, when the pack has it.
    fn table(&mut self, files: &RuleFiles, file: &str, columns: &[&str], mut each: impl FnMut(&mut Self, Row<'_>)) {
        let Some(text) = files.get(file) else { return };
        let mut faults = std::mem::take(self.faults);
        table::read(file, text, columns, &mut faults, |row, faults| {
            std::mem::swap(self.faults, faults);
            each(self, row);
            std::mem::swap(self.faults, faults);
        });
        *self.faults = faults;
    }

    fn verbs_table(&mut self, files: &RuleFiles, conjugation: &Conjugation) {
        let columns = ["infinitive", "past", "present", "preverb", "class"];
        let verbal = self.lexicon.classes.intern("verb");
        self.table(files, "lexicon/verbs.tsv", &columns, |me, row| {
            let lemma = me.symbol(row.cell(0));
            let classes = me.classes(row, 4).with(verbal);
            let (past, present, preverb) =
                (me.orthography.key(row.cell(1)), me.orthography.key(row.cell(2)), me.orthography.key(row.cell(3)));
            let preverb: String = preverb.chars().filter(|c| !c.is_whitespace()).collect();
            me.verbs.add_verb(lemma, &past, &preverb);
            let (lexicon, display, orthography) = (&mut me.lexicon, row.cell(0), me.orthography);
            conjugation.forms(Stems { past: &past, present: &present, preverb: &preverb }, |form, verb| {
                let symbol = if form.contains(' ') {
                    let words = parts(orthography, form);
                    lexicon.add_sequence(&words, form);
                    lexicon.symbols.intern(&words.concat(), form)
                } else {
                    lexicon.symbols.intern(form, form)
                };
                let pos = match verb.tense {
                    Tense::Infinitive => Pos::Noun,
                    Tense::Agent => Pos::Adj,
                    _ => Pos::Verb,
                };
                // The second person is rare in news and its singular is the indefinite ending of many nouns.
                let ambiguous = verb.person == Person { person: 2, plural: false };
                if ambiguous && matches!(verb.tense, Tense::Past | Tense::Subjunctive) && !form.starts_with(display) {
                    let known = lexicon.building.contains_key(&symbol);
                    if known {
                        return;
                    }
                }
                lexicon.add(symbol, Reading { pos, lemma, features: Features::default(), classes, verb: Some(verb) });
            });
        });
        self.verbs.link_preverbs(&self.lexicon.symbols);
    }

    fn irregular(&mut self, files: &RuleFiles) {
        let columns = ["form", "infinitive", "tense", "person", "polarity", "class"];
        let file = "lexicon/irregular_verbs.tsv";
        self.table(files, file, &columns, |me, row| {
            let lemma = me.symbol(row.cell(1));
            let form = me.symbol(row.cell(0));
            if row.cell(0).contains(' ') {
                me.lexicon.add_sequence(&parts(me.orthography, row.cell(0)), row.cell(0));
            }
            let classes = me.classes(row, 5);
            let (Some(tense), Some(person)) = (Tense::parse(row.cell(2)), Person::parse(row.cell(3))) else {
                let proposal =
                    "tenses are past, imperfect, present, subjunctive, perfect, future, modal; persons 1sg … 3pl";
                me.faults.error(file, row.span(), "unknown tense or person", proposal);
                return;
            };
            let verb = VerbForm { tense, person, negative: row.cell(4) == "negative" };
            // A full verb with a form of its own («دارد» is no subjunctive, «کن» an imperative) stays a verb.
            let full = row.parts(5, ',').any(|class| matches!(class, "full" | "imperative"));
            let pos = if full { Pos::Verb } else { Pos::Aux };
            let reading = Reading { pos, lemma, features: Features::default(), classes, verb: Some(verb) };
            // An irregular form displaces what the stems would make of the same letters.
            me.lexicon.building.insert(form, vec![reading]);
        });
    }

    fn closed(&mut self, files: &RuleFiles) {
        let file = "lexicon/closed.tsv";
        self.table(files, file, &["form", "pos", "class"], |me, row| {
            let Some(pos) = Pos::parse(row.cell(1)) else {
                me.faults.error(file, row.span(), format!("unknown part of speech `{}`", row.cell(1)), "use a UD tag");
                return;
            };
            let mut classes = me.lexicon.classes.intern("closed");
            for name in row.parts(2, ',') {
                if let Some(value) = name.strip_prefix("value=") {
                    let symbol = me.symbol(row.cell(0));
                    if let Ok(value) = value.parse() {
                        me.verbs.numerals.insert(symbol, value);
                    }
                } else {
                    classes = classes.with(me.lexicon.classes.intern(name));
                }
            }
            let lemma = me.symbol(row.cell(0));
            if matches!(pos, Pos::Adv | Pos::Sconj) && me.begins_with_preposition(row.cell(0)) {
                classes = classes.with(me.lexicon.classes.intern("phrasal"));
            }
            me.add_word(row.cell(0), lemma, pos, Features::default(), classes);
        });
    }

    /// Whether an entry of several words ends with a simple preposition («نسبت به»).
    fn ends_with_preposition(&self, written: &str) -> bool {
        let parts = parts(self.orthography, written);
        let core = self.lexicon.classes.get("core");
        let last = parts.last().filter(|_| parts.len() > 1).and_then(|p| self.lexicon.symbols.get(p));
        last.and_then(|s| self.lexicon.building.get(&s)).is_some_and(|list| list.iter().any(|r| r.classes.meets(core)))
    }

    /// Whether an entry of several words begins with a preposition («به سرعت»).
    fn begins_with_preposition(&self, written: &str) -> bool {
        let parts = parts(self.orthography, written);
        let first = parts.first().filter(|_| parts.len() > 1).and_then(|p| self.lexicon.symbols.get(p));
        first
            .and_then(|s| self.lexicon.building.get(&s))
            .is_some_and(|readings| readings.iter().any(|r| r.pos == Pos::Adp))
    }

    fn words(&mut self, files: &RuleFiles) {
        let paths: Vec<String> = files.below("lexicon/words/", "tsv").map(|(path, _)| path.to_owned()).collect();
        for file in paths {
            self.table(files, &file, &["lemma", "pos", "class", "forms"], |me, row| {
                let lemma = me.symbol(row.cell(0));
                let degree = row.parts(2, ',').filter_map(Features::parse).fold(Features::default(), Features::with);
                let classes = me.classes(row, 2);
                for name in row.parts(1, ',') {
                    let Some(pos) = Pos::parse(name) else {
                        let message = format!("unknown part of speech `{name}`");
                        me.faults.error(&file, row.span(), message, "use a UD tag");
                        continue;
                    };
                    me.add_word(row.cell(0), lemma, pos, degree, classes);
                    if pos == Pos::Noun {
                        for form in row.parts(3, '|') {
                            me.add_word(form, lemma, pos, Features::PLURAL, classes);
                        }
                    }
                }
            });
        }
    }

    fn compounds(&mut self, files: &RuleFiles) {
        self.table(files, "lexicon/compounds.tsv", &["element", "verbs", "class"], |me, row| {
            let element = parts(me.orthography, row.cell(0));
            let mut info = CompoundInfo::default();
            for name in row.parts(2, ',') {
                match name {
                    "complement" => info.takes_complement = true,
                    "stative" => info.stative = true,
                    "bound" => info.bound = true,
                    _ => {}
                }
            }
            for verb in row.parts(1, ',') {
                let lemma = me.symbol(verb);
                me.verbs.add_compound(&mut me.lexicon.symbols, &element, row.cell(0), lemma, info);
            }
        });
    }

    fn prepositions(&mut self, files: &RuleFiles) {
        let preposition = self.lexicon.classes.intern("preposition");
        let complex = self.lexicon.classes.intern("complex-preposition");
        self.table(files, "lexicon/prepositions.tsv", &["preposition", "role", "class"], |me, row| {
            let lemma = me.symbol(row.cell(0));
            let mut classes = me.classes(row, 2).with(preposition);
            for role in row.parts(1, ',') {
                classes = classes.with(me.lexicon.classes.intern(&format!("role-{role}")));
            }
            if row.cell(0).contains(' ') {
                classes = classes.with(complex);
            }
            if row.cell(0).split(' ').count() == 2 && me.ends_with_preposition(row.cell(0)) {
                classes = classes.with(me.lexicon.classes.intern("two-words"));
            }
            me.add_word(row.cell(0), lemma, Pos::Adp, Features::default(), classes);
        });
    }

    fn support_verbs(&mut self, files: &RuleFiles) {
        let file = "lexicon/support_verbs.tsv";
        self.table(files, file, &["element", "verb", "class"], |me, row| {
            let verb = me.symbol(row.cell(1));
            let element = parts(me.orthography, row.cell(0));
            let symbol = if element.is_empty() {
                None
            } else {
                let info = CompoundInfo { support: true, ..CompoundInfo::default() };
                me.verbs.add_compound(&mut me.lexicon.symbols, &element, row.cell(0), verb, info);
                me.lexicon.symbols.get(&element.concat())
            };
            me.verbs.support.insert((verb, symbol), row.cell(2).into());
        });
    }

    /// Adds a record and its names to a list; single names also become words, so that phrases are cut rightly.
    fn add_names<'n>(
        &mut self,
        list: ListId,
        record: Record,
        names: impl Iterator<Item = &'n str>,
        word: Option<Classes>,
    ) {
        let number = self.gazetteer.add_record(record);
        for name in names {
            let pieces = parts(self.orthography, name);
            if pieces.is_empty() {
                continue;
            }
            self.gazetteer.add_phrase(&mut self.lexicon.symbols, &pieces, name, list, number);
            if let (Some(classes), false) = (word, name.contains(' ')) {
                let lemma = self.symbol(name);
                self.add_word(name, lemma, Pos::Propn, Features::default(), classes);
            }
        }
    }

    fn places(&mut self, files: &RuleFiles) {
        let optional = |cell: &str| (!cell.is_empty()).then(|| cell.into());
        let coordinates = |row: Row<'_>, n: usize| Some((row.cell(n).parse().ok()?, row.cell(n + 1).parse().ok()?));
        let name_class = self.lexicon.classes.intern("place-name");
        let demonym_class = self.lexicon.classes.intern("demonym");
        let (countries, demonyms) = (self.gazetteer.list_or_new("countries"), self.gazetteer.list_or_new("demonyms"));
        let columns =
            ["name", "aliases", "wikidata", "english", "iso", "latitude", "longitude", "demonyms", "capitals"];
        self.table(files, "gazetteer/countries.tsv", &columns, |me, row| {
            let record = Record {
                name: row.cell(0).into(),
                kind: "country".into(),
                wikidata: optional(row.cell(2)),
                english: optional(row.cell(3)),
                country: optional(row.cell(4)),
                coordinates: coordinates(row, 5),
                entity: Some(EntityType::Place),
                ..Record::default()
            };
            let demonym = Record { name: row.cell(0).into(), kind: "demonym".into(), entity: None, ..record.clone() };
            me.add_names(countries, record, std::iter::once(row.cell(0)).chain(row.parts(1, '|')), Some(name_class));
            let number = me.gazetteer.add_record(demonym);
            for name in row.parts(7, '|') {
                let pieces = parts(me.orthography, name);
                me.gazetteer.add_phrase(&mut me.lexicon.symbols, &pieces, name, demonyms, number);
                let lemma = me.symbol(name);
                me.add_word(name, lemma, Pos::Adj, Features::default(), demonym_class);
            }
        });
        let places = self.gazetteer.list_or_new("places");
        let columns = ["name", "aliases", "type", "wikidata", "english", "country", "latitude", "longitude", "within"];
        self.table(files, "gazetteer/places.tsv", &columns, |me, row| {
            let record = Record {
                name: row.cell(0).into(),
                kind: row.cell(2).into(),
                wikidata: optional(row.cell(3)),
                english: optional(row.cell(4)),
                country: optional(row.cell(5)),
                coordinates: coordinates(row, 6),
                within: optional(row.cell(8)),
                entity: Some(EntityType::Place),
                ..Record::default()
            };
            me.add_names(places, record, std::iter::once(row.cell(0)).chain(row.parts(1, '|')), Some(name_class));
        });
        self.table(files, "gazetteer/ambiguous.tsv", &["name", "needs"], |me, row| {
            let key = parts(me.orthography, row.cell(0)).concat();
            let Some(symbol) = me.lexicon.symbols.get(&key) else { return };
            me.gazetteer.require(symbol, &[places, countries], row.cell(0), row.cell(1));
        });
        let metonyms = self.gazetteer.list_or_new("metonyms");
        self.table(files, "gazetteer/metonyms.tsv", &["name", "stands_for", "type"], |me, row| {
            let record = Record {
                name: row.cell(0).into(),
                kind: "seat".into(),
                country: optional(row.cell(1)),
                entity: row.cell(2).parse().ok(),
                ..Record::default()
            };
            me.add_names(metonyms, record, std::iter::once(row.cell(0)), Some(name_class));
        });
    }

    fn names(&mut self, files: &RuleFiles) {
        let optional = |cell: &str| (!cell.is_empty()).then(|| cell.into());
        let organization_class = self.lexicon.classes.intern("organization-name");
        let organizations = self.gazetteer.list_or_new("organizations");
        let columns = ["name", "aliases", "type", "wikidata", "english", "country"];
        self.table(files, "gazetteer/organizations.tsv", &columns, |me, row| {
            let record = Record {
                name: row.cell(0).into(),
                kind: row.cell(2).into(),
                wikidata: optional(row.cell(3)),
                english: optional(row.cell(4)),
                country: optional(row.cell(5)),
                entity: Some(EntityType::Organization),
                ..Record::default()
            };
            // A name with a question mark is also another word: it names something only where that is asked for.
            let cued = Record { needs: Some("cue".into()), ..record.clone() };
            let sure = row.parts(1, '|').filter(|n| !n.starts_with('?'));
            me.add_names(organizations, record, std::iter::once(row.cell(0)).chain(sure), Some(organization_class));
            let unsure = row.parts(1, '|').filter_map(|n| n.strip_prefix('?'));
            me.add_names(organizations, cued, unsure, None);
        });
        for (file, list, columns, class) in [
            ("given_names", "given_names", ["name", "gender", "origin"].as_slice(), "given"),
            ("family_names", "family_names", &["name", "origin"], "family"),
        ] {
            let list = self.gazetteer.list_or_new(list);
            let class = self.lexicon.classes.intern(class);
            self.table(files, &format!("gazetteer/{file}.tsv"), columns, |me, row| {
                let record = Record { name: row.cell(0).into(), kind: row.cell(1).into(), ..Record::default() };
                me.add_names(list, record, std::iter::once(row.cell(0)), Some(class));
            });
        }
        let works = self.gazetteer.list_or_new("works");
        self.table(files, "gazetteer/works.tsv", &["name", "type"], |me, row| {
            let record = Record {
                name: row.cell(0).into(),
                kind: row.cell(1).into(),
                entity: Some(EntityType::Product),
                ..Record::default()
            };
            me.add_names(works, record, std::iter::once(row.cell(0)), None);
        });
    }

    /// The remaining lists: a phrase and what kind it is.
    fn lists(&mut self, files: &RuleFiles) {
        for (list, columns) in [
            ("organization_heads", ["word", "type"].as_slice()),
            ("place_heads", &["word", "type"]),
            ("titles", &["title", "kind", "scope"]),
            ("portfolios", &["name"]),
            ("calendar", &["name", "calendar", "month", "note"]),
            ("units", &["unit", "kind", "symbol"]),
            ("approximators", &["phrase", "kind"]),
            ("name_affixes", &["affix", "kind"]),
        ] {
            let id = self.gazetteer.list_or_new(list);
            self.table(files, &format!("gazetteer/{list}.tsv"), columns, |me, row| {
                let mut record = Record {
                    name: row.cell(0).into(),
                    kind: row.cell(1).into(),
                    value: row.cell(2).into(),
                    ..Record::default()
                };
                if list == "calendar" {
                    record.within = (!row.cell(3).is_empty()).then(|| row.cell(3).into());
                }
                // Each kind of a list is a list of its own for patterns: `calendar_month`.
                let kind = row.cell(1);
                if !kind.is_empty() {
                    let sub = me.gazetteer.list_or_new(&format!("{list}_{}", kind.replace('-', "_")));
                    me.add_names(sub, record.clone(), std::iter::once(row.cell(0)), None);
                }
                me.add_names(id, record, std::iter::once(row.cell(0)), None);
            });
        }
    }
}
