//! Verb groups: a content verb with its auxiliaries, and the non-verbal element of a compound verb.

use super::words::Word;
use crate::rules::lexicon::{Features, Person, Pos, Tense, VerbForm};
use crate::rules::symbols::Symbol;
use crate::rules::{Mark, Pack};
use crate::text::TokenKind;
use std::ops::Range;

/// The non-verbal element of a compound verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Words of the element itself.
    pub words: Range<usize>,
    /// All its characters run together, when the pack knows them.
    pub symbol: Option<Symbol>,
    /// The list has the compound; otherwise the default rule found it.
    pub listed: bool,
    /// The element governs a phrase by ezafe that stands between it and the verb.
    pub takes_complement: bool,
    /// What it governs has a preposition of its own.
    pub prepositional: bool,
}

/// A verb with its auxiliaries.
#[derive(Debug, Clone, PartialEq)]
pub struct VerbGroup {
    /// The inflected words, auxiliaries included; without the element.
    pub words: Range<usize>,
    /// The word that carries the meaning (the participle of a passive, the verb of a future).
    pub main: usize,
    /// Infinitive of the content verb.
    pub lemma: Symbol,
    /// Non-verbal element, nearest first; several when they are coordinated («دیدار و گفت‌وگو کردند»).
    pub elements: Vec<Element>,
    /// Tense and mood of the whole.
    pub tense: Tense,
    /// Person of the finite form.
    pub person: Person,
    /// Whether it is denied.
    pub negative: bool,
    /// Participle with become.
    pub passive: bool,
    /// Future auxiliary.
    pub future: bool,
    /// Perfect or pluperfect.
    pub perfect: bool,
    /// A form of be alone, as copula.
    pub copula: bool,
    /// The verb stands with a later group («کشته و ۳۰ نفر زخمی شدند»): `words` are those of the element.
    pub elided: bool,
    /// Impersonal modal that governs the group.
    pub modal: Option<usize>,
    /// A participle without auxiliary after its noun, inside a clause: it qualifies the noun (“the troops sent to …”).
    pub attributive: bool,
}

impl VerbGroup {
    /// The first element.
    #[must_use]
    pub fn element(&self) -> Option<&Element> {
        self.elements.first()
    }

    /// First word of the group with its adjacent element.
    #[must_use]
    pub fn start(&self) -> usize {
        self.elements.iter().map(|e| e.words.start).chain([self.words.start]).min().unwrap_or(self.words.start)
    }
}

/// Finds the verb groups of a tagged sentence, left to right.
pub(crate) fn verb_groups(pack: &Pack, text: &str, words: &[Word]) -> Vec<VerbGroup> {
    let mut groups = Vec::new();
    let mut i = 0;
    let mut modal = None;
    while i < words.len() {
        if words[i].has(Features::COPULA) {
            groups.push(written_copula(pack, words, i));
            i += 1;
            continue;
        }
        let Some(form) = words[i].reading.verb.filter(|_| matches!(words[i].pos(), Pos::Verb | Pos::Aux)) else {
            if matches!(words[i].pos(), Pos::Sconj) {
                modal = modal.filter(|m| *m + 1 == i);
            }
            i += 1;
            continue;
        };
        if form.tense == Tense::Modal {
            modal = Some(i);
            i += 1;
            continue;
        }
        if is_progressive(pack, words, i, form) {
            i += 1;
            continue;
        }
        let Some(mut group) = read(pack, words, i) else {
            i += 1;
            continue;
        };
        group.modal = modal.take();
        i = group.words.end;
        groups.push(group);
    }
    let mut finder = ElementFinder { pack, text, words, key: String::new() };
    let mut floor = 0;
    let mut all: Vec<VerbGroup> = Vec::with_capacity(groups.len());
    for mut group in groups {
        preverb(pack, words, &mut group, floor);
        finder.find(&mut group, floor);
        let elided = finder.elided(&group, floor);
        group.attributive = is_attributive(words, &group, floor);
        floor = group.words.end;
        all.extend(elided);
        all.push(group);
    }
    all
}

/// A word that carries the copula (an adjective with the ending of be) is a predicate with its verb in one.
fn written_copula(pack: &Pack, words: &[Word], i: usize) -> VerbGroup {
    let first = words[i].has(Features::FIRST);
    VerbGroup {
        words: i..i + 1,
        main: i,
        lemma: pack.grammar.be.first().copied().unwrap_or(words[i].reading.lemma),
        elements: Vec::new(),
        tense: Tense::Present,
        person: Person { person: if first { 1 } else { 3 }, plural: words[i].has(Features::PERSONAL) },
        negative: false,
        passive: false,
        future: false,
        perfect: false,
        copula: true,
        elided: false,
        modal: None,
        attributive: false,
    }
}

/// Whether a form of have is the auxiliary of the progressive: the imperfective form that it accompanies follows in the
/// same clause, with the same person.
fn is_progressive(pack: &Pack, words: &[Word], i: usize, form: VerbForm) -> bool {
    if !pack.grammar.have.contains(&words[i].reading.lemma) || form.negative {
        return false;
    }
    let wanted = match form.tense {
        Tense::Present | Tense::Subjunctive => Tense::Present,
        Tense::Past => Tense::Imperfect,
        _ => return false,
    };
    for word in &words[i + 1..] {
        if word.kind == TokenKind::Mark || matches!(word.pos(), Pos::Sconj | Pos::Cconj) {
            return false;
        }
        if let Some(verb) = word.reading.verb.filter(|v| v.tense.is_finite() || v.tense == Tense::Future) {
            return verb.tense == wanted && verb.person == form.person;
        }
    }
    false
}

/// Whether a participle without auxiliary stands after its noun while the clause goes on.
fn is_attributive(words: &[Word], group: &VerbGroup, floor: usize) -> bool {
    let last = &words[group.words.end - 1];
    let bare = last.reading.verb.is_some_and(|v| v.tense == Tense::Participle);
    let goes_on = words
        .get(group.words.end)
        .is_some_and(|w| w.kind != TokenKind::Mark && !matches!(w.pos(), Pos::Cconj | Pos::Sconj));
    let start = group.start();
    bare && goes_on
        && !group.elided
        && start > floor
        && matches!(words[start - 1].pos(), Pos::Noun | Pos::Adj | Pos::Propn)
        && group.elements.iter().all(|e| e.words.end <= group.words.start)
}

/// Reads the verb words that begin at `i`.
fn read(pack: &Pack, words: &[Word], i: usize) -> Option<VerbGroup> {
    let g = &pack.grammar;
    let form = words[i].reading.verb?;
    let lemma = words[i].reading.lemma;
    let verb_at = |n: usize| {
        let word: &Word = words.get(n)?;
        let reading = if matches!(word.pos(), Pos::Verb | Pos::Aux) {
            word.reading
        } else {
            *word.readings.iter().find(|r| matches!(r.pos, Pos::Verb | Pos::Aux))?
        };
        reading.verb.map(|v| (v, reading.lemma))
    };
    let mut group = VerbGroup {
        words: i..i + 1,
        main: i,
        lemma,
        elements: Vec::new(),
        tense: form.tense,
        person: form.person,
        negative: form.negative,
        passive: false,
        future: false,
        perfect: form.tense == Tense::Perfect,
        copula: g.be.contains(&lemma),
        elided: false,
        modal: None,
        attributive: false,
    };
    match form.tense {
        Tense::Future => {
            let (next, next_lemma) = verb_at(i + 1)?;
            if next.tense != Tense::Past {
                return None;
            }
            group.words.end = i + 2;
            group.main = i + 1;
            group.lemma = next_lemma;
            group.future = true;
            group.tense = Tense::Future;
            group.copula = g.be.contains(&next_lemma);
            return Some(group);
        }
        Tense::Participle => {}
        _ => return Some(group),
    }
    // A participle and what follows: be makes a perfect, become a passive, each perhaps followed by be.
    let mut at = i + 1;
    group.perfect = true;
    group.tense = Tense::Perfect;
    if let Some((next, next_lemma)) = verb_at(at) {
        let passive_after_future = next.tense == Tense::Future
            && verb_at(at + 1).is_some_and(|(v, l)| v.tense == Tense::Past && g.become_.contains(&l));
        let main_is_become = g.become_.contains(&lemma);
        if passive_after_future && !main_is_become {
            group.passive = true;
            group.future = true;
            group.perfect = false;
            group.tense = Tense::Future;
            group.person = next.person;
            group.negative |= next.negative;
            at += 2;
        } else if g.become_.contains(&next_lemma) && !main_is_become && !g.be.contains(&lemma) {
            group.passive = true;
            group.person = next.person;
            group.negative |= next.negative;
            group.tense = next.tense;
            group.perfect = matches!(next.tense, Tense::Perfect | Tense::Participle);
            at += 1;
        }
    }
    let open = group.tense == Tense::Perfect || group.tense == Tense::Participle;
    if open
        && let Some((next, next_lemma)) = verb_at(at)
        && g.be.contains(&next_lemma)
        && next.tense != Tense::Future
    {
        group.person = next.person;
        group.negative |= next.negative;
        group.tense = if next.tense == Tense::Subjunctive { Tense::Subjunctive } else { Tense::Perfect };
        at += 1;
    }
    if group.tense == Tense::Participle {
        group.tense = Tense::Perfect;
    }
    group.words.end = at;
    Some(group)
}

/// A preverb that stands apart makes another verb («بر می‌گردد»).
fn preverb(pack: &Pack, words: &[Word], group: &mut VerbGroup, floor: usize) {
    let Some(before) = group.words.start.checked_sub(1).filter(|b| *b >= floor) else { return };
    let Some(form) = words[before].form else { return };
    if let Some(lemma) = pack.verbs.with_preverb(form, group.lemma) {
        group.lemma = lemma;
        group.words.start = before;
    }
}

pub(super) struct ElementFinder<'a> {
    pub(super) pack: &'a Pack,
    text: &'a str,
    pub(super) words: &'a [Word],
    key: String,
}

/// How far to the left an element is looked for.
const REACH: usize = 6;
/// How far an element that governs a phrase may stand.
const LONG_REACH: usize = 14;

impl ElementFinder<'_> {
    fn find(&mut self, group: &mut VerbGroup, floor: usize) {
        if group.copula && group.tense != Tense::Subjunctive {
            return;
        }
        let end = group.words.start;
        if let Some(element) = self.nearest(group, end, floor) {
            let first = element.clone();
            group.elements.push(element);
            self.coordinated(group, &first, floor);
        }
    }

    fn nearest(&mut self, group: &VerbGroup, end: usize, floor: usize) -> Option<Element> {
        let mut at = end;
        let mut skipped_only_modifiers = true;
        let mut marker = false;
        while at > floor && end - at < LONG_REACH {
            if let Some(element) = self.listed(group, at, floor).filter(|e| !marker || self.is_marked(group, e)) {
                if marker {
                    return Some(element);
                }
                let adjacent = at == end;
                let near = end - at <= REACH && skipped_only_modifiers;
                if adjacent || near || element.takes_complement && self.may_govern(&element, floor) {
                    // «مرتکب قتل شد»: a word that governs the noun is nearer to the verb than the noun itself.
                    let governs = !element.takes_complement && adjacent && element.words.len() == 1;
                    let outer = governs.then(|| self.governing(group, element.words.start, floor)).flatten();
                    return outer.or(Some(element));
                }
            }
            let word = &self.words[at - 1];
            let g = &self.pack.grammar;
            // «جان سه نفر را گرفت»: the complement of some elements is the object.
            if word.is(g.object_marker) && !marker {
                marker = true;
                at -= 1;
                continue;
            }
            if word.kind == TokenKind::Mark && !matches!(word.mark, Some(Mark::Open | Mark::Close))
                || word.is(g.object_marker)
                || matches!(word.pos(), Pos::Sconj | Pos::Verb | Pos::Aux)
                || marker && word.pos() == Pos::Adp
            {
                break;
            }
            if at == end
                && let Some(element) = self.default(group, at, floor)
            {
                // «دست به حمله گسترده زد»: an adjective describes an element of several words before it.
                if word.may_be(Pos::Adj)
                    && let Some(described) = self.listed(group, at - 1, floor).filter(|e| e.words.len() > 1)
                {
                    return Some(described);
                }
                // An element that governs a phrase may still stand further left («خواستار … شد»).
                return self.governing(group, at - 1, floor).or(Some(element));
            }
            skipped_only_modifiers &= matches!(word.pos(), Pos::Adj | Pos::Adv | Pos::Aux)
                || (word.pos() == Pos::Noun && !word.has(Features::CLITIC) && word.is(g.focus));
            at -= 1;
        }
        None
    }

    /// Whether the complement of an element carries the object marker.
    fn is_marked(&self, group: &VerbGroup, element: &Element) -> bool {
        let info = |verb: Symbol| element.symbol.and_then(|s| self.pack.verbs.compound(verb, s));
        self.verbs_of(group).into_iter().filter_map(info).any(|i| i.marked)
    }

    fn governing(&mut self, group: &VerbGroup, mut at: usize, floor: usize) -> Option<Element> {
        let end = group.words.start;
        while at > floor && end - at < LONG_REACH {
            if let Some(element) = self.listed(group, at, floor) {
                // «از سه مظنون بازجویی کردند»: what is counted is no element.
                let before = element.words.start.checked_sub(1).filter(|b| *b >= floor);
                let counted = before.is_some_and(|b| self.words[b].pos() == Pos::Num);
                return Some(element).filter(|e| e.takes_complement && !counted && self.may_govern(e, floor));
            }
            let word = &self.words[at - 1];
            if word.kind == TokenKind::Mark
                || word.is(self.pack.grammar.object_marker)
                || matches!(word.pos(), Pos::Sconj | Pos::Verb | Pos::Aux | Pos::Adp)
            {
                return None;
            }
            at -= 1;
        }
        None
    }

    /// Whether an element may govern what stands between it and the verb. «با گروه‌های مسلح مذاکره کرد»: what hangs on a
    /// noun by a written ezafe, or wants a preposition that is not there, only qualifies.
    fn may_govern(&self, element: &Element, floor: usize) -> bool {
        let before = element.words.start.checked_sub(1).filter(|b| *b >= floor).map(|b| &self.words[b]);
        let hangs = before.is_some_and(|b| b.pos() == Pos::Noun && b.has(Features::EZAFE));
        let next = self.words.get(element.words.end);
        !hangs && (!element.prepositional || next.is_some_and(|n| n.pos() == Pos::Adp))
    }

    /// The longest listed element that ends before word `end`.
    pub(super) fn listed(&mut self, group: &VerbGroup, end: usize, floor: usize) -> Option<Element> {
        let verbs = self.verbs_of(group);
        let longest = verbs.iter().map(|v| self.pack.verbs.longest_element(*v)).max().unwrap_or(0);
        for count in (1..=longest.min(end - floor)).rev() {
            let start = end - count;
            if self.words[start..end].iter().any(|w| w.kind != TokenKind::Word) {
                continue;
            }
            for by_lemma in [false, true] {
                // «خواستار لغو تحریم‌ها شد»: an element has no plural, but that of an act («صحبت‌هایی کرد»).
                let last = &self.words[end - 1];
                let become_ = self.pack.grammar.become_.contains(&group.lemma);
                let plural = last.has(Features::PLURAL) && (last.has(Features::DERIVED) || become_);
                if by_lemma && plural && !last.has(Features::INDEFINITE) {
                    continue;
                }
                let Some(symbol) = self.symbol(start..end, by_lemma) else { continue };
                for verb in &verbs {
                    if let Some(info) = self.pack.verbs.compound(*verb, symbol) {
                        if count == 1 && !self.may_be_element(group, start, floor) {
                            continue;
                        }
                        return Some(Element {
                            words: start..end,
                            symbol: Some(symbol),
                            listed: true,
                            takes_complement: info.takes_complement && !(info.stative && self.is_state(*verb)),
                            prepositional: info.prepositional,
                        });
                    }
                }
            }
        }
        None
    }

    /// Whether a verb makes a state of a stative element, and not what becomes of somebody («حاضر بود», «حاضر شد»).
    fn is_state(&self, verb: Symbol) -> bool {
        let g = &self.pack.grammar;
        g.be.contains(&verb) || g.have.contains(&verb)
    }

    /// A single noun is no element when a preposition governs it alone, or when it is the subject.
    fn may_be_element(&self, group: &VerbGroup, at: usize, floor: usize) -> bool {
        let word = &self.words[at];
        if word.has(Features::CLITIC) && word.has(Features::DERIVED) {
            return true;
        }
        let before = at.checked_sub(1).filter(|b| *b >= floor).map(|b| &self.words[b]);
        // «این رأی پذیرفته نشد»: what is pointed at is the subject of the passive.
        let g = &self.pack.grammar;
        let pointed = |b: &Word| group.passive && b.pos() == Pos::Det && b.is(g.demonstrative);
        !before.is_some_and(|b| b.pos() == Pos::Adp && !b.is(g.object_marker) || pointed(b))
            && !is_pointed_at(self.pack, self.words, at, group.lemma)
    }

    /// The verbs whose compounds this group may be: itself, its standard form, and the active partners of a passive.
    fn verbs_of(&self, group: &VerbGroup) -> Vec<Symbol> {
        let g = &self.pack.grammar;
        let mut verbs = vec![group.lemma];
        let standard = g.standard(group.lemma);
        if standard != group.lemma {
            verbs.push(standard);
        }
        for verb in [group.lemma, standard] {
            if let Some(active) = g.active_of.get(&verb) {
                for a in active {
                    if !verbs.contains(a) {
                        verbs.push(*a);
                    }
                }
            }
        }
        verbs
    }

    /// All characters of some words run together; the last word as its lemma when `by_lemma`.
    fn symbol(&mut self, range: Range<usize>, by_lemma: bool) -> Option<Symbol> {
        let last = &self.words[range.end - 1];
        if range.len() == 1 {
            return if by_lemma {
                last.readings.iter().find(|r| r.pos != Pos::Verb && Some(r.lemma) != last.form).map(|r| r.lemma)
            } else {
                last.form
            };
        }
        self.key.clear();
        for word in &self.words[range.start..range.end - 1] {
            self.pack.orthography.fold_into(word.span.of(self.text), &mut self.key);
        }
        if by_lemma {
            let reading = last.readings.iter().find(|r| r.pos != Pos::Verb && Some(r.lemma) != last.form)?;
            self.pack.orthography.fold_into(self.pack.lexicon.symbols.display(reading.lemma), &mut self.key);
        } else {
            self.pack.orthography.fold_into(last.span.of(self.text), &mut self.key);
        }
        let key: String = self.key.chars().filter(|c| !c.is_whitespace()).collect();
        self.pack.lexicon.symbols.get(&key)
    }

    /// The noun or adjective directly before a light verb is its element, unless something else governs it.
    fn default(&self, group: &VerbGroup, end: usize, floor: usize) -> Option<Element> {
        let g = &self.pack.grammar;
        let at = end.checked_sub(1).filter(|a| *a >= floor)?;
        let word = &self.words[at];
        let noun_allowed = g.light_any.contains(&group.lemma);
        let adjective_allowed = noun_allowed || g.light_adjective.contains(&group.lemma);
        let fits = match word.pos() {
            Pos::Noun => noun_allowed && !word.has(Features::PLURAL) && !word.has(Features::CLITIC),
            Pos::Adj => adjective_allowed && !word.is(g.ordinal),
            Pos::Propn => noun_allowed && word.has(Features::UNKNOWN),
            _ => false,
        };
        if !fits || group.passive || word.is(g.closed) || word.is(g.unit) || word.is(g.classifier) || word.is(g.time) {
            return None;
        }
        let before = at.checked_sub(1).filter(|b| *b >= floor).map(|b| &self.words[b]);
        let governed = before
            .is_some_and(|b| (b.pos() == Pos::Adp && !b.is(g.object_marker)) || matches!(b.pos(), Pos::Det | Pos::Num));
        if governed {
            return None;
        }
        Some(Element {
            words: at..end,
            symbol: word.form,
            listed: false,
            takes_complement: false,
            prepositional: false,
        })
    }

    /// «دیدار و گفت‌وگو کردند»: an element joined by «و» to the first one.
    fn coordinated(&mut self, group: &mut VerbGroup, first: &Element, floor: usize) {
        let joins = self.pack.grammar.and.with(self.pack.grammar.or);
        let mut start = first.words.start;
        while start >= floor + 2 && self.words[start - 1].is(joins) {
            let Some(element) = self.listed(group, start - 1, floor) else { break };
            if element.words.end != start - 1 {
                break;
            }
            start = element.words.start;
            group.elements.push(element);
        }
    }
}

/// «خواستار تحقیق درباره این حمله شد»: whether the noun at `at` is a happening that is pointed at, and therefore no element
/// of a verb of becoming; «پس از این حمله شد» only says when.
pub(crate) fn is_pointed_at(pack: &Pack, words: &[Word], at: usize, verb: Symbol) -> bool {
    let g = &pack.grammar;
    let classes = &pack.lexicon.classes;
    let when = classes.get("role-before").with(classes.get("role-after"));
    let before = at.checked_sub(1).map(|b| &words[b]);
    g.become_.contains(&verb)
        && words[at].pos() == Pos::Noun
        && words[at].is(g.event)
        && before.is_some_and(|b| b.pos() == Pos::Det && b.is(g.demonstrative) && !b.is(g.distal))
        && !at.checked_sub(2).is_some_and(|n| words[n].is(when))
}
