//! The lexicon: its tables → words with readings, verbs with their forms, compounds and prepositions.

use super::Orthography;
use super::conjugation::{Conjugation, Stems};
use super::fault::Faults;
use super::files::RuleFiles;
use super::gazetteer::Gazetteer;
use super::lexicon::{Classes, Features, Lexicon, Person, Pos, Reading, Tense, VerbForm};
use super::morphology::Pieces;
use super::symbols::Symbol;
use super::table::{self, Row};
use super::verbs::{CompoundInfo, Verbs};

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
    pub(super) fn symbol(&mut self, written: &str) -> Symbol {
        let key: String = parts(self.orthography, written).concat();
        self.lexicon.symbols.intern(&key, written)
    }

    pub(super) fn add_word(&mut self, written: &str, lemma: Symbol, pos: Pos, features: Features, classes: Classes) {
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

    /// Calls `each` for every row of a file, when the pack has it.
    pub(super) fn table(
        &mut self,
        files: &RuleFiles,
        file: &str,
        columns: &[&str],
        mut each: impl FnMut(&mut Self, Row<'_>),
    ) {
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
}
