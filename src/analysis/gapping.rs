//! Verbs that stand once for several clauses: «بازداشت و به دادگاه تحویل داده شد», «یازده نفر کشته و سه نفر زخمی شدند».

use super::valence;
use super::verb_group::{Element, ElementFinder, VerbGroup};
use super::words::Word;
use crate::rules::Mark;
use crate::rules::lexicon::{Features, Pos, Reading, Tense};
use crate::text::TokenKind;

impl ElementFinder<'_> {
    /// Gapping: elements of the same verb further left, each before «و» or a comma, with other words between.
    pub(super) fn elided(&mut self, group: &VerbGroup, floor: usize) -> Vec<VerbGroup> {
        let mut found = Vec::new();
        let shares = group.element().is_some_and(|e| e.words.end == group.words.start || e.takes_complement);
        let passive = group.passive || self.pack.grammar.become_.contains(&group.lemma);
        if !shares && !passive {
            return found;
        }
        let mut end = group.start();
        while end > floor + 1 {
            end -= 1;
            let word = &self.words[end];
            let g = &self.pack.grammar;
            if matches!(word.pos(), Pos::Sconj | Pos::Verb | Pos::Aux) {
                break;
            }
            let joins = word.is(g.and) || word.is(g.or) || word.mark == Some(Mark::Comma);
            if joins
                && passive
                && let Some(shared) = self.shared_passive(group, end, floor)
            {
                found.push(shared);
                continue;
            }
            if !joins || !shares || end == group.start() - 1 {
                continue;
            }
            let Some(element) = self.listed(group, end, floor).filter(|e| e.words.end == end) else { continue };
            // A noun inside a phrase is no gapped predicate: an adjective or participle is, or a noun after «را» or a
            // preposition's phrase whose verb takes it.
            let last = &self.words[element.words.end - 1];
            let before = element.words.start.checked_sub(1).filter(|b| *b >= floor).map(|b| &self.words[b]);
            let counted = |n: usize| n > floor && self.words[n - 1].pos() == Pos::Num;
            let bare = |n: usize| !self.words[floor..n].last().is_some_and(|w| w.pos() == Pos::Adp);
            let at = element.words.start.saturating_sub(1);
            // «مرگ هشت تن و …»: the measure of a number is no element.
            let measure = last.is(g.classifier) && element.words.len() == 1;
            let predicate = before.is_some_and(|b| {
                b.is(g.object_marker)
                    || b.is(g.classifier)
                    || b.pos() == Pos::Num && !measure
                    // «ده غیرنظامی زخمی و سه خانه تخریب شد», «صادرات ۱۰ درصد کاهش و واردات ۵ درصد افزایش یافت».
                    || b.is(g.human) && counted(at) && last.pos() == Pos::Adj
                    || (counted(at) && bare(at - 1) || b.is(g.place_name.with(g.place)) || b.pos() == Pos::Pron && b.is(g.personal))
                        && last.is(g.event)
                        && self.starts_new_phrase(end + 1)
                    || b.is(g.unit) && counted(at) && bare(at - 1)
                    || (matches!(last.pos(), Pos::Adj) && b.pos().is_nominal() && b.has(Features::PLURAL))
            }) || (word.is(g.and)
                && self.starts_new_phrase(end + 1)
                && !last.has(Features::EZAFE)
                && element.words.len() == 1
                && matches!(last.pos(), Pos::Noun | Pos::Adj)
                && self.words.get(end + 1).is_some_and(|w| w.pos() == Pos::Adp))
                || self.takes_what_precedes(group, &element, floor) && self.names_actor(end + 1);
            if predicate {
                found.push(VerbGroup {
                    words: element.words.clone(),
                    elements: vec![element],
                    elided: true,
                    ..group.clone()
                });
            }
        }
        found.reverse();
        found
    }

    /// «یازده نفر کشته و سه نفر زخمی شدند», «متهم بازداشت و به دادگاه تحویل داده شد»: a participle or an element that
    /// shares the auxiliary of another passive, before the conjunction at `end`.
    fn shared_passive(&mut self, group: &VerbGroup, end: usize, floor: usize) -> Option<VerbGroup> {
        let g = &self.pack.grammar;
        let at = end.checked_sub(1).filter(|a| *a > floor)?;
        let (word, before) = (&self.words[at], &self.words[at - 1]);
        let sufferer = g.human.with(g.body).with(g.collective).with(g.classifier).with(g.unit).with(g.product);
        let complete = before.is(sufferer.with(g.place).with(g.vehicle))
            || matches!(before.pos(), Pos::Adj | Pos::Propn | Pos::Pron)
            || before.is(g.quality);
        let participle = |r: &&Reading| r.verb.is_some_and(|v| v.tense == Tense::Participle);
        // «ده نفر در این زلزله کشته و …»: before a participle a happening ends where it was, after what is counted.
        let happening =
            before.is(g.event) && self.people_before(at - 1, floor) && word.readings.iter().any(|r| participle(&r));
        let complete = complete || happening;
        if !complete || word.has(Features::PLURAL) || word.has(Features::EZAFE) {
            return None;
        }
        let shared = VerbGroup { words: at..end, main: at, elided: true, passive: true, ..group.clone() };
        if let Some(reading) = word.readings.iter().find(participle)
            && !reading.classes.meets(g.intransitive)
        {
            return Some(VerbGroup { lemma: reading.lemma, elements: Vec::new(), ..shared });
        }
        let become_ = *g.become_.first()?;
        let predicate = word.pos() == Pos::Adj || word.is(g.event);
        if group.lemma == become_ || !predicate || !self.starts_new_phrase(end + 1) {
            return None;
        }
        let element = self.listed(&VerbGroup { lemma: become_, ..group.clone() }, end, floor)?;
        let found = element.words == (at..end);
        found.then(|| VerbGroup { lemma: become_, passive: false, elements: vec![element], ..shared })
    }

    /// «از این تصمیم استقبال و …»: whether the phrase before an element stands after a preposition that the compound takes.
    fn takes_what_precedes(&self, group: &VerbGroup, element: &Element, floor: usize) -> bool {
        let start = element.words.start;
        let inside = self.words[floor..start].iter().rev().take(5);
        let preposition = inside.take_while(|w| w.kind == TokenKind::Word).find(|w| w.pos() == Pos::Adp);
        let alone = VerbGroup { elements: vec![element.clone()], ..group.clone() };
        let noun = element.words.len() == 1 && self.words[start].is(self.pack.grammar.event);
        noun && preposition.is_some_and(|p| valence::take(&valence::of_verb(self.pack, &alone), p.form))
    }

    /// Whether a phrase of somebody who acts begins at a word, with another phrase after it.
    fn names_actor(&self, at: usize) -> bool {
        let g = &self.pack.grammar;
        let actor = |w: &Word| w.pos() == Pos::Propn || w.is(g.human.with(g.body).with(g.collective).with(g.title));
        self.words.get(at).is_some_and(actor) && self.words[at..].iter().take(5).any(|w| w.pos() == Pos::Adp)
    }

    /// Whether people or what counts them stand before a phrase that ends at `last` and begins with a preposition.
    fn people_before(&self, last: usize, floor: usize) -> bool {
        let g = &self.pack.grammar;
        let preposition = (floor..last).rev().take(4).find(|i| self.words[*i].pos() == Pos::Adp);
        preposition
            .is_some_and(|p| self.words[floor..p].iter().any(|w| w.is(g.human.with(g.collective).with(g.classifier))))
    }

    fn starts_new_phrase(&self, at: usize) -> bool {
        let time = self.pack.grammar.time.with(self.pack.grammar.weekday);
        let begins = |w: &Word| matches!(w.pos(), Pos::Adp | Pos::Det | Pos::Num | Pos::Pron) || w.is(time);
        self.words.get(at).is_some_and(begins)
    }
}
