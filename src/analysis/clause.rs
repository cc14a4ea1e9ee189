//! Clauses: each verb group gets the words that belong to it, and its phrases their slots.
//!
//! A clause ends with its verb. «که» and its like open a clause inside or after another one; a stack remembers the
//! clauses that still wait for their verb, so that in «مردی که دیروز آمد امروز رفت» the last verb belongs to the man.

use super::phrase::{Phrase, preposition_symbol};
use super::valence;
use super::verb_group::VerbGroup;
use super::words::Word;
use crate::rules::grammar::ObjectPlace;
use crate::rules::lexicon::{Features, Pos, Tense};
use crate::rules::symbols::Symbol;
use crate::rules::{Mark, Pack};
use crate::text::TokenKind;

/// How a clause hangs on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClauseKind {
    /// Independent, or joined to an independent one.
    Main,
    /// What is said, thought, wanted.
    Complement,
    /// Describes a noun.
    Relative,
    /// If, unless.
    Conditional,
    /// So that, until.
    Purpose,
    /// Although.
    Concessive,
    /// When, because, before, after, while.
    Adverbial,
}

/// Grammatical relation of a phrase to its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlotKind {
    /// Grammatical subject.
    Subject,
    /// Object, marked or bare.
    Object,
    /// After a preposition; the symbol is that of the preposition.
    Oblique(Option<Symbol>),
    /// A time or measure without preposition.
    Adverbial,
    /// Complement of a copula or of a verb of judging.
    Predicate,
}

/// A phrase in its relation to a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// The relation.
    pub kind: SlotKind,
    /// Index of the phrase.
    pub phrase: usize,
    /// The phrase stands in an earlier clause and is understood here.
    pub carried: bool,
}

/// A verb and what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// Index of the verb group; none for a fragment (a headline, a list).
    pub verb: Option<usize>,
    /// How it hangs on its parent.
    pub kind: ClauseKind,
    /// The clause it hangs on.
    pub parent: Option<usize>,
    /// The noun that a relative or noun complement clause describes.
    pub antecedent: Option<usize>,
    /// The conjunction that opens it.
    pub subordinator: Option<usize>,
    /// The clause before, to which it is joined by «و» or a comma.
    pub joined_to: Option<usize>,
    /// Phrases in their relations, in text order.
    pub slots: Vec<Slot>,
    /// First and last word that belong to it (other clauses may lie inside).
    pub start: usize,
    /// After the last word.
    pub end: usize,
}

/// The clauses of a sentence, and for every word the clause it belongs to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Clauses {
    /// In the order in which they begin.
    pub list: Vec<Clause>,
    /// Clause of each word.
    pub of_word: Vec<usize>,
    /// For each phrase, the phrase on which it hangs by its preposition («توافق | با ایران»).
    pub attached: Vec<Option<usize>>,
}

/// Parts a sentence into clauses.
pub(crate) fn clauses(pack: &Pack, text: &str, words: &[Word], groups: &[VerbGroup], phrases: &[Phrase]) -> Clauses {
    let mut splitter = Splitter { pack, text, words, groups, phrases, list: Vec::new(), stack: Vec::new() };
    let of_word = splitter.split();
    let mut made = Clauses { list: splitter.list, of_word, attached: vec![None; phrases.len()] };
    super::slots::fill(pack, words, groups, phrases, &mut made);
    made
}

struct Splitter<'a> {
    pack: &'a Pack,
    text: &'a str,
    words: &'a [Word],
    groups: &'a [VerbGroup],
    phrases: &'a [Phrase],
    list: Vec<Clause>,
    /// Clauses that are open, outermost first.
    stack: Vec<usize>,
}

impl Splitter<'_> {
    fn open(&mut self, kind: ClauseKind, at: usize) -> usize {
        let clause = Clause {
            verb: None,
            kind,
            parent: None,
            antecedent: None,
            subordinator: None,
            joined_to: None,
            slots: Vec::new(),
            start: at,
            end: at,
        };
        self.list.push(clause);
        self.stack.push(self.list.len() - 1);
        self.list.len() - 1
    }

    fn top(&self) -> usize {
        // The stack is never empty after the first `open`.
        self.stack.last().copied().unwrap_or(0)
    }

    fn finished(&self, clause: usize) -> bool {
        self.list[clause].verb.is_some()
    }

    /// Clauses of the stack that wait for a verb.
    fn waiting(&self) -> usize {
        self.stack.iter().filter(|c| !self.finished(**c)).count()
    }

    fn split(&mut self) -> Vec<usize> {
        let g = &self.pack.grammar;
        let mut of_word = vec![0; self.words.len()];
        let mut group_at = vec![None; self.words.len()];
        for (n, group) in self.groups.iter().enumerate() {
            group_at[group.words.start] = Some(n);
        }
        self.open(ClauseKind::Main, 0);
        // How many verbs that close a clause stand from each group on.
        let mut closing = vec![0; self.groups.len() + 1];
        for n in (0..self.groups.len()).rev() {
            closing[n] = closing[n + 1] + usize::from(!self.groups[n].attributive);
        }
        let mut next_group = 0;
        let mut i = 0;
        while i < self.words.len() {
            while next_group < self.groups.len() && self.groups[next_group].words.start < i {
                next_group += 1;
            }
            let remaining = closing[next_group];
            let word = &self.words[i];
            if let Some(n) = group_at[i].filter(|n| self.groups[*n].attributive) {
                i = self.attribute(n, &mut of_word);
                continue;
            }
            if let Some(n) = group_at[i] {
                let top = self.clause_for_verb(i, remaining);
                self.list[top].verb = Some(n);
                for w in self.groups[n].words.clone() {
                    of_word[w] = top;
                }
                self.list[top].end = self.groups[n].words.end;
                i = self.groups[n].words.end;
                continue;
            }
            if word.pos() == Pos::Sconj && !(word.is(g.until) && !word.is(g.purpose) && remaining == 0) {
                self.subordinate(i);
            } else if self.finished(self.top()) {
                self.after_verb(i, remaining);
            } else if remaining > 0
                && self.stack.len() == 1
                && (word.mark == Some(Mark::Colon) || self.closes_dateline(i) || self.closes_headline(i))
            {
                self.after_label(i);
            }
            let top = self.top();
            of_word[i] = top;
            if word.kind != TokenKind::Mark {
                self.list[top].end = i + 1;
            }
            i += 1;
        }
        of_word
    }

    /// «نیروهای اعزام‌شده به مرز»: a participle after its noun is a relative clause of its own, with the phrase that
    /// follows it; the clause around it goes on. Returns the word after it.
    fn attribute(&mut self, n: usize, of_word: &mut [usize]) -> usize {
        let group = &self.groups[n];
        let start = group.start();
        let mut end = group.words.end;
        let g = &self.pack.grammar;
        if self.words.get(end).is_some_and(|w| w.pos() == Pos::Adp && !w.is(g.object_marker))
            && let Some(phrase) = self.phrases.iter().find(|p| p.preposition == Some(end))
        {
            end = phrase.words.end;
        }
        self.list.push(Clause {
            verb: Some(n),
            kind: ClauseKind::Relative,
            parent: Some(self.top()),
            antecedent: start.checked_sub(1),
            subordinator: None,
            joined_to: None,
            slots: Vec::new(),
            start,
            end,
        });
        let made = self.list.len() - 1;
        of_word[start..end].fill(made);
        let top = self.top();
        self.list[top].end = end;
        end
    }

    /// The clause that a verb closes: the top of the stack, unless that has its verb already.
    fn clause_for_verb(&mut self, at: usize, _remaining: usize) -> usize {
        if !self.finished(self.top()) {
            return self.top();
        }
        // Two verbs in a row: the second closes a clause that waits further out.
        while self.stack.len() > 1 && self.finished(self.top()) {
            self.stack.pop();
        }
        if self.finished(self.top()) {
            let before = self.top();
            self.stack.pop();
            let made = self.open(self.list[before].kind, at);
            self.list[made].joined_to = Some(before);
            self.list[made].parent = self.list[before].parent;
            made
        } else {
            self.top()
        }
    }

    /// A conjunction that makes the clause after it depend on something before it.
    fn subordinate(&mut self, at: usize) {
        let g = &self.pack.grammar;
        let word = &self.words[at];
        let previous = at.checked_sub(1).map(|p| &self.words[p]);
        let after_verb = previous.is_some_and(|p| matches!(p.pos(), Pos::Verb | Pos::Aux) || p.kind == TokenKind::Mark)
            || self.groups.iter().any(|g| g.words.end == at);
        let before = self.top();
        let mut antecedent = None;
        let kind = if word.is(g.that) {
            let noun = previous.is_some_and(|p| {
                p.pos().is_nominal() || p.pos() == Pos::Adj || p.is(g.object_marker) || p.pos() == Pos::Det
            });
            if noun && !after_verb {
                antecedent = at.checked_sub(1);
                ClauseKind::Relative
            } else if previous.is_some_and(|p| p.kind == TokenKind::Mark) && !self.finished(before) {
                // «وزیر خارجه، که …»: after a comma, before the verb has come, it describes the noun.
                antecedent = at.checked_sub(2);
                ClauseKind::Relative
            } else {
                ClauseKind::Complement
            }
        } else if word.is(g.if_) || word.is(g.unless) {
            ClauseKind::Conditional
        } else if word.is(g.purpose) || word.is(g.until) {
            ClauseKind::Purpose
        } else if word.is(g.although) {
            ClauseKind::Concessive
        } else {
            ClauseKind::Adverbial
        };
        let opened = self.open(kind, at);
        self.list[opened].subordinator = Some(at);
        self.list[opened].parent = Some(before);
        self.list[opened].antecedent = antecedent;
    }

    /// The first word after a verb: does it belong to the same clause, to one that waits, or to a new one?
    fn after_verb(&mut self, at: usize, remaining: usize) {
        let word = &self.words[at];
        if word.kind == TokenKind::Mark && !matches!(word.mark, Some(Mark::Comma | Mark::Semicolon | Mark::Colon)) {
            return;
        }
        let conjunction = word.pos() == Pos::Cconj;
        let comma = word.mark == Some(Mark::Comma);
        let strong = matches!(word.mark, Some(Mark::Colon | Mark::Semicolon));
        if self.pack.grammar.object_place == ObjectPlace::After && !strong && !self.joins_clauses(at) {
            return;
        }
        // What is told after a colon has verbs of its own: «با بیان اینکه … کردند، افزود: …».
        let colon = self.words[at + 1..].iter().position(|w| w.mark == Some(Mark::Colon)).map(|n| at + 1 + n);
        let before_colon = colon.map_or(0, |end| {
            self.groups.iter().filter(|v| !v.attributive && (at..end).contains(&v.words.start)).count()
        });
        let remaining = if before_colon > 0 { before_colon } else { remaining };
        if remaining == 0 {
            // No verb is left: what follows hangs on this clause («رفت به تهران»), or is a fragment.
            return;
        }
        // Clauses that wait for a verb, and those that a conjunction further on will open.
        let ahead = self.words[at + 1..].iter().filter(|w| w.pos() == Pos::Sconj).count();
        let waiting = self.waiting();
        if conjunction || strong || (comma && remaining > waiting + ahead) {
            if remaining > waiting + ahead || waiting == 0 {
                // As many verbs remain as clauses wait, and more: one more clause on the level that was just closed.
                let complement = word.mark == Some(Mark::Colon);
                if conjunction && self.wish_ends(at) {
                    self.stack.pop();
                }
                let before = self.top();
                if !complement {
                    self.stack.pop();
                }
                let kind = if complement { ClauseKind::Complement } else { self.list[before].kind };
                let made = self.open(kind, at);
                if complement {
                    self.list[made].parent = Some(before);
                    self.list[made].subordinator = Some(at);
                } else {
                    self.list[made].joined_to = Some(before);
                    self.list[made].parent = self.list[before].parent;
                    self.list[made].antecedent = self.list[before].antecedent;
                }
                return;
            }
            self.pop_finished();
            return;
        }
        if self.governs_subjunctive(at) || waiting == 0 && !comma && self.tells() {
            let before = self.top();
            let made = self.open(ClauseKind::Complement, at);
            self.list[made].parent = Some(before);
            return;
        }
        if comma {
            self.pop_finished();
            return;
        }
        if waiting > 0 {
            self.pop_finished();
        } else {
            // A new clause without conjunction.
            let before = self.top();
            self.stack.pop();
            let made = self.open(self.list[before].kind, at);
            self.list[made].joined_to = Some(before);
            self.list[made].parent = self.list[before].parent;
        }
    }

    /// Where objects follow their verb, a conjunction or comma opens a clause when no other one is nearer to the next verb.
    fn joins_clauses(&self, at: usize) -> bool {
        let joins = |w: &Word| w.pos() == Pos::Cconj || w.mark == Some(Mark::Comma);
        let next = self.groups.iter().map(VerbGroup::start).find(|start| *start > at);
        joins(&self.words[at]) && next.is_some_and(|next| !self.words[at + 1..next].iter().any(joins))
    }

    /// «قول داد … متوقف کند», «قرار است … برود»: a verb that is followed without conjunction by a subjunctive governs it.
    fn governs_subjunctive(&self, at: usize) -> bool {
        let Some(closed) = self.list[self.top()].verb.map(|v| &self.groups[v]) else { return false };
        let Some(next) = self.groups.iter().find(|g| g.words.start >= at && !g.elided) else { return false };
        closed.tense != Tense::Subjunctive && next.tense == Tense::Subjunctive && next.modal.is_none()
    }

    /// «خواست … برود | و افزود»: after what is wished, a fact goes on with the clause of the wish.
    fn wish_ends(&self, at: usize) -> bool {
        let closed = &self.list[self.top()];
        let wish = |c: &Clause| c.verb.is_some_and(|v| self.groups[v].tense == Tense::Subjunctive);
        let outer = closed.parent.filter(|p| self.stack.iter().rev().nth(1) == Some(p) && self.finished(*p));
        let next = self.groups.iter().find(|g| g.words.start >= at && !g.elided && !g.attributive);
        closed.kind == ClauseKind::Complement
            && wish(closed)
            && outer.is_some_and(|p| !wish(&self.list[p]) && !self.list[p].verb.is_some_and(|v| self.groups[v].copula))
            && next.is_some_and(|g| g.tense != Tense::Subjunctive && g.modal.is_none() && !g.copula)
    }

    /// «گفت | باید تولید … یابد», «می‌گویند | راه بسته است»: what follows a verb of telling without conjunction is what it tells.
    fn tells(&self) -> bool {
        let Some(closed) = self.list[self.top()].verb.map(|v| &self.groups[v]) else { return false };
        !closed.attributive && valence::of_verb(self.pack, closed).iter().any(|rule| rule.content.attributed)
    }

    /// «بروکسل – اتحادیه اروپا …», «مسقط (ایسنا) - سیلاب …»: a dash after nothing but names at the head of a text.
    fn closes_dateline(&self, at: usize) -> bool {
        const LONGEST: usize = 8;
        let names = |w: &Word| matches!(w.pos(), Pos::Propn | Pos::Noun | Pos::X) || w.kind != TokenKind::Word;
        let before = &self.words[..at];
        self.words[at].is_dash(self.text)
            && at <= LONGEST
            && before.first().is_some_and(|w| w.pos() == Pos::Propn || w.is(self.pack.grammar.body))
            && before.iter().all(names)
    }

    /// «کشف مواد مخدر در سراوان؛ سه نفر بازداشت شدند»: a happening told in a noun, before a semicolon, is a headline of its
    /// own; a name before one is the subject of what follows.
    fn closes_headline(&self, at: usize) -> bool {
        let first = self.phrases.iter().find(|p| p.words.start >= self.list[self.top()].start);
        self.words[at].mark == Some(Mark::Semicolon)
            && first.is_some_and(|p| p.words.end <= at && self.words[p.head].is(self.pack.grammar.event))
    }

    /// «دادستان: دو متهم …», «تهران – …: وزیر …»: what stands before a colon and has no verb is a fragment of its own.
    fn after_label(&mut self, at: usize) {
        self.stack.pop();
        self.open(ClauseKind::Main, at);
    }

    fn pop_finished(&mut self) {
        while self.stack.len() > 1 && self.finished(self.top()) {
            self.stack.pop();
        }
    }
}

/// Whether a verb group is finite in the indicative.
#[must_use]
pub fn is_indicative(group: &VerbGroup) -> bool {
    group.tense != Tense::Subjunctive
}

/// The preposition of a phrase, for slots.
pub(crate) fn oblique(words: &[Word], phrase: &Phrase) -> SlotKind {
    SlotKind::Oblique(preposition_symbol(words, phrase))
}

/// Whether a phrase carries the indefinite ending on its last word.
pub(crate) fn is_indefinite(words: &[Word], phrase: &Phrase) -> bool {
    words[phrase.words.clone()].iter().any(|w| w.has(Features::INDEFINITE) && w.has(Features::DERIVED))
}
