//! Words that are written without the space between them are parted: «درتاریخ», «ساعت۹». Asked by `words.rs` for words
//! that no lexicon has.

use super::words::{Word, WordBuilder};
use crate::rules::lexicon::{Classes, Features, Pos, Reading, Tense};
use crate::span::Span;
use crate::text::TokenKind;

impl WordBuilder<'_> {
    /// Parts an unknown word that is two words glued together.
    pub(super) fn part(&mut self, key: &str, span: Span, i: usize, words: &mut Vec<Word>) -> bool {
        let pack = self.pack;
        let known = |part: &str| pack.lexicon.symbols.get(part).filter(|s| !pack.lexicon.readings(*s).is_empty());
        let digits = key.chars().take_while(char::is_ascii_digit).count();
        if digits > 0 && digits < key.len() {
            let at = self.offset_of(span, digits);
            let (left, right) = (Span::new(span.start, at), Span::new(at, span.end));
            let number = self.value(left);
            words.push(self.fixed(left, i..i + 1, TokenKind::Number, Pos::Num, number));
            if !self.part(&key[digits..], right, i, words) {
                self.push_part(&key[digits..], right, i, words);
            }
            return true;
        }
        // «ساعت۹», «در۶»: a known word with a number glued to its end.
        if let Some(letters) = key.find(|c: char| c.is_ascii_digit()).filter(|n| *n > 0)
            && (known(&key[..letters]).is_some() || self.derives(&key[..letters]))
        {
            let at = self.offset_of(span, key[..letters].chars().count());
            self.push_part(&key[..letters], Span::new(span.start, at), i, words);
            let (rest, right) = (&key[letters..], Span::new(at, span.end));
            if !self.part(rest, right, i, words) {
                let number = self.value(right);
                words.push(self.fixed(right, i..i + 1, TokenKind::Number, Pos::Num, number));
            }
            return true;
        }
        for front in &pack.pieces.front {
            let Some(rest) = key.strip_prefix(&**front) else { continue };
            let open = known(rest).is_some_and(|s| {
                pack.lexicon.readings(s).iter().any(|r| r.pos.is_nominal() || matches!(r.pos, Pos::Adj | Pos::Det))
            });
            if rest.chars().nth(2).is_some() && open && known(front).is_some() {
                let at = self.offset_of(span, front.chars().count());
                self.push_part(front, Span::new(span.start, at), i, words);
                self.push_part(rest, Span::new(at, span.end), i, words);
                return true;
            }
        }
        for back in &pack.pieces.back {
            let Some(rest) = key.strip_suffix(&**back) else { continue };
            if rest.chars().nth(1).is_some() && (known(rest).is_some() || self.derives(rest)) {
                self.push_parts(key, rest.len(), span, i, words);
                return true;
            }
        }
        // «منتشرکرد», «قراردارد»: an element glued to its verb.
        let compound = |at: usize| {
            let (Some(element), Some(verb)) = (known(&key[..at]), known(&key[at..])) else { return false };
            // With a participle of become it is an adjective («مسدودشده»).
            let verbal = |r: &Reading| {
                r.verb.is_some_and(|v| {
                    v.tense.is_finite() || v.tense == Tense::Participle && !pack.grammar.become_.contains(&r.lemma)
                })
            };
            pack.lexicon.readings(verb).iter().any(|r| verbal(r) && pack.verbs.compound(r.lemma, element).is_some())
        };
        // A joiner makes one word of them («چشم‌داشت»).
        let joined = span.of(self.text).chars().any(|c| pack.orthography.is_joiner(c));
        let cut = key.char_indices().map(|(at, _)| at).skip(2).find(|at| !joined && compound(*at));
        if let Some(at) = cut {
            self.push_parts(key, at, span, i, words);
        }
        cut.is_some()
    }

    /// Parts a participle from the auxiliary that is glued to it («شده‌است»).
    pub(super) fn part_auxiliary(&mut self, key: &str, span: Span, i: usize, words: &mut Vec<Word>) -> bool {
        let pack = self.pack;
        let participle = |r: &Reading| r.verb.is_some_and(|v| v.tense == Tense::Participle);
        let cut = pack.pieces.auxiliary.iter().find_map(|auxiliary| {
            let rest = key.strip_suffix(&**auxiliary)?;
            let symbol = pack.lexicon.symbols.get(rest)?;
            pack.lexicon.readings(symbol).iter().any(participle).then_some(rest.len())
        });
        if let Some(cut) = cut {
            self.push_parts(key, cut, span, i, words);
        }
        cut.is_some()
    }

    /// Two words that are glued together: the second begins at byte `cut` of the key.
    fn push_parts(&mut self, key: &str, cut: usize, span: Span, i: usize, words: &mut Vec<Word>) {
        let at = self.offset_of(span, key[..cut].chars().count());
        self.push_part(&key[..cut], Span::new(span.start, at), i, words);
        self.push_part(&key[cut..], Span::new(at, span.end), i, words);
    }

    fn derives(&mut self, key: &str) -> bool {
        self.scratch.clear();
        self.pack.lexicon.derive(key, &mut self.scratch);
        !self.scratch.is_empty()
    }

    fn push_part(&mut self, key: &str, span: Span, i: usize, words: &mut Vec<Word>) {
        let symbol = self.pack.lexicon.symbols.get(key);
        let mut readings = symbol.map(|s| self.pack.lexicon.readings(s).to_vec()).unwrap_or_default();
        if readings.is_empty() {
            self.pack.lexicon.derive(key, &mut readings);
        }
        if readings.is_empty() {
            let pos = self.pack.pieces.unknown.unwrap_or(Pos::X);
            let features = Features::UNKNOWN;
            readings.push(Reading { pos, lemma: self.unknown, features, classes: Classes::default(), verb: None });
        }
        let reading = readings[0];
        words.push(Word {
            span,
            tokens: i..i + 1,
            kind: TokenKind::Word,
            form: symbol,
            reading,
            readings,
            number: None,
            mark: None,
        });
    }

    /// Byte offset in the text after `count` folded characters of a span.
    fn offset_of(&self, span: Span, count: usize) -> usize {
        let mut folded = 0;
        let mut key = String::new();
        for (at, c) in span.of(self.text).char_indices() {
            if folded >= count && !self.pack.orthography.is_deleted(c) {
                return span.start + at;
            }
            key.clear();
            self.pack.orthography.fold_into(c.encode_utf8(&mut [0; 4]), &mut key);
            folded += key.chars().count();
        }
        span.end
    }
}
