//! A sentence as token patterns see it.

use super::{Mention, NameMatch};
use crate::analysis::Sentence;
use crate::rules::Pack;
use crate::rules::lexicon::Pos;
use crate::rules::pattern::{FeatureId, KeyId, KindSet, LemmaId, ListId, Scratch, Tokens, Trigger};
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
        let mut starts = Vec::new();
        for rule in self.pack.patterns.iter().filter(|r| wanted(r.kind)) {
            starts.clear();
            match rule.pattern.first_tests() {
                Some(tests) => {
                    starts.extend((0..self.len()).filter(|at| tests.iter().any(|t| self.sets_off(*at, *t))));
                }
                None => starts.extend(0..self.len()),
            }
            for m in rule.pattern.find_among(self, starts.iter().copied(), &mut scratch) {
                // One mention for each time that the capture matched: «mention:a and mention:b».
                let all: Vec<_> = rule.mention.map(|c| m.all(c).collect()).unwrap_or_default();
                let spans = if all.is_empty() { vec![m.span] } else { all };
                for words in spans.into_iter().filter(|w| !w.is_empty()) {
                    let mut mention = Mention::new(rule.kind, words, self.sentence, &rule.id, 60 + rule.priority);
                    self.leave_preposition(&mut mention);
                    found.push(mention);
                }
            }
        }
        found
    }

    /// Whether a pattern with this trigger can begin at a word.
    fn sets_off(&self, at: usize, trigger: Trigger) -> bool {
        match trigger {
            Trigger::Key(key) => self.key(at) == key,
            Trigger::Lemma(lemma) => self.lemmas[at][0] == lemma,
            Trigger::Feature(feature) => self.has_feature(at, feature),
            Trigger::List(list) => self.matches[at].iter().any(|m| u32::from(m.entry.list.0) == list.0),
            Trigger::Kinds(kinds) => self.mentions.iter().any(|m| m.words.start == at && kinds.contains(m.kind as u8)),
        }
    }

    /// A compound preposition may hold the first noun of a mention («until-the-end-of»): its first part is no part of
    /// the mention.
    fn leave_preposition(&self, mention: &mut Mention) {
        let first = &self.sentence.words[mention.words.start];
        if first.tokens.len() < 2 {
            return;
        }
        let form = first.span.of(self.text);
        let Some(gap) = form.find(char::is_whitespace) else { return };
        let Some(symbol) = self.pack.lexicon.symbols.get(&self.pack.orthography.key(&form[..gap])) else { return };
        if self.pack.lexicon.readings(symbol).first().is_some_and(|r| r.pos == Pos::Adp) {
            let rest = form[gap..].trim_start().len();
            mention.span.start = first.span.end - rest;
        }
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
