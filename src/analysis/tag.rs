//! Tagging: chooses one reading for each word from its neighbours.
//!
//! Rules of the language, no statistics: a noun follows a preposition, a verb ends its clause, a demonstrative before a
//! noun is a determiner. Words are settled from left to right; what stands to the right is asked for what it may be.

use super::words::Word;
use crate::rules::Pack;
use crate::rules::grammar::Grammar;
use crate::rules::lexicon::{Features, Pos, Reading, Tense};
use crate::rules::symbols::Symbol;
use crate::text::TokenKind;

pub(crate) fn tag(words: &mut [Word], pack: &Pack) {
    for i in 0..words.len() {
        let participle = words[i].reading.verb.is_some_and(|v| v.tense == Tense::Participle);
        if words[i].readings.len() > 1 || participle {
            let chosen = choose(words, i, pack);
            words[i].reading = chosen;
        }
        if is_surname(words, i, pack)
            && let Some(name) = words[i].first_of(&[Pos::Propn])
        {
            words[i].reading = name;
        }
    }
}

/// «ملکی ادامه داد», «روز جمعه ظریف با …»: an adjective that is also a surname, where a subject begins and nothing that it
/// could describe stands beside it.
fn is_surname(words: &[Word], i: usize, pack: &Pack) -> bool {
    let g = &pack.grammar;
    let word = &words[i];
    let surname = |r: &Reading| r.pos == Pos::Propn && r.classes.meets(g.family);
    let other = |r: &Reading| r.pos == Pos::Adj || r.features.has(Features::DERIVED);
    if word.pos() != Pos::Adj
        || !word.readings.iter().all(|r| surname(r) || other(r))
        || !word.readings.iter().any(surname)
    {
        return false;
    }
    let c = Context { words, pack, g, i };
    // «هفته گذشته ظریف …»: a time that is complete.
    let timed = i >= 2 && words[i - 1].pos() == Pos::Adj && words[i - 2].is(g.time);
    let begins = timed || c.previous().is_none_or(|w| w.kind == TokenKind::Mark || w.is(g.weekday));
    let goes_on = c.next().is_some_and(|w| w.readings[0].pos == Pos::Adp && !w.is(g.object_marker));
    begins && (goes_on || c.next_is_element() || c.next_is_verb())
}

/// Within how many words a verb is looked for that two elements share.
const SHARED: usize = 12;

/// What a word can be, as a set of questions.
struct Context<'w> {
    words: &'w [Word],
    pack: &'w Pack,
    g: &'w Grammar,
    i: usize,
}

impl Context<'_> {
    fn previous(&self) -> Option<&Word> {
        self.i.checked_sub(1).map(|n| &self.words[n])
    }

    fn next(&self) -> Option<&Word> {
        self.words.get(self.i + 1)
    }

    /// Whether a clause or phrase may end before word `n`.
    fn boundary(&self, n: usize) -> bool {
        self.words.get(n).is_none_or(|w| {
            w.kind == TokenKind::Mark || matches!(w.readings[0].pos, Pos::Cconj | Pos::Sconj) || w.may_be(Pos::Sconj)
        })
    }

    fn previous_is(&self, pos: Pos) -> bool {
        self.previous().is_some_and(|w| w.pos() == pos)
    }

    /// Whether the previous word is a preposition (not the object marker).
    fn after_preposition(&self) -> bool {
        self.previous().is_some_and(|w| w.pos() == Pos::Adp && !w.is(self.g.object_marker))
    }

    /// Whether the previous word is a preposition and cannot be anything else.
    fn after_plain_preposition(&self) -> bool {
        self.after_preposition() && self.previous().is_some_and(|w| w.is_only(&[Pos::Adp, Pos::Sconj]))
    }

    /// «که در آن شهرک‌سازی کرده است», «سرریز آن منظره‌ای بود»: the demonstrative is a pronoun although a noun follows.
    fn stands_for_noun(&self, reading: &Reading) -> bool {
        if !reading.classes.meets(self.g.distal) {
            return false;
        }
        let Some(next) = self.next() else { return true };
        let second = self.words.get(self.i + 2);
        let governed = self.after_preposition();
        let relative = governed
            && self
                .i
                .checked_sub(2)
                .is_some_and(|n| self.words[n].is(self.g.that) && self.words[n].pos() == Pos::Sconj);
        let element = governed
            && second.is_some_and(|v| {
                v.readings.iter().any(|r| {
                    r.verb.is_some()
                        && next.readings.iter().any(|e| self.pack.verbs.compound(r.lemma, e.lemma).is_some())
                })
            });
        let indefinite = self.previous_is(Pos::Noun)
            && next.readings.iter().all(|r| r.features.has(Features::INDEFINITE))
            && !second.is_some_and(|w| w.may_be(Pos::Sconj));
        relative || element || indefinite
    }

    fn after_marker(&self) -> bool {
        self.previous().is_some_and(|w| w.is(self.g.object_marker))
    }

    /// Whether the previous word makes a compound verb with one of these verbs.
    fn after_element(&self, verbs: &[Reading]) -> bool {
        let Some(previous) = self.previous().filter(|w| w.kind == TokenKind::Word) else { return false };
        let lemmas = previous.readings.iter().map(|r| r.lemma).chain(previous.form);
        let known = |element: Symbol, verb: Symbol| {
            self.pack.verbs.compound(verb, element).is_some()
                || self.pack.verbs.compound(self.g.standard(verb), element).is_some()
        };
        lemmas.into_iter().any(|element| verbs.iter().any(|r| known(element, r.lemma)))
    }

    /// Whether a time that is counted stands before («سه روز …», «ساعتی …»).
    fn after_measure_of_time(&self) -> bool {
        let Some(previous) = self.previous().filter(|w| w.is(self.g.time)) else { return false };
        let counted = self.i.checked_sub(2).is_some_and(|n| {
            let word = &self.words[n];
            word.pos() == Pos::Num || word.pos() == Pos::Det && !word.is(self.g.demonstrative)
        });
        counted || previous.has(Features::INDEFINITE) && previous.has(Features::DERIVED)
    }

    fn next_is_object_marker(&self) -> bool {
        self.next()
            .is_some_and(|w| w.readings.iter().any(|r| r.classes.meets(self.g.object_marker) && r.pos == Pos::Adp))
    }

    /// Whether the next two words are a compound verb («بیانیه‌ای صادر کرد»).
    fn next_is_element(&self) -> bool {
        let (Some(element), Some(verb)) = (self.next(), self.words.get(self.i + 2)) else { return false };
        let Some(form) = element.form.filter(|_| element.kind == TokenKind::Word) else { return false };
        let verbs = verb.readings.iter().filter(|r| r.verb.is_some_and(|v| v.tense.is_finite()));
        verbs.map(|r| r.lemma).any(|lemma| {
            let compound = self.pack.verbs.compound(lemma, form);
            compound.or_else(|| self.pack.verbs.compound(self.g.standard(lemma), form)).is_some()
        })
    }

    /// «متهم را بازداشت و محاکمه کند», «سه نفر را بازداشت و دو خودرو را توقیف کرد»: whether the word is, like the one before
    /// the next verb, the element of that verb.
    fn shares_light_verb(&self, nominal: &[Reading]) -> bool {
        let finite = |r: &&Reading| r.verb.is_some_and(|v| v.tense.is_finite());
        let makes = |verb: &Reading, element: Symbol| {
            let compound = self.pack.verbs.compound(verb.lemma, element);
            compound.or_else(|| self.pack.verbs.compound(self.g.standard(verb.lemma), element)).is_some()
        };
        let act = |r: &&Reading| r.classes.meets(self.g.event) && !r.features.has(Features::DERIVED);
        let clause = self.words[self.i + 1..].iter().take(SHARED);
        let clause: Vec<&Word> = clause.take_while(|w| !w.may_be(Pos::Sconj) && w.mark.is_none()).collect();
        let last = clause.iter().position(|w| w.is_only(&[Pos::Verb, Pos::Aux])).map_or(clause.len(), |n| n + 1);
        // «راننده را کشت و پنج مسافر را زخمی کرد»: further on, only an element that rules know with that verb.
        let told = |verb: &Reading, element: Symbol| {
            let standard = self.g.standard(verb.lemma);
            let active = self.g.active_of.get(&standard).into_iter().flatten().copied();
            [verb.lemma, standard]
                .into_iter()
                .chain(active)
                .any(|v| self.pack.events.verbs.contains_key(&(v, Some(element))))
        };
        clause.first().is_some_and(|w| w.is(self.g.and.with(self.g.or)))
            && clause[..last].windows(2).skip(1).enumerate().any(|(n, pair)| {
                let verbs = || pair[1].readings.iter().filter(finite);
                pair[0].form.is_some_and(|other| {
                    verbs()
                        .filter(|v| makes(v, other))
                        .any(|v| nominal.iter().filter(act).any(|r| makes(v, r.lemma) && (n == 0 || told(v, r.lemma))))
                })
            })
    }

    /// Whether the next word can only be a verb.
    fn next_is_verb(&self) -> bool {
        self.next().is_some_and(|w| w.is_only(&[Pos::Verb, Pos::Aux]))
    }

    /// Whether the next word can begin or continue a noun phrase.
    fn next_is_nominal(&self) -> bool {
        self.next().is_some_and(|w| {
            w.readings.iter().any(|r| r.pos.is_nominal() || matches!(r.pos, Pos::Adj | Pos::Det))
                && !w.is_only(&[Pos::Verb])
        })
    }

    /// Whether the next word is a form of be, or of become, or the future's auxiliary.
    fn next_is_auxiliary(&self) -> bool {
        self.next().is_some_and(|w| {
            w.readings.iter().any(|r| {
                r.verb.is_some_and(|v| v.tense == Tense::Future)
                    || (r.verb.is_some_and(|v| !matches!(v.tense, Tense::Infinitive | Tense::Agent))
                        && (self.g.be.contains(&r.lemma) || self.g.become_.contains(&r.lemma)))
            })
        })
    }
}

impl Word {
    /// Whether all readings have one of these parts of speech.
    pub(crate) fn is_only(&self, list: &[Pos]) -> bool {
        self.readings.iter().all(|r| list.contains(&r.pos))
    }

    fn first_of(&self, list: &[Pos]) -> Option<Reading> {
        self.readings.iter().find(|r| list.contains(&r.pos)).copied()
    }
}

fn choose(words: &[Word], i: usize, pack: &Pack) -> Reading {
    let word = &words[i];
    let c = Context { words, pack, g: &pack.grammar, i };
    let verbal = |r: &&Reading| matches!(r.pos, Pos::Verb | Pos::Aux);
    let verbs: Vec<Reading> = word.readings.iter().filter(verbal).copied().collect();
    let nominal: Vec<Reading> = word.readings.iter().filter(|r| !verbal(r)).copied().collect();
    if !verbs.is_empty() {
        if is_verb(&c, &verbs, &nominal) {
            return choose_form(&c, &verbs);
        }
        if nominal.is_empty() {
            // A participle that is no verb here qualifies a noun.
            let lemma = word.form.unwrap_or(verbs[0].lemma);
            return Reading { pos: Pos::Adj, lemma, verb: None, ..verbs[0] };
        }
    }
    if nominal.len() == 1 {
        return nominal[0];
    }
    choose_nominal(&c, word, &nominal)
}

/// Among forms of verbs: after the future's auxiliary the short infinitive, before an auxiliary the participle.
fn choose_form(c: &Context<'_>, verbs: &[Reading]) -> Reading {
    let tense = |t: Tense| verbs.iter().find(|r| r.verb.is_some_and(|v| v.tense == t)).copied();
    let after_future = c.previous().is_some_and(|w| w.reading.verb.is_some_and(|v| v.tense == Tense::Future));
    if after_future && let Some(past) = tense(Tense::Past) {
        return past;
    }
    if c.next_is_auxiliary()
        && let Some(participle) = tense(Tense::Participle)
    {
        return participle;
    }
    // The third person is far more frequent than the others, the indicative than the subjunctive.
    let third = |r: &&Reading| r.verb.is_some_and(|v| v.person.person == 3);
    verbs.iter().find(third).or_else(|| verbs.first()).copied().unwrap_or(c.words[c.i].readings[0])
}

fn is_verb(c: &Context<'_>, verbs: &[Reading], nominal: &[Reading]) -> bool {
    let has = |t: Tense| verbs.iter().any(|r| r.verb.is_some_and(|v| v.tense == t));
    if nominal.is_empty() && !has(Tense::Participle) {
        return true;
    }
    if c.previous().is_some_and(|w| w.reading.verb.is_some_and(|v| v.tense == Tense::Future)) && has(Tense::Past) {
        return true;
    }
    if has(Tense::Participle) && c.next_is_auxiliary() && !c.previous_is(Pos::Det) {
        return true;
    }
    // The second person singular looks like a noun or adjective with the indefinite ending and is rare in news.
    if verbs.iter().all(|r| r.verb.is_some_and(|v| v.person.person == 2 && !v.person.plural)) {
        let derived = nominal.iter().all(|r| r.features.has(Features::DERIVED));
        if derived && (has(Tense::Present) || has(Tense::Imperfect)) {
            return !c.previous_is(Pos::Noun);
        }
        return c.boundary(c.i + 1) && (c.after_element(verbs) || c.after_marker());
    }
    // The copula and the impersonal modals have hardly another reading.
    if verbs.iter().any(|r| r.pos == Pos::Aux) {
        return !c.after_preposition();
    }
    // «نهادهای»: the second person is so rare that a noun of the same letters is meant.
    if verbs.iter().all(|r| r.verb.is_some_and(|v| v.person.person == 2 && v.tense == Tense::Perfect)) {
        return false;
    }
    // «یک باند که …»: what is counted is a thing.
    let counted =
        c.previous_is(Pos::Num) && nominal.iter().any(|r| r.pos == Pos::Noun && !r.features.has(Features::DERIVED));
    if counted && !has(Tense::Imperfect) && !has(Tense::Past) {
        return false;
    }
    if has(Tense::Present) || has(Tense::Imperfect) || has(Tense::Perfect) {
        return true;
    }
    let word = &c.words[c.i];
    let written_ezafe =
        word.readings.iter().any(|r| r.features.has(Features::EZAFE) && !r.features.has(Features::DERIVED));
    if c.next_is_object_marker() || c.after_plain_preposition() && !c.after_element(verbs) || written_ezafe {
        return false;
    }
    if c.previous_is(Pos::Det) || (c.previous_is(Pos::Num) && !c.boundary(c.i + 1)) {
        return false;
    }
    if has(Tense::Participle) {
        return is_verbal_participle(c, verbs, nominal);
    }
    if c.shares_light_verb(nominal) {
        return false;
    }
    let third = verbs.iter().any(|r| r.verb.is_some_and(|v| v.person.person == 3));
    let listed = nominal.iter().any(|r| !r.features.has(Features::DERIVED));
    if listed && !third {
        return false;
    }
    if !c.next_is_auxiliary() && c.after_element(verbs) {
        return true;
    }
    if !listed && (third || has(Tense::Past)) {
        return true;
    }
    if !c.boundary(c.i + 1) {
        // A verb before a complementizer without comma is at a boundary; elsewhere a noun follows a noun.
        return c.next().is_some_and(|w| w.pos() == Pos::Sconj) && !c.next_is_nominal();
    }
    let Some(previous) = c.previous() else { return false };
    let at_sentence_end = c.words[c.i + 1..].iter().all(|w| w.kind == TokenKind::Mark);
    let noun = nominal.iter().any(|r| matches!(r.pos, Pos::Noun | Pos::Adj) && r.classes.meets(c.g.event));
    // After what ends a phrase (the marker, an adverb, a pronoun, a place) a noun would stand alone.
    let complete = previous.pos() == Pos::Pron || previous.pos() == Pos::Propn && previous.is(c.g.place_name);
    let after_marker = previous.is(c.g.object_marker) || matches!(previous.pos(), Pos::Adv) || complete;
    at_sentence_end || after_marker || !noun
}

/// Whether a bare participle is a verb: with an auxiliary, at the end of its clause («… شده و …»), or with what belongs
/// to its verb on one of its sides. Else it is an adjective or a noun.
fn is_verbal_participle(c: &Context<'_>, verbs: &[Reading], nominal: &[Reading]) -> bool {
    if c.next_is_auxiliary() {
        return true;
    }
    let element = c.after_element(verbs)
        || c.previous().is_some_and(|w| {
            w.reading.verb.is_some_and(|v| v.tense == Tense::Participle)
                && verbs.iter().any(|r| c.g.become_.contains(&r.lemma))
        });
    if element {
        return true;
    }
    let adjective = nominal.iter().any(|r| r.pos == Pos::Adj);
    let noun = nominal.iter().any(|r| matches!(r.pos, Pos::Noun | Pos::Propn));
    // A participle of become is hardly an adjective.
    if verbs.iter().any(|r| c.g.become_.contains(&r.lemma)) {
        return c.boundary(c.i + 1) || !c.next_is_nominal();
    }
    if c.boundary(c.i + 1) {
        // «ارگ در خبرنامه‌ای گفته که …»: what says that something is so is a verb.
        let tells = c.next().is_some_and(|w| w.is(c.g.that))
            && !nominal.iter().any(|r| r.classes.meets(c.g.human))
            && !c.previous().is_some_and(|w| w.has(Features::EZAFE));
        // «به وطن خود برگشته و …»: after a pronoun stands no attribute.
        let closed = c.previous_is(Pos::Pron) && !c.previous().is_some_and(|w| w.is(c.g.distal));
        let said = tells && c.previous_is(Pos::Noun) && !c.previous().is_some_and(|w| w.is(c.g.human));
        return if adjective {
            c.after_marker() || closed || said
        } else {
            !noun || tells || !c.previous_is(Pos::Noun)
        };
    }
    // «گروه گرفتارشده در …»: its own complement follows. Before a noun it is an attribute or a noun itself.
    nominal.is_empty() && !c.next_is_nominal()
}

fn choose_nominal(c: &Context<'_>, word: &Word, readings: &[Reading]) -> Reading {
    let pick = |list: &[Pos]| readings.iter().find(|r| list.contains(&r.pos)).copied();
    let first = readings[0];
    let next_nominal = c.next_is_nominal();
    // Demonstratives and quantifiers: a determiner before its noun, else a pronoun.
    if let Some(determiner) = pick(&[Pos::Det]) {
        let before_noun = c.next().is_some_and(|w| {
            w.readings.iter().any(|r| {
                matches!(r.pos, Pos::Noun | Pos::Propn | Pos::Num | Pos::Adj)
                    && r.verb.is_none_or(|v| !v.tense.is_finite())
            }) && !c.next_is_verb()
                && !w.is_only(&[Pos::Adp, Pos::Adv])
                && !c.stands_for_noun(&determiner)
                && (w.is(c.g.ordinal) || !w.is_only(&[Pos::Adj]) || !determiner.classes.meets(c.g.demonstrative))
        });
        if before_noun && first.pos != Pos::Adv {
            return determiner;
        }
        if let Some(other) = pick(&[Pos::Pron, Pos::Noun, Pos::Adv, Pos::Adj]) {
            return other;
        }
        return determiner;
    }
    if let (Some(adposition), Some(conjunction)) = (pick(&[Pos::Adp]), pick(&[Pos::Sconj])) {
        // «تا»: until a place, time or number; or so that.
        let until = conjunction.classes.meets(c.g.until);
        let after_verb = c.previous().map_or(!until, |w| {
            w.kind == TokenKind::Mark
                || matches!(w.pos(), Pos::Verb | Pos::Aux)
                || !until && matches!(w.pos(), Pos::Cconj | Pos::Adv)
        });
        let number_or_time = c.next().is_some_and(|w| {
            w.kind == TokenKind::Number || w.number.is_some() || w.readings.iter().any(|r| r.classes.meets(c.g.time))
        });
        return if after_verb && !number_or_time { conjunction } else { adposition };
    }
    if let Some(adposition) = pick(&[Pos::Adp]) {
        // «بعد از», «قبل از»: a preposition of two words.
        if first.pos == Pos::Adv && c.next().is_some_and(|w| w.is(c.g.partitive)) {
            return adposition;
        }
        // «چند سال پیش», «ساعتی بعد»: after a measure of time it says how long ago.
        if let Some(adverb) = pick(&[Pos::Adv]).filter(|r| r.classes.meets(c.g.time) && c.after_measure_of_time()) {
            return adverb;
        }
        if first.pos == Pos::Adp && c.next().is_some_and(|w| w.kind != TokenKind::Mark) && !c.next_is_verb() {
            return adposition;
        }
        if next_nominal && !c.after_preposition() && !c.previous_is(Pos::Det) && !c.previous_is(Pos::Num) {
            return adposition;
        }
        if let Some(other) = pick(&[Pos::Noun, Pos::Adj, Pos::Adv]) {
            return other;
        }
    }
    if first.pos == Pos::Num || (first.pos == Pos::Cconj) || first.pos == Pos::Sconj {
        return first;
    }
    if first.pos == Pos::Propn {
        // A name that is also a common word with an ending («فردوسی») is a name; one that is itself a common word is
        // a name only beside another name or a title.
        let listed =
            readings.iter().find(|r| matches!(r.pos, Pos::Noun | Pos::Adj) && !r.features.has(Features::DERIVED));
        let after_name = c.previous().is_some_and(|w| w.pos() == Pos::Propn || w.is(c.g.title));
        return if after_name { first } else { listed.copied().unwrap_or(first) };
    }
    if let (Some(adjective), Some(noun)) = (pick(&[Pos::Adj]), pick(&[Pos::Noun])) {
        let after_noun = c.previous().is_some_and(|w| {
            matches!(w.pos(), Pos::Noun | Pos::Propn | Pos::Adj)
                && !w.has(Features::CLITIC)
                && w.kind == TokenKind::Word
        });
        if adjective.features.has(Features::SUPERLATIVE) || adjective.features.has(Features::COMPARATIVE) {
            return adjective;
        }
        // «سؤال نماینده»: a noun that is listed is not the one who does something, by the verb it was made of.
        let agent = adjective.verb.is_some_and(|v| v.tense == Tense::Agent);
        if agent && noun.verb.is_none() && !noun.classes.meets(c.g.time) {
            return noun;
        }
        let listed = !adjective.features.has(Features::DERIVED);
        // «اعتصاب رانندگان»: a plural is a noun, whatever else it may be the plural of.
        let plural = adjective.features.has(Features::PLURAL);
        if noun.features.has(Features::PLURAL) && (plural || !(listed && noun.features.has(Features::DERIVED))) {
            return noun;
        }
        if listed && noun.features.has(Features::DERIVED) && (after_noun || adjective.classes.meets(c.g.ordinal)) {
            return adjective;
        }
        // «نامه‌ای نوشت»: before a verb stands a thing, not a relation.
        let relation = adjective.features.has(Features::DERIVED) && !adjective.features.has(Features::INDEFINITE);
        let verb_follows =
            c.next().is_some_and(|w| matches!(w.readings[0].pos, Pos::Verb | Pos::Aux)) || c.next_is_element();
        // «ارتش | حمله‌ای را …»: so does what happened before the object marker.
        let object = c.next_is_object_marker() && noun.classes.meets(c.g.event);
        if relation && noun.features.has(Features::INDEFINITE) && (verb_follows || object) {
            return noun;
        }
        // «هیئتی از …»: at the head of a phrase that nothing follows by ezafe stands a thing.
        let begins = c.previous().is_none_or(|w| w.kind == TokenKind::Mark);
        let happens = begins && noun.classes.meets(c.g.event);
        let thing = relation && (begins || !next_nominal) || happens;
        if thing && noun.features.has(Features::INDEFINITE) && !after_noun {
            return noun;
        }
        // «اطلاع‌رسانی کرد»: before a light verb stands the action, not the relation.
        if adjective.features.has(Features::DERIVED)
            && c.next().is_some_and(|w| w.readings.iter().any(|r| r.verb.is_some() && c.g.light_any.contains(&r.lemma)))
        {
            return noun;
        }
        if after_noun {
            // A derived reading with an indefinite ending is weaker than a listed one.
            let relation = adjective.features.has(Features::DERIVED) && !adjective.features.has(Features::INDEFINITE);
            // «علت واژگونی قطار»: what happens, not «an overturned one».
            let act = adjective.features.has(Features::DERIVED) && noun.classes.meets(c.g.event);
            return if (relation || act) && !noun.features.has(Features::DERIVED) { noun } else { adjective };
        }
        if c.after_preposition() || c.previous_is(Pos::Det) || c.previous_is(Pos::Num) || next_nominal {
            return if noun.features.has(Features::DERIVED)
                && !adjective.features.has(Features::DERIVED)
                && !c.after_preposition()
            {
                first
            } else {
                noun
            };
        }
        return first;
    }
    if let (Some(adverb), Some(adjective)) = (pick(&[Pos::Adv]), pick(&[Pos::Adj])) {
        let after_noun =
            c.previous().is_some_and(|w| matches!(w.pos(), Pos::Noun | Pos::Propn) && w.kind == TokenKind::Word);
        // «ترکمنستان سالانه ده تن صادر می‌کند»: before a number it says how often.
        let counted = adverb.classes.meets(c.g.time) && c.next().is_some_and(|w| w.readings[0].pos == Pos::Num);
        return if !counted && (after_noun || adverb.classes.meets(c.g.manner)) { adjective } else { adverb };
    }
    if let (Some(pronoun), Pos::Adv) = (pick(&[Pos::Pron]), first.pos)
        && pronoun.classes.meets(c.g.reciprocal)
    {
        // «با هم»: each other; elsewhere «هم» means also.
        return if c.after_preposition() { pronoun } else { first };
    }
    if let Some(name) = pick(&[Pos::Propn]) {
        // A common word is a name after a title or a given name.
        let after_name = c.previous().is_some_and(|w| w.pos() == Pos::Propn && w.is(c.g.given));
        if after_name && name.classes.meets(c.g.family) {
            return name;
        }
    }
    word.first_of(&[first.pos]).unwrap_or(first)
}
