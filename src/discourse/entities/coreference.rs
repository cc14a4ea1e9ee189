//! Which entity of the article a mention or a pronoun stands for.

use super::{Draft, Registry};
use crate::analysis::Word;
use crate::knowledge::{EntityIndex, EntityMention, MentionForm};
use crate::mentions::Mention;
use crate::rules::lexicon::Pos;
use crate::rules::symbols::Symbol;
use crate::schema::{Coreference, EntityType, Role};

/// How many sentences back a pronoun looks.
const PRONOUN_WINDOW: usize = 3;

impl Registry<'_> {
    pub(super) fn is_third_person(&self, s: usize, w: usize) -> bool {
        let word = &self.sentences[s].sentence.words[w];
        let third = self.pack.lexicon.classes.get("3sg").with(self.pack.lexicon.classes.get("3pl"));
        word.pos() == Pos::Pron && word.is(self.pack.grammar.personal) && word.is(third)
    }

    /// «وی», «او»: the last person who spoke or acted; «آنها»: the last group.
    pub(super) fn pronoun(&mut self, s: usize, w: usize, speaker: Option<EntityIndex>) {
        let word = &self.sentences[s].sentence.words[w];
        let plural = word.is(self.pack.lexicon.classes.get("3pl"));
        let wanted = if plural { EntityType::Group } else { EntityType::Person };
        let recent = |kind: EntityType| {
            self.drafts
                .iter()
                .enumerate()
                .filter(|(_, d)| d.kind == kind && s - d.last_sentence <= PRONOUN_WINDOW)
                .max_by_key(|(_, d)| d.mentions.last().map_or(0, |m| m.span.start))
                .map(|(n, _)| EntityIndex(n))
        };
        let found = if plural { recent(wanted) } else { speaker.or_else(|| recent(wanted)) };
        if let Some(entity) = found {
            let span = word.span;
            self.of_pronoun.insert((s, w), entity);
            let draft = &mut self.drafts[entity.0];
            draft.last_sentence = s;
            let joined = draft.joined(Coreference::Pronoun);
            draft.mentions.push(EntityMention { span, form: MentionForm::Anaphor, rule: "pronoun".into(), joined });
        }
    }

    /// A person named before: the same words, a part of them, or the same by loose spelling.
    pub(super) fn same_person(&self, folded: &[String]) -> Option<(EntityIndex, Coreference)> {
        let rules = &self.pack.discourse;
        let loose: Vec<String> = folded.iter().map(|w| rules.loose_key(w)).collect();
        let mut best: Option<(usize, usize)> = None;
        for (n, draft) in self.drafts.iter().enumerate().filter(|(_, d)| d.kind == EntityType::Person) {
            let (short, long) = by_length(folded, &draft.names.folded);
            let exact = short.iter().all(|w| long.contains(w));
            let (short, long) = by_length(&loose, &draft.names.loose);
            let last_same = short.last().is_some_and(|w| long.last() == Some(w) && w.chars().count() > 2);
            let near = last_same && short.iter().all(|w| long.contains(w));
            let rank = if exact {
                2
            } else if near {
                1
            } else {
                0
            };
            if rank > 0 && best.is_none_or(|(r, _)| rank >= r) {
                best = Some((rank, n));
            }
        }
        let reason = |rank| if rank == 2 { Coreference::SameName } else { Coreference::LooseName };
        best.map(|(rank, n)| (EntityIndex(n), reason(rank)))
    }

    /// A thing that is not a person: by its record, its words, or as the last one of its kind («این کشور»).
    pub(super) fn same_thing(
        &mut self,
        s: usize,
        mention: &Mention,
        joined: &str,
    ) -> Option<(EntityIndex, Coreference)> {
        if let Some(record) = self.record_of(s, mention)
            && let Some(known) = self.of_record.get(&record)
            && self.drafts[known.0].kind == mention.kind
        {
            return Some((*known, Coreference::SameEntry));
        }
        let words = &self.sentences[s].sentence.words[mention.words.clone()];
        let demonstrative = words.first().is_some_and(|w| w.is(self.pack.grammar.demonstrative));
        let head = self.head_lemma(s, mention);
        if mention.kind == EntityType::Group
            && let Some(pair) = self.pair(s, mention, head)
        {
            return Some((pair, Coreference::BothSides));
        }
        if demonstrative {
            let country = mention.kind == EntityType::Place;
            return self
                .drafts
                .iter()
                .enumerate()
                .filter(|(_, d)| d.kind == mention.kind)
                .filter(|(_, d)| d.head == Some(head) || (country && self.is_of_kind(d, words)))
                .max_by_key(|(_, d)| d.mentions.last().map_or(0, |m| m.span.start))
                .map(|(n, _)| (EntityIndex(n), Coreference::Pointing));
        }
        let counted = mention.kind == EntityType::Group && words.iter().any(|w| w.number.is_some());
        if counted {
            return None;
        }
        let known = self.of_words.get(&(mention.kind, joined.to_owned()))?;
        Some((*known, Coreference::SameWords))
    }

    /// «این کشور» after a country, «این شهر» after a city.
    fn is_of_kind(&self, draft: &Draft, words: &[Word]) -> bool {
        let Some(record) = draft.record.map(|r| self.pack.gazetteer.numbered(r)) else { return false };
        let Some(head) = words.iter().find(|w| w.pos() == Pos::Noun) else { return false };
        let kind = self.list_kind(head, "place_heads").unwrap_or("");
        match record.kind {
            "country" => kind == "admin",
            "city" => kind == "settlement",
            "province" | "region" => kind == "admin" || kind == "area",
            _ => false,
        }
    }

    /// «هر دو مقام», «دو کشور»: the two sides that the article has named last.
    fn pair(&mut self, s: usize, mention: &Mention, head: Symbol) -> Option<EntityIndex> {
        let kinds = self.pack.discourse.pair.get(&head)?.clone();
        let words = &self.sentences[s].sentence.words[mention.words.clone()];
        let two = words.iter().any(|w| w.number == Some(2.0));
        let demonstrative = words.first().is_some_and(|w| w.is(self.pack.grammar.demonstrative));
        if !two && !demonstrative {
            return None;
        }
        let noun = words.iter().position(|w| w.pos() == Pos::Noun).unwrap_or(0);
        let modified = noun + 1 < words.len();
        if modified && !two {
            return None;
        }
        for kind in kinds {
            // The same pair may have been named before.
            let known = self.drafts.iter().position(|d| {
                d.kind == EntityType::Group
                    && d.members.len() == 2
                    && d.members.iter().all(|m| self.drafts[m.0].kind == kind)
            });
            if let Some(known) = known {
                return Some(EntityIndex(known));
            }
            let named: Vec<EntityIndex> = self.sides(s, kind);
            if let [a, b] = named.as_slice() {
                let folded = self.fold(words);
                let index = self.create(s, mention, &folded);
                let mut members = vec![*a, *b];
                members.sort();
                self.drafts[index.0].members = members;
                return Some(index);
            }
        }
        None
    }

    /// The two entities of a type that fill the same role of one symmetric event before, or the only two named so far.
    fn sides(&self, s: usize, kind: EntityType) -> Vec<EntityIndex> {
        for before in (0..=s).rev() {
            let read = &self.sentences[before];
            for event in read.events.iter().rev() {
                let mut found: Vec<EntityIndex> = event
                    .fillers
                    .iter()
                    .filter(|f| matches!(f.role, Role::Participant | Role::Agent))
                    .filter_map(|f| self.entity_of(before, &f.words, f.head))
                    .filter(|e| self.is_side(*e, kind))
                    .collect();
                found.sort();
                found.dedup();
                if found.len() == 2 {
                    return found;
                }
            }
        }
        let named: Vec<EntityIndex> =
            (0..self.drafts.len()).map(EntityIndex).filter(|e| self.is_side(*e, kind)).collect();
        if named.len() == 2 { named } else { Vec::new() }
    }

    fn is_side(&self, entity: EntityIndex, kind: EntityType) -> bool {
        let draft = &self.drafts[entity.0];
        draft.kind == kind
            && (kind != EntityType::Place
                || draft.record.is_some_and(|r| self.pack.gazetteer.numbered(r).kind == "country"))
    }
}

/// The shorter of two names, and the longer; the first when they are as long as each other.
fn by_length<'n>(a: &'n [String], b: &'n [String]) -> (&'n [String], &'n [String]) {
    if a.len() <= b.len() { (a, b) } else { (b, a) }
}
