//! Facts: offices, the bodies and countries they belong to, nationalities, memberships.

use super::ReadSentence;
use super::entities::Registry;
use crate::knowledge::{EntityIndex, Fact, FactValue};
use crate::mentions::Mention;
use crate::rules::Pack;
use crate::rules::lexicon::Pos;
use crate::schema::{EntityType, FactProperty};
use crate::span::Span;
use std::ops::Range;

pub(crate) fn find(registry: &mut Registry<'_>, sentences: &[ReadSentence], pack: &Pack, facts: &mut Vec<Fact>) {
    for (s, read) in sentences.iter().enumerate() {
        let finder = Finder { s, read, pack };
        for (m, mention) in read.mentions.iter().enumerate() {
            let Some(entity) = registry.of_mention(s, m) else { continue };
            match mention.kind {
                EntityType::Person => finder.office(registry, entity, mention, facts),
                EntityType::Organization => finder.country_of_body(registry, entity, mention, facts),
                EntityType::Group => {
                    finder.nationality(registry, entity, mention, facts);
                    finder.examples(registry, entity, mention, facts);
                }
                EntityType::Place => finder.containing_place(registry, entity, facts),
                _ => {}
            }
        }
    }
    for (group, members) in registry.members() {
        for member in members {
            let evidence = registry.first_mention(group);
            let rule = "pair".to_owned();
            facts.push(Fact {
                subject: group,
                property: FactProperty::Member,
                value: FactValue::Entity(member),
                evidence,
                rule,
            });
        }
    }
}

struct Finder<'a> {
    s: usize,
    read: &'a ReadSentence,
    pack: &'a Pack,
}

impl Finder<'_> {
    fn span(&self, words: &Range<usize>) -> Span {
        let list = &self.read.sentence.words;
        list[words.start].span.cover(list[words.end - 1].span)
    }

    /// The office of a person: the title before the name, or the apposition after it.
    fn office(&self, registry: &mut Registry<'_>, person: EntityIndex, mention: &Mention, facts: &mut Vec<Fact>) {
        let sentence = &self.read.sentence;
        let before = sentence
            .phrases
            .iter()
            .find(|p| p.words.start < mention.words.start && p.words.end >= mention.words.end)
            .map(|p| p.words.start..mention.words.start);
        let n = sentence.phrases.iter().position(|p| p.words.contains(&mention.words.start));
        let after = n.and_then(|n| self.apposition(n, mention.words.end));
        for words in [before, after].into_iter().flatten() {
            let words = self.trim(words);
            if words.is_empty() || !self.is_office(&words) {
                continue;
            }
            self.state_office(registry, person, words, facts);
        }
    }

    /// Words between the comma after a name and the comma or verb that ends the apposition.
    fn apposition(&self, n: usize, name_end: usize) -> Option<Range<usize>> {
        let sentence = &self.read.sentence;
        let phrases = &sentence.phrases;
        let next = phrases.get(n + 1)?;
        if next.apposition_of != Some(n) && next.joined_to != Some(n) || next.preposition.is_some() {
            return None;
        }
        if next.words.start != name_end + 1 {
            return None;
        }
        let mut end = next.words.end;
        // An office may itself hold «و» («امنیت ملی و نظارت سرزمینی»), up to the comma that closes it.
        for phrase in &phrases[n + 2..] {
            let joined = phrase.preposition.is_none()
                && phrase.words.start == end + 1
                && sentence.words[end].is(self.pack.grammar.and);
            let named =
                self.read.mentions.iter().any(|m| m.kind == EntityType::Person && m.words.start == phrase.words.start);
            if !joined || named {
                break;
            }
            end = phrase.words.end;
        }
        Some(next.words.start..end)
    }

    /// Takes honorifics that are no office off the front.
    fn trim(&self, words: Range<usize>) -> Range<usize> {
        let mut start = words.start;
        while start < words.end && self.list_kind(start, "titles").is_some_and(|k| matches!(k, "honorific")) {
            start += 1;
        }
        start..words.end
    }

    fn list_kind(&self, at: usize, list: &str) -> Option<&str> {
        let id = self.pack.gazetteer.list(list)?;
        let word = &self.read.sentence.words[at];
        word.form
            .into_iter()
            .chain([word.reading.lemma])
            .flat_map(|s| self.pack.gazetteer.entries(s))
            .find(|e| e.list == id)
            .map(|e| self.pack.gazetteer.record(*e).kind)
    }

    fn is_office(&self, words: &Range<usize>) -> bool {
        let g = &self.pack.grammar;
        let first = &self.read.sentence.words[words.start];
        first.is(g.title) || first.is(g.human) || self.list_kind(words.start, "titles").is_some()
    }

    fn state_office(
        &self,
        registry: &mut Registry<'_>,
        person: EntityIndex,
        words: Range<usize>,
        facts: &mut Vec<Fact>,
    ) {
        let inside = |m: &&Mention| words.start < m.words.start && m.words.end <= words.end;
        let body = self.read.mentions.iter().enumerate().find(|(_, m)| m.kind == EntityType::Organization && inside(m));
        // «مدیر امنیت ملی و …»: what goes on with «و» is the field of the office, no body.
        let body = body.filter(|(_, b)| {
            let next = self.read.sentence.words.get(b.words.end);
            b.words.end == words.end || !next.is_some_and(|w| w.is(self.pack.grammar.and))
        });
        let place = self.read.mentions.iter().enumerate().rfind(|(_, m)| m.kind == EntityType::Place && inside(m));
        let end = match (body, place) {
            (Some((_, b)), _) => b.words.start,
            (None, Some((_, p))) if p.words.end == words.end => p.words.start,
            _ => words.end,
        };
        if end <= words.start {
            return;
        }
        let former = self.pack.lexicon.classes.get("former");
        let was = self.read.sentence.words[words.clone()].iter().any(|w| w.is(former));
        let property = if was { FactProperty::FormerPosition } else { FactProperty::Position };
        let position = self.span(&(words.start..end));
        let evidence = self.span(&words);
        let text = self.text_of(position);
        let mut state = |property, value| {
            facts.push(Fact { subject: person, property, value, evidence, rule: "office".to_owned() });
        };
        state(property, FactValue::Text(text));
        let mut country =
            place.and_then(|(p, _)| registry.of_mention(self.s, p)).filter(|p| self.is_country(registry, *p));
        if let Some(body) = body.and_then(|(b, _)| registry.of_mention(self.s, b)) {
            state(FactProperty::Organization, FactValue::Entity(body));
        }
        if let (Some((_, m)), None) = (body, country) {
            country = self.country_in(registry, &m.words).or(country);
        }
        if let Some(country) = country {
            state(FactProperty::Country, FactValue::Entity(country));
        }
    }

    fn text_of(&self, span: Span) -> String {
        // The text of a position is what stands in the article, with single spaces.
        span.of(self.read.text()).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn is_country(&self, registry: &Registry<'_>, place: EntityIndex) -> bool {
        registry.record(place).is_some_and(|r| self.pack.gazetteer.numbered(r).kind == "country")
    }

    /// A country that is named, or whose demonym stands, among some words.
    fn country_in(&self, registry: &mut Registry<'_>, words: &Range<usize>) -> Option<EntityIndex> {
        let countries = self.pack.gazetteer.list("countries")?;
        let demonyms = self.pack.gazetteer.list("demonyms")?;
        for at in words.clone() {
            let word = &self.read.sentence.words[at];
            for symbol in word.form.into_iter().chain([word.reading.lemma]) {
                for entry in self.pack.gazetteer.entries(symbol) {
                    if entry.list == countries
                        || (entry.list == demonyms && matches!(word.pos(), Pos::Adj | Pos::Noun | Pos::Propn))
                    {
                        let iso = self.pack.gazetteer.record(*entry).country?;
                        return registry.country(iso);
                    }
                }
            }
        }
        None
    }

    fn country_of_body(
        &self,
        registry: &mut Registry<'_>,
        body: EntityIndex,
        mention: &Mention,
        facts: &mut Vec<Fact>,
    ) {
        let listed = mention.record.and_then(|r| self.pack.gazetteer.numbered(r).country);
        let country = match self.country_in(registry, &mention.words) {
            Some(country) => Some(country),
            None => listed.and_then(|iso| registry.country(iso)),
        };
        if let Some(country) = country {
            let (evidence, rule) = (mention.span, "country.name".to_owned());
            facts.push(Fact {
                subject: body,
                property: FactProperty::Country,
                value: FactValue::Entity(country),
                evidence,
                rule,
            });
        }
    }

    fn nationality(&self, registry: &mut Registry<'_>, group: EntityIndex, mention: &Mention, facts: &mut Vec<Fact>) {
        // Only what hangs on the head itself: not a country inside another name.
        let words = mention.head + 1..mention.words.end;
        let nested = self.read.mentions.iter().any(|m| {
            m.words != mention.words
                && mention.words.start <= m.words.start
                && m.words.end <= mention.words.end
                && m.kind == EntityType::Organization
        });
        if nested {
            return;
        }
        if let Some(country) = self.country_in(registry, &words) {
            let (evidence, rule) = (mention.span, "nationality".to_owned());
            facts.push(Fact {
                subject: group,
                property: FactProperty::Country,
                value: FactValue::Entity(country),
                evidence,
                rule,
            });
        }
    }

    /// «گروه‌هایی مانند الف و ب»: the examples are members.
    fn examples(&self, registry: &mut Registry<'_>, group: EntityIndex, mention: &Mention, facts: &mut Vec<Fact>) {
        let example = self.pack.lexicon.classes.get("role-example");
        let sentence = &self.read.sentence;
        let Some(first) = sentence
            .phrases
            .iter()
            .position(|p| p.preposition.is_some_and(|w| sentence.words[w].is(example) && w == mention.words.end))
        else {
            return;
        };
        let mut list = vec![first];
        for (n, phrase) in sentence.phrases.iter().enumerate().skip(first + 1) {
            if phrase.joined_to != list.last().copied() {
                break;
            }
            list.push(n);
        }
        for n in list {
            let phrase = &sentence.phrases[n];
            if let Some(member) = registry.entity_of(self.s, &phrase.words, phrase.head).filter(|e| *e != group) {
                let (evidence, rule) = (self.span(&phrase.words), "example".to_owned());
                let value = FactValue::Entity(group);
                facts.push(Fact { subject: member, property: FactProperty::MemberOf, value, evidence, rule });
            }
        }
    }

    /// A city lies in its country by the gazetteer.
    fn containing_place(&self, registry: &mut Registry<'_>, place: EntityIndex, facts: &mut Vec<Fact>) {
        let Some(record) = registry.record(place).map(|r| self.pack.gazetteer.numbered(r)) else { return };
        if record.kind == "country" {
            return;
        }
        if let Some(country) = record.country.and_then(|iso| registry.country(iso)).filter(|c| *c != place) {
            let evidence = registry.first_mention(place);
            let rule = "gazetteer".to_owned();
            facts.push(Fact {
                subject: place,
                property: FactProperty::PartOf,
                value: FactValue::Entity(country),
                evidence,
                rule,
            });
        }
    }
}
