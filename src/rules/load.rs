//! The lexicon: its tables → words with readings, verbs with their forms, compounds and prepositions.

use super::Orthography;
use super::conjugation::{Conjugation, Stems};
use super::fault::Faults;
use super::files::RuleFiles;
use super::folded::Folded;
use super::gazetteer::Gazetteer;
use super::lexicon::{Classes, Features, Lexicon, Person, Pos, Reading, Tense, VerbForm};
use super::morphology::Pieces;
use super::symbols::Symbol;
use super::table::{self, Row};
use super::verbs::{CompoundInfo, Verbs};

/// About how many bytes of tables make one symbol: rows are longer, but a verb has a hundred forms.
const LETTERS_A_SYMBOL: usize = 20;

/// What the tables of a pack make, and how its characters fold.
pub(crate) struct Tables {
    pub orthography: Orthography,
    pub lexicon: Lexicon,
    pub gazetteer: Gazetteer,
    pub verbs: Verbs,
    pub pieces: Pieces,
}

impl Tables {
    /// Reads all tables of a pack.
    pub(crate) fn load(files: &RuleFiles, faults: &mut Faults) -> Self {
        let orthography = Orthography::load("orthography.toml", files.get("orthography.toml").unwrap_or(""), faults);
        let mut loader = Loader {
            orthography: &orthography,
            lexicon: Lexicon::default(),
            gazetteer: Gazetteer::default(),
            verbs: Verbs::default(),
            pieces: Pieces::default(),
            faults,
            folded: Folded::default(),
        };
        loader.load(files);
        let Loader { lexicon, gazetteer, verbs, pieces, .. } = loader;
        Self { orthography, lexicon, gazetteer, verbs, pieces }
    }
}

/// Everything that is filled from tables.
pub(super) struct Loader<'p> {
    pub orthography: &'p Orthography,
    pub lexicon: Lexicon,
    pub gazetteer: Gazetteer,
    pub verbs: Verbs,
    pub pieces: Pieces,
    pub faults: &'p mut Faults,
    /// The entry that was read last.
    pub(super) folded: Folded,
}

impl Loader<'_> {
    /// Folds a written word, to be found in `folded` until the next one.
    pub(super) fn fold(&mut self, written: &str) {
        self.folded.fill(self.orthography, written);
    }

    /// The symbol of a written word, which stays in `folded`.
    pub(super) fn symbol(&mut self, written: &str) -> Symbol {
        self.fold(written);
        self.lexicon.symbols.intern(self.folded.key(), written)
    }

    /// Adds a reading of the word whose symbol was made last.
    pub(super) fn add_reading(&mut self, form: Symbol, written: &str, reading: Reading) {
        if self.folded.count() == 0 {
            return;
        }
        self.lexicon.add(form, reading);
        if self.folded.count() > 1 {
            self.lexicon.add_sequence(&self.folded, written);
        }
    }

    fn classes(&mut self, row: Row<'_, '_>, column: usize) -> Classes {
        let mut classes = Classes::default();
        for name in row.parts(column, ',') {
            classes = classes.with(self.lexicon.classes.intern(name));
        }
        classes
    }

    fn load(&mut self, files: &RuleFiles) {
        let letters: usize = files.iter().filter(|(path, _)| path.ends_with(".tsv")).map(|(_, text)| text.len()).sum();
        self.lexicon.symbols.reserve(letters / LETTERS_A_SYMBOL, letters * 2);
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
        // Preverbs are prepositions and adverbs, which the tables after that of the verbs name.
        self.verbs.link_preverbs(&self.lexicon.symbols);
        self.lexicon.finish();
        self.gazetteer.finish();
    }

    /// Calls `each` for every row of a file, when the pack has it.
    pub(super) fn table(
        &mut self,
        files: &RuleFiles,
        file: &str,
        columns: &[&str],
        mut each: impl FnMut(&mut Self, Row<'_, '_>),
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
                    let words = Folded::of(orthography, form);
                    lexicon.add_sequence(&words, form);
                    lexicon.symbols.intern(words.key(), form)
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
                    let known = lexicon.building.of(symbol).next().is_some();
                    if known {
                        return;
                    }
                }
                lexicon.add(symbol, Reading { pos, lemma, features: Features::default(), classes, verb: Some(verb) });
            });
        });
    }

    fn irregular(&mut self, files: &RuleFiles) {
        let columns = ["form", "infinitive", "tense", "person", "polarity", "class"];
        let file = "lexicon/irregular_verbs.tsv";
        self.table(files, file, &columns, |me, row| {
            let lemma = me.symbol(row.cell(1));
            let form = me.symbol(row.cell(0));
            if row.cell(0).contains(' ') {
                me.lexicon.add_sequence(&me.folded, row.cell(0));
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
            me.lexicon.building.replace(form, reading);
        });
    }

    fn closed(&mut self, files: &RuleFiles) {
        let file = "lexicon/closed.tsv";
        self.table(files, file, &["form", "pos", "class"], |me, row| {
            let Some(pos) = Pos::parse(row.cell(1)) else {
                me.faults.error(file, row.span(), format!("unknown part of speech `{}`", row.cell(1)), "use a UD tag");
                return;
            };
            let lemma = me.symbol(row.cell(0));
            let mut classes = me.lexicon.classes.intern("closed");
            for name in row.parts(2, ',') {
                if let Some(value) = name.strip_prefix("value=") {
                    if let Ok(value) = value.parse() {
                        me.verbs.numerals.insert(lemma, value);
                    }
                } else {
                    classes = classes.with(me.lexicon.classes.intern(name));
                }
            }
            if matches!(pos, Pos::Adv | Pos::Sconj) && me.begins_with_preposition() {
                classes = classes.with(me.lexicon.classes.intern("phrasal"));
            }
            me.add_reading(lemma, row.cell(0), Reading { classes, ..Reading::of(lemma, pos) });
        });
    }

    /// Whether the entry at hand has several words and ends with a simple preposition («نسبت به»).
    fn ends_with_preposition(&self) -> bool {
        let core = self.lexicon.classes.get("core");
        let last = self.folded.last_of_several().and_then(|part| self.lexicon.symbols.get(part));
        last.is_some_and(|last| self.lexicon.building.of(last).any(|r| r.classes.meets(core)))
    }

    /// Whether the entry at hand has several words and begins with a preposition («به سرعت»).
    fn begins_with_preposition(&self) -> bool {
        let first = self.folded.first_of_several().and_then(|part| self.lexicon.symbols.get(part));
        first.is_some_and(|first| self.lexicon.building.of(first).any(|r| r.pos == Pos::Adp))
    }

    fn words(&mut self, files: &RuleFiles) {
        let paths: Vec<String> = files.below("lexicon/words/", "tsv").map(|(path, _)| path.to_owned()).collect();
        for file in paths {
            self.table(files, &file, &["lemma", "pos", "class", "forms"], |me, row| {
                let lemma = me.symbol(row.cell(0));
                let mut plurals = false;
                let degree = row.parts(2, ',').filter_map(Features::parse).fold(Features::default(), Features::with);
                let classes = me.classes(row, 2);
                for name in row.parts(1, ',') {
                    let Some(pos) = Pos::parse(name) else {
                        let message = format!("unknown part of speech `{name}`");
                        me.faults.error(&file, row.span(), message, "use a UD tag");
                        continue;
                    };
                    if plurals {
                        me.fold(row.cell(0));
                    }
                    let reading = Reading { classes, ..Reading::of(lemma, pos) };
                    me.add_reading(lemma, row.cell(0), Reading { features: degree, ..reading });
                    plurals = pos == Pos::Noun;
                    for written in row.parts(3, '|').filter(|_| plurals) {
                        let form = me.symbol(written);
                        me.add_reading(form, written, Reading { features: Features::PLURAL, ..reading });
                    }
                }
            });
        }
    }

    fn compounds(&mut self, files: &RuleFiles) {
        self.table(files, "lexicon/compounds.tsv", &["element", "verbs", "class"], |me, row| {
            let element = Folded::of(me.orthography, row.cell(0));
            let mut info = CompoundInfo::default();
            for name in row.parts(2, ',') {
                match name {
                    "complement" => info.takes_complement = true,
                    "prepositional" => info.prepositional = true,
                    "marked" => (info.takes_complement, info.marked) = (true, true),
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
            if row.cell(0).split(' ').count() == 2 && me.ends_with_preposition() {
                classes = classes.with(me.lexicon.classes.intern("two-words"));
            }
            me.add_reading(lemma, row.cell(0), Reading { classes, ..Reading::of(lemma, Pos::Adp) });
        });
    }

    fn support_verbs(&mut self, files: &RuleFiles) {
        let file = "lexicon/support_verbs.tsv";
        self.table(files, file, &["element", "verb", "class"], |me, row| {
            let verb = me.symbol(row.cell(1));
            let element = Folded::of(me.orthography, row.cell(0));
            let symbol = if element.count() == 0 {
                None
            } else {
                let info = CompoundInfo { support: true, ..CompoundInfo::default() };
                me.verbs.add_compound(&mut me.lexicon.symbols, &element, row.cell(0), verb, info);
                me.lexicon.symbols.get(element.key())
            };
            me.verbs.support.insert((verb, symbol), row.cell(2).into());
        });
    }
}
