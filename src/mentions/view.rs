//! A sentence as token patterns see it.

use super::{Mention, NameMatch};
use crate::analysis::Sentence;
use crate::rules::Pack;
use crate::rules::lexicon::{Classes, Pos, Reading};
use crate::rules::pattern::{FeatureId, KeyId, KindSet, LemmaId, ListId, Scratch, Tokens};
use crate::rules::patterns::{FORMS, PatternGroup, feature, tense_number};
use crate::text::TokenKind;

/// What of a sentence does not change while mentions are found.
pub(crate) struct View<'a> {
    text: &'a str,
    pub(super) sentence: &'a Sentence,
    pub(super) matches: &'a [Vec<NameMatch>],
    /// Where an entry ends, and of which list it is, in order.
    ended: Vec<(usize, u32)>,
    lemmas: Vec<[LemmaId; 1]>,
    /// For each word the classes of all its readings.
    pub(super) classes: Vec<Classes>,
    pub(super) pack: &'a Pack,
}

impl<'a> View<'a> {
    pub(crate) fn new(text: &'a str, sentence: &'a Sentence, matches: &'a [Vec<NameMatch>], pack: &'a Pack) -> Self {
        let lemmas = sentence.words.iter().map(|w| [LemmaId(w.reading.lemma.0)]).collect();
        let all = |readings: &[Reading]| readings.iter().fold(Classes::default(), |all, r| all.with(r.classes));
        let classes = sentence.words.iter().map(|w| all(&w.readings)).collect();
        let mut ended: Vec<_> = matches.iter().flatten().map(|m| (m.end, u32::from(m.entry.list.0))).collect();
        ended.sort_unstable();
        Self { text, sentence, matches, ended, lemmas, classes, pack }
    }

    /// Runs a group of patterns that see these mentions.
    pub(crate) fn run(&self, group: &PatternGroup, mentions: &[Mention], scratch: &mut Scratch) -> Vec<Mention> {
        let seen = Seen::new(self, mentions);
        let mut found = Vec::new();
        seen.each_pattern(group, |number, starts| {
            if starts.is_empty() {
                return;
            }
            let rule = &self.pack.patterns[number];
            for m in rule.pattern.find_among(&seen, starts.iter().copied(), scratch) {
                // One mention for each time that the capture matched: «mention:a and mention:b».
                let all: Vec<_> = rule.mention.map(|c| m.all(c).collect()).unwrap_or_default();
                let spans = if all.is_empty() { vec![m.span] } else { all };
                for words in spans.into_iter().filter(|w| !w.is_empty()) {
                    let mut mention = Mention::new(rule.kind, words, self.sentence, &rule.id, 60 + rule.priority);
                    self.leave_preposition(&mut mention);
                    found.push(mention);
                }
            }
        });
        found
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

/// A sentence and the mentions that patterns see in it.
pub(super) struct Seen<'a> {
    pub(super) view: &'a View<'a>,
    mentions: &'a [Mention],
    /// For each word the types of the mentions that begin there.
    pub(super) beginning: Vec<KindSet>,
}

impl<'a> Seen<'a> {
    pub(super) fn new(view: &'a View<'a>, mentions: &'a [Mention]) -> Self {
        let mut beginning = vec![KindSet::default(); view.sentence.words.len()];
        for mention in mentions {
            let kinds = &mut beginning[mention.words.start];
            *kinds = *kinds | KindSet::single(mention.kind as u8);
        }
        Self { view, mentions, beginning }
    }

    /// Calls `each` with the number of every pattern of a group and the words at which it can begin.
    pub(super) fn each_pattern(&self, group: &PatternGroup, mut each: impl FnMut(usize, &[usize])) {
        let blocks = group.starts.blocks();
        let mut possible = vec![0; blocks * self.len()];
        for (at, set) in possible.chunks_exact_mut(blocks.max(1)).enumerate() {
            group.starts.at(self, at, set);
        }
        let mut starts = Vec::new();
        for (n, number) in group.members.iter().enumerate() {
            starts.clear();
            starts.extend((0..self.len()).filter(|at| possible[at * blocks + n / 64] >> (n % 64) & 1 == 1));
            each(*number, &starts);
        }
    }
}

/// The place of a kind of token in [`KINDS`](crate::rules::patterns::KINDS).
pub(super) const fn kind_number(kind: TokenKind) -> usize {
    match kind {
        TokenKind::Word => 0,
        TokenKind::Number => 1,
        TokenKind::Mark => 2,
    }
}

impl Tokens for Seen<'_> {
    fn len(&self) -> usize {
        self.view.sentence.words.len()
    }

    fn text(&self, at: usize) -> &str {
        self.view.sentence.words[at].span.of(self.view.text)
    }

    fn key(&self, at: usize) -> KeyId {
        KeyId(self.view.sentence.words[at].form.map_or(u32::MAX, |s| s.0))
    }

    fn lemmas(&self, at: usize) -> &[LemmaId] {
        &self.view.lemmas[at]
    }

    fn has_feature(&self, at: usize, wanted: FeatureId) -> bool {
        let word = &self.view.sentence.words[at];
        let value = wanted.0 & 0xFFFF;
        match wanted.0 >> 16 {
            feature::POS => word.pos() as u32 == value,
            // Classes are asked of all readings: «امید» is a given name and a noun.
            feature::CLASS => self.view.classes[at].contains(value),
            feature::FORM => FORMS.get(value as usize).is_some_and(|(_, f)| word.has(*f)),
            feature::TENSE => word.reading.verb.is_some_and(|v| tense_number(v.tense) == value),
            feature::KIND => kind_number(word.kind) as u32 == value,
            _ => false,
        }
    }

    fn entity_end(&self, at: usize, kinds: KindSet) -> Option<usize> {
        if !self.beginning[at].intersects(kinds) {
            return None;
        }
        self.mentions.iter().filter(|m| m.words.start == at && kinds.contains(m.kind as u8)).map(|m| m.words.end).max()
    }

    fn list_ends(&self, at: usize, list: ListId, ends: &mut Vec<usize>) {
        ends.extend(self.view.matches[at].iter().filter(|m| u32::from(m.entry.list.0) == list.0).map(|m| m.end));
    }

    fn each_list(&self, at: usize, each: &mut dyn FnMut(ListId)) {
        self.view.matches[at].iter().for_each(|m| each(ListId(u32::from(m.entry.list.0))));
    }

    fn list_ended(&self, at: usize, list: ListId) -> bool {
        self.view.ended.binary_search(&(at, list.0)).is_ok()
    }
}
