//! Entities: mentions that name one thing fall together, pronouns and anaphoric phrases find their antecedent.
//!
//! The registry is made here; which entity a mention or pronoun stands for is decided in [`coreference`].

mod coreference;

use super::{ReadSentence, quantities};
use crate::analysis::{SlotKind, Word};
use crate::knowledge::{Days, Entity, EntityIndex, EntityMention, Identity, Join, MentionForm, Scope};
use crate::mentions::Mention;
use crate::rules::Pack;
use crate::rules::lexicon::Pos;
use crate::rules::symbols::Symbol;
use crate::schema::{Coreference, EntityType};
use crate::span::Span;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// An entity in the making.
#[derive(Debug, Clone)]
struct Draft {
    kind: EntityType,
    key: String,
    label: Span,
    label_words: usize,
    /// Of a person: the words of the label, folded, and by loose spelling. Every later person is compared with them.
    names: Names,
    scope: Scope,
    identity: Identity,
    record: Option<u32>,
    head: Option<Symbol>,
    mentions: Vec<EntityMention>,
    last_sentence: usize,
    members: Vec<EntityIndex>,
    label_text: Option<String>,
}

/// The words of a name.
#[derive(Debug, Clone, Default)]
struct Names {
    folded: Vec<String>,
    loose: Vec<String>,
}

impl Draft {
    /// The step that adds a mention: a pronoun and «this …» after the last one there is, a name after the last name.
    fn joined(&self, reason: Coreference) -> Option<Join> {
        let takes_up = matches!(reason, Coreference::Pronoun | Coreference::Pointing);
        let fits = |m: &&EntityMention| takes_up || m.form == MentionForm::Named;
        let antecedent = self.mentions.iter().rev().find(fits).or(self.mentions.last())?;
        Some(Join { reason, antecedent: antecedent.span })
    }
}

/// All entities of an article, and which mention names which.
pub(crate) struct Registry<'a> {
    text: &'a str,
    pack: &'a Pack,
    sentences: &'a [ReadSentence],
    drafts: Vec<Draft>,
    of_mention: FxHashMap<(usize, usize), EntityIndex>,
    of_pronoun: FxHashMap<(usize, usize), EntityIndex>,
    of_record: FxHashMap<u32, EntityIndex>,
    /// By type and the letters of the label, of what no gazetteer has and is no person.
    of_words: FxHashMap<(EntityType, String), EntityIndex>,
    /// The keys that are taken, each with the last number that was put after it.
    keys: FxHashMap<String, usize>,
}

impl<'a> Registry<'a> {
    pub(crate) fn new(text: &'a str, pack: &'a Pack, sentences: &'a [ReadSentence]) -> Self {
        Self {
            text,
            pack,
            sentences,
            drafts: Vec::new(),
            of_mention: FxHashMap::default(),
            of_pronoun: FxHashMap::default(),
            of_record: FxHashMap::default(),
            of_words: FxHashMap::default(),
            keys: FxHashMap::default(),
        }
    }

    /// Goes through the article once, sentence by sentence.
    pub(crate) fn resolve(&mut self) {
        let sentences = self.sentences;
        let mut speaker: Option<EntityIndex> = None;
        for (s, read) in sentences.iter().enumerate() {
            let mut pronouns: Vec<usize> =
                (0..read.sentence.words.len()).filter(|w| self.is_third_person(s, *w)).collect();
            pronouns.reverse();
            for (m, mention) in read.mentions.iter().enumerate() {
                while pronouns.last().is_some_and(|w| *w < mention.words.start) {
                    if let Some(w) = pronouns.pop() {
                        self.pronoun(s, w, speaker);
                    }
                }
                let index = self.place(s, mention);
                self.of_mention.insert((s, m), index);
            }
            while let Some(w) = pronouns.pop() {
                self.pronoun(s, w, speaker);
            }
            // The subject person of the sentence is who «he» means next.
            for clause in &read.sentence.clauses.list {
                for slot in clause.slots.iter().filter(|x| x.kind == SlotKind::Subject && !x.carried) {
                    let phrase = &read.sentence.phrases[slot.phrase];
                    let person = self.entity_of(s, &phrase.words, phrase.head);
                    if let Some(person) = person.filter(|p| self.drafts[p.0].kind == EntityType::Person) {
                        speaker = Some(person);
                    }
                }
            }
        }
    }

    fn fold(&self, words: &[Word]) -> Vec<String> {
        words.iter().map(|w| self.pack.orthography.key(w.span.of(self.text))).filter(|k| !k.is_empty()).collect()
    }

    /// The entity that a mention names: a known one or a new one.
    fn place(&mut self, s: usize, mention: &Mention) -> EntityIndex {
        let read = &self.sentences[s];
        let words = &read.sentence.words[mention.words.clone()];
        let folded = self.fold(words);
        let joined = folded.concat();
        let found = match mention.kind {
            EntityType::Person => self.same_person(&folded),
            EntityType::Time | EntityType::Quantity => None,
            _ => self.same_thing(s, mention, &joined),
        };
        let (index, reason) = match found {
            Some((index, reason)) => (index, Some(reason)),
            None => (self.create(s, mention, &folded), None),
        };
        let longer = mention.kind == EntityType::Person && folded.len() > self.drafts[index.0].label_words;
        let names = longer.then(|| self.names(mention.span));
        let draft = &mut self.drafts[index.0];
        draft.last_sentence = s;
        if let Some(names) = names {
            draft.label = mention.span;
            draft.label_words = folded.len();
            draft.names = names;
        }
        let joined = reason.and_then(|reason| draft.joined(reason));
        let rule = mention.rule.clone();
        draft.mentions.push(EntityMention { span: mention.span, form: MentionForm::Named, rule, joined });
        index
    }

    fn create(&mut self, s: usize, mention: &Mention, folded: &[String]) -> EntityIndex {
        let record = self.record_of(s, mention);
        let full_person = mention.kind == EntityType::Person && folded.len() > 1;
        let scope = if record.is_some() || full_person { Scope::Everywhere } else { Scope::Article };
        let mut identity = record.map(|r| self.identity(r)).unwrap_or_default();
        if mention.kind == EntityType::Quantity {
            let words = &self.sentences[s].sentence.words[mention.words.clone()];
            (identity.number, identity.unit) = quantities::read(self.text, words, self.pack);
        }
        let name: Vec<String> = match record {
            Some(r) => {
                let record = self.pack.gazetteer.numbered(r);
                match record.english {
                    Some(english) => english.split_whitespace().map(str::to_lowercase).collect(),
                    None => self.pack.orthography.parts(record.name),
                }
            }
            None => folded.to_vec(),
        };
        let key = self.unique_key(mention.kind, &name);
        let head = self.head_lemma(s, mention);
        let is_person = mention.kind == EntityType::Person;
        let names = if is_person { self.names(mention.span) } else { Names::default() };
        self.drafts.push(Draft {
            kind: mention.kind,
            key,
            label: mention.span,
            label_words: folded.len(),
            names,
            scope,
            identity,
            record,
            head: Some(head),
            mentions: Vec::new(),
            last_sentence: s,
            members: Vec::new(),
            label_text: None,
        });
        let index = EntityIndex(self.drafts.len() - 1);
        if let Some(record) = record {
            self.of_record.insert(record, index);
        } else if !is_person {
            let label = self.pack.orthography.key(mention.span.of(self.text));
            self.of_words.entry((mention.kind, label.split_whitespace().collect())).or_insert(index);
        }
        index
    }

    fn names(&self, label: Span) -> Names {
        let words = label.of(self.text).split_whitespace();
        let folded: Vec<String> = words.map(|w| self.pack.orthography.key(w)).collect();
        Names { loose: folded.iter().map(|w| self.pack.discourse.loose_key(w)).collect(), folded }
    }

    /// Lemma of the head noun of a mention; a pattern may have marked a determiner as its head.
    fn head_lemma(&self, s: usize, mention: &Mention) -> Symbol {
        let words = &self.sentences[s].sentence.words;
        let marked = &words[mention.head];
        let noun =
            words[mention.words.clone()].iter().find(|w| w.pos() == Pos::Noun).filter(|_| marked.pos() != Pos::Noun);
        noun.unwrap_or(marked).reading.lemma
    }

    /// Letters and digits of the name, with a number when another entity of the article has the same.
    fn unique_key(&mut self, kind: EntityType, name: &[String]) -> String {
        let clean = |part: &String| part.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let stem = name.iter().map(clean).filter(|p| !p.is_empty()).collect::<Vec<_>>().join("-");
        let base = format!("{}-{}", kind.name().to_lowercase(), if stem.is_empty() { "x" } else { &stem });
        let mut key = base.clone();
        let mut number = self.keys.get(&base).copied().unwrap_or(0);
        while self.keys.contains_key(&key) {
            number = number.max(1) + 1;
            key = format!("{base}_{number}");
        }
        self.keys.insert(key.clone(), 1);
        self.keys.insert(base, number.max(1));
        key
    }

    fn identity(&self, record: u32) -> Identity {
        let record = self.pack.gazetteer.numbered(record);
        Identity {
            wikidata: record.wikidata.map(str::to_owned),
            english: record.english.map(str::to_owned),
            entry: Some((record.name.to_owned(), record.kind.to_owned())),
            coordinates: record.coordinates,
            ..Identity::default()
        }
    }

    /// The gazetteer record of a mention: its own, or that of the name inside «شهر X», «کشور X».
    fn record_of(&self, s: usize, mention: &Mention) -> Option<u32> {
        if mention.record.is_some() || mention.kind != EntityType::Place {
            return mention.record;
        }
        let read = &self.sentences[s];
        let words = &read.sentence.words[mention.words.clone()];
        // Only a head and one name: «سواحل X» is another place than X.
        let admin = self.pack.lexicon.classes.get("settlement");
        let admin_head = words.first().is_some_and(|w| {
            self.list_kind(w, "place_heads").is_some_and(|k| matches!(k, "admin" | "settlement")) || w.is(admin)
        });
        if !admin_head || words.len() < 2 {
            return None;
        }
        let rest: String = self.fold(&words[1..]).concat();
        let symbol = self.pack.lexicon.symbols.get(&rest)?;
        let entries = self.pack.gazetteer.entries(symbol);
        entries.iter().find(|e| self.pack.gazetteer.record(**e).entity == Some(EntityType::Place)).map(|e| e.record)
    }

    fn list_kind(&self, word: &Word, list: &str) -> Option<&'a str> {
        let id = self.pack.gazetteer.list(list)?;
        let symbols = word.form.into_iter().chain([word.reading.lemma]);
        let pack = self.pack;
        symbols.flat_map(|s| pack.gazetteer.entries(s)).find(|e| e.list == id).map(|e| pack.gazetteer.record(*e).kind)
    }

    /// The entity that some words name or stand for: a mention with these words, the person inside a titled name, or a
    /// pronoun.
    pub(crate) fn entity_of(&self, s: usize, words: &Range<usize>, head: usize) -> Option<EntityIndex> {
        let read = &self.sentences[s];
        let get = |m: usize| self.of_mention.get(&(s, m)).copied();
        if let Some(m) = read.mentions.iter().position(|m| m.words == *words) {
            return get(m);
        }
        let at_head = read
            .mentions
            .iter()
            .enumerate()
            .filter(|(_, m)| m.words.contains(&head) && words.start <= m.words.start && m.words.end <= words.end)
            .max_by_key(|(_, m)| m.words.len());
        if let Some((m, _)) = at_head {
            return get(m);
        }
        if let Some(entity) = self.of_pronoun.get(&(s, head)) {
            return Some(*entity);
        }
        // «رئیس‌جمهور آمریکا جو بایدن»: a title with the name at its end.
        let titled = self.sentences[s].sentence.words[head].is(self.pack.grammar.title)
            || self.sentences[s].sentence.words[head].is(self.pack.grammar.human);
        let person = read
            .mentions
            .iter()
            .position(|m| m.kind == EntityType::Person && words.start <= m.words.start && m.words.end == words.end);
        if titled && let Some(m) = person {
            return get(m);
        }
        None
    }

    /// The entity of mention `m` of sentence `s`.
    pub(crate) fn of_mention(&self, s: usize, m: usize) -> Option<EntityIndex> {
        self.of_mention.get(&(s, m)).copied()
    }

    /// Members of a pair.
    pub(crate) fn members(&self) -> Vec<(EntityIndex, Vec<EntityIndex>)> {
        let with_members =
            |(n, d): (usize, &Draft)| (!d.members.is_empty()).then(|| (EntityIndex(n), d.members.clone()));
        self.drafts.iter().enumerate().filter_map(with_members).collect()
    }

    /// The days of a time.
    pub(crate) fn days(&self, entity: EntityIndex) -> Option<&Days> {
        self.drafts[entity.0].identity.days.as_ref()
    }

    /// Gives a time its days.
    pub(crate) fn set_days(&mut self, entity: EntityIndex, days: Days) {
        self.drafts[entity.0].identity.days = Some(days);
    }

    /// First mention of an entity.
    pub(crate) fn first_mention(&self, entity: EntityIndex) -> Span {
        self.drafts[entity.0].mentions.first().map_or(self.drafts[entity.0].label, |m| m.span)
    }

    /// The country with an ISO code; it becomes an entity without mention when the article does not name it.
    pub(crate) fn country(&mut self, iso: &str) -> Option<EntityIndex> {
        let number = self.pack.gazetteer.country(iso)?;
        if let Some(known) = self.of_record.get(&number) {
            return Some(*known);
        }
        let record = self.pack.gazetteer.numbered(number);
        let name: Vec<String> = record.english.unwrap_or(iso).split_whitespace().map(str::to_lowercase).collect();
        let key = self.unique_key(EntityType::Place, &name);
        self.drafts.push(Draft {
            kind: EntityType::Place,
            key,
            label: Span::default(),
            label_words: 0,
            names: Names::default(),
            scope: Scope::Everywhere,
            identity: self.identity(number),
            record: Some(number),
            head: None,
            mentions: Vec::new(),
            last_sentence: 0,
            members: Vec::new(),
            label_text: Some(record.name.to_string()),
        });
        let index = EntityIndex(self.drafts.len() - 1);
        self.of_record.insert(number, index);
        Some(index)
    }

    /// The record of an entity.
    pub(crate) fn record(&self, entity: EntityIndex) -> Option<u32> {
        self.drafts[entity.0].record
    }

    pub(crate) fn into_entities(self) -> Vec<Entity> {
        let text = self.text;
        self.drafts
            .into_iter()
            .map(|d| {
                let mut mentions = d.mentions;
                mentions.sort_by_key(|m| (m.span, m.form));
                Entity {
                    key: d.key,
                    kind: d.kind,
                    label: d
                        .label_text
                        .unwrap_or_else(|| d.label.of(text).split_whitespace().collect::<Vec<_>>().join(" ")),
                    scope: d.scope,
                    identity: d.identity,
                    mentions,
                }
            })
            .collect()
    }
}
