//! A sentence as token patterns see it.

use super::{Mention, NameMatch};
use crate::analysis::Sentence;
use crate::rules::Pack;
use crate::rules::pattern::{FeatureId, KeyId, KindSet, LemmaId, ListId, Scratch, Tokens};
use crate::rules::patterns::{FORMS, feature, tense_number};
use crate::schema::EntityType;
use crate::text::TokenKind;

pub(crate) struct View<'a> {
    text: &'a str,
    sentence: &'a Sentence,
    matches: &'a [Vec<NameMatch>],
    mentions: &'a [Mention],
    lemmas: Vec<[LemmaId; 1]>,
    pack: &'a Pack,
}

impl<'a> View<'a> {
    pub(crate) fn new(
        text: &'a str,
        sentence: &'a Sentence,
        matches: &'a [Vec<NameMatch>],
        mentions: &'a [Mention],
        pack: &'a Pack,
    ) -> Self {
        let lemmas = sentence.words.iter().map(|w| [LemmaId(w.reading.lemma.0)]).collect();
        Self { text, sentence, matches, mentions, lemmas, pack }
    }

    /// Runs the patterns of the wanted types.
    pub(crate) fn run(&self, wanted: impl Fn(EntityType) -> bool) -> Vec<Mention> {
        let mut scratch = Scratch::default();
        let mut found = Vec::new();
        for rule in self.pack.patterns.iter().filter(|r| wanted(r.kind)) {
            for m in rule.pattern.find_all(self, &mut scratch) {
                let words = rule.mention.and_then(|c| m.get(c)).unwrap_or(m.span);
                if !words.is_empty() {
                    found.push(Mention::new(rule.kind, words, self.sentence, &rule.id, 60 + rule.priority));
                }
            }
        }
        found
    }
}

impl Tokens for View<'_> {
    fn len(&self) -> usize {
        self.sentence.words.len()
    }

    fn text(&self, at: usize) -> &str {
        self.sentence.words[at].span.of(self.text)
    }

    fn key(&self, at: usize) -> KeyId {
        KeyId(self.sentence.words[at].form.map_or(u32::MAX, |s| s.0))
    }

    fn lemmas(&self, at: usize) -> &[LemmaId] {
        &self.lemmas[at]
    }

    fn has_feature(&self, at: usize, wanted: FeatureId) -> bool {
        let word = &self.sentence.words[at];
        let value = wanted.0 & 0xFFFF;
        match wanted.0 >> 16 {
            feature::POS => word.pos() as u32 == value,
            // Classes are asked of all readings: «امید» is a given name and a noun.
            feature::CLASS => word.readings.iter().any(|r| r.classes.contains(value)),
            feature::FORM => FORMS.get(value as usize).is_some_and(|(_, f)| word.has(*f)),
            feature::TENSE => word.reading.verb.is_some_and(|v| tense_number(v.tense) == value),
            feature::KIND => {
                let kind = match word.kind {
                    TokenKind::Word => 0,
                    TokenKind::Number => 1,
                    TokenKind::Mark => 2,
                };
                kind == value
            }
            _ => false,
        }
    }

    fn entity_end(&self, at: usize, kinds: KindSet) -> Option<usize> {
        self.mentions.iter().filter(|m| m.words.start == at && kinds.contains(m.kind as u8)).map(|m| m.words.end).max()
    }

    fn list_ends(&self, at: usize, list: ListId, ends: &mut Vec<usize>) {
        ends.extend(self.matches[at].iter().filter(|m| u32::from(m.entry.list.0) == list.0).map(|m| m.end));
    }
}
