//! How phrases stand to each other: joined by a conjunction or comma, beside each other as name and office, in brackets,
//! or as a name in quotation marks after its noun.

use super::phrase::{Chunker, Phrase};
use super::words::Word;
use crate::rules::Mark;
use crate::rules::lexicon::{Features, Pos};
use crate::text::TokenKind;

impl Chunker<'_> {
    /// Notes coordination and apposition with the phrase before.
    pub(super) fn join(&self, phrase: &mut Phrase, found: &[Phrase]) {
        let Some((n, last)) = found.len().checked_sub(1).map(|n| (n, &found[n])) else { return };
        let first = phrase.preposition.unwrap_or(phrase.words.start);
        if phrase.bracketed && !last.bracketed {
            phrase.apposition_of = Some(n);
            return;
        }
        // «الف (…) و ب»: what stands in brackets parts nothing.
        let closed =
            last.bracketed && !phrase.bracketed && self.words.get(last.words.end).is_some_and(|w| self.is_bracket(w));
        let end = last.words.end + usize::from(closed);
        // «الف، …، و ب»: a comma before the conjunction.
        let comma_and =
            end + 2 == first && self.words[end].mark == Some(Mark::Comma) && self.words[end + 1].is(self.g.and);
        if comma_and {
            phrase.joined_to = Some(n);
            return;
        }
        // «ناصر امینی یکی از …»: who a person is.
        let one = &self.words[phrase.head];
        if end == first && one.pos() == Pos::Pron && one.is(self.g.indefinite) && phrase.preposition.is_none() {
            phrase.apposition_of = Some(n);
            return;
        }
        if first == 0 || end + 1 != first {
            return;
        }
        let between = &self.words[end];
        // «شاهراه کابل – قندهار»: a dash between names.
        let dash = between.is_dash(self.text)
            && self.words[end - 1].pos() == Pos::Propn
            && self.words[first].pos() == Pos::Propn;
        let conjunction = between.is(self.g.and) || between.is(self.g.or) || dash && n > 0;
        let comma = between.mark == Some(Mark::Comma);
        if conjunction {
            phrase.joined_to = Some(n);
        } else if comma && phrase.preposition.is_none() {
            // «به گزارش ایسنا، وزیر کشور گفت»: after the source begins what it tells, unless a comma closes who it is.
            let source = self.pack.lexicon.classes.get("role-source");
            let chain = std::iter::successors(Some(last), |p| p.joined_to.or(p.apposition_of).map(|n| &found[n]));
            let told = chain.last().and_then(|p| p.preposition).is_some_and(|p| self.words[p].is(source));
            let closed =
                self.words.get(phrase.words.end).is_none_or(|w| w.mark == Some(Mark::Comma) || w.is(self.g.and));
            if told && !closed {
                return;
            }
            // «با الف، وزیر …،»: who a person is stands after the name.
            let office = self.words[phrase.head].is(self.g.title) || self.words[phrase.head].is(self.g.human);
            let name = &self.words[last.words.end - 1];
            if (name.pos() == Pos::Propn || name.has(Features::UNKNOWN) || name.is(self.g.family))
                && office
                && !self.words[last.head].is(self.g.place_name)
            {
                phrase.apposition_of = Some(n);
                return;
            }
            // After a fronted adverbial («در آغاز سال، دولت …») a new phrase begins, unless the two are of one kind.
            let (one, other) = (self.words[last.head].reading, self.words[phrase.head].reading);
            let time = self.g.time.with(self.g.weekday).with(self.g.month);
            let alike = one.pos == other.pos && (one.classes.meets(other.classes) || one.pos == Pos::Propn)
                || one.classes.meets(time) && other.classes.meets(time);
            // What follows an object is not fronted.
            let after_object = found[..n]
                .iter()
                .rev()
                .any(|p| p.object_marked && (p.words.end..last.words.start).all(|i| !self.roles.verbal[i]));
            let fronted = !after_object && (last.preposition.is_some() || self.words[last.head].is(time));
            if fronted && !alike {
                return;
            }
            if self.list_goes_on(phrase.words.end) {
                phrase.joined_to = Some(n);
            } else if !fronted || self.words.get(phrase.words.end).is_some_and(|w| w.mark == Some(Mark::Comma)) {
                phrase.apposition_of = Some(n);
            }
        }
    }

    /// Whether a list with commas («الف، ب و پ») goes on after a phrase.
    fn list_goes_on(&self, end: usize) -> bool {
        let mut at = end;
        let mut commas = 0;
        while let Some(word) = self.words.get(at) {
            if self.roles.verbal[at] || word.pos() == Pos::Adp || word.pos() == Pos::Sconj {
                return false;
            }
            if word.is(self.g.and) {
                return at == end || commas > 0 || at - end < 5;
            }
            if word.kind == TokenKind::Mark {
                if word.mark != Some(Mark::Comma) {
                    return false;
                }
                commas += 1;
            }
            at += 1;
            if at - end > 8 {
                return false;
            }
        }
        false
    }

    /// A bracket, not a quotation mark.
    pub(super) fn is_bracket(&self, word: &Word) -> bool {
        matches!(word.mark, Some(Mark::Open | Mark::Close)) && word.span.of(self.text).starts_with(['(', ')', '[', ']'])
    }

    /// Where the bracket closes that opens at word `at`, when no clause stands inside.
    pub(super) fn bracket(&self, at: usize) -> Option<usize> {
        let open = &self.words[at];
        if open.mark != Some(Mark::Open) || !self.is_bracket(open) {
            return None;
        }
        let end = at + 1 + self.words[at + 1..].iter().take(10).position(|w| self.is_bracket(w))?;
        let closes = self.words[end].mark == Some(Mark::Close);
        (closes && !self.roles.verbal[at..end].contains(&true)).then_some(end)
    }

    /// «شبکه «…»», «لایحه «حمایت از …»»: where the name in quotation marks ends that stands directly after a noun.
    pub(super) fn quoted_name(&self, at: usize) -> Option<usize> {
        let quoted = |w: &Word, mark: Mark| w.mark == Some(mark) && !self.is_bracket(w);
        self.words.get(at).filter(|w| quoted(w, Mark::Open))?;
        let length = self.words[at + 1..].iter().take(8).position(|w| quoted(w, Mark::Close)).filter(|n| *n > 0)?;
        let inside = at + 1..at + 1 + length;
        let name = inside.clone().all(|i| !self.roles.verbal[i] && self.words[i].pos() != Pos::Sconj);
        (name && self.words[at - 1].pos() != Pos::Pron).then_some(inside.end + 1)
    }
}
