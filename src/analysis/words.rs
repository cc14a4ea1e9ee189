//! Words: tokens that belong together are joined, glued ones are parted, and each word gets its possible readings.

use crate::rules::lexicon::{Classes, Features, Pos, Reading, Tense};
use crate::rules::symbols::Symbol;
use crate::rules::{Mark, Pack};
use crate::span::Span;
use crate::text::{Token, TokenKind};
use std::ops::Range;

/// One word of a sentence: the unit of all later stages.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Where it stands in the text. Two words that are glued together share no byte.
    pub span: Span,
    /// The tokens it is made of, numbered inside the sentence.
    pub tokens: Range<usize>,
    /// Word, number or mark.
    pub kind: TokenKind,
    /// Its folded form, when the pack knows that form.
    pub form: Option<Symbol>,
    /// The reading that the tagger chose.
    pub reading: Reading,
    /// All readings it may have.
    pub readings: Vec<Reading>,
    /// Value of a number, in digits or words.
    pub number: Option<f64>,
    /// What the mark does, when it is one.
    pub mark: Option<Mark>,
}

impl Word {
    /// Part of speech of the chosen reading.
    #[must_use]
    pub const fn pos(&self) -> Pos {
        self.reading.pos
    }

    /// Whether the chosen reading has a feature.
    #[must_use]
    pub const fn has(&self, feature: Features) -> bool {
        self.reading.features.has(feature)
    }

    /// Whether the chosen reading is of one of the classes.
    #[must_use]
    pub const fn is(&self, classes: Classes) -> bool {
        self.reading.classes.meets(classes)
    }

    /// Whether the word is a dash between two blanks.
    pub(crate) fn is_dash(&self, text: &str) -> bool {
        self.mark == Some(Mark::Other) && matches!(self.span.of(text), "-" | "–" | "—" | "−" | "\u{640}")
    }

    /// Whether some reading has this part of speech.
    #[must_use]
    pub fn may_be(&self, pos: Pos) -> bool {
        self.readings.iter().any(|r| r.pos == pos)
    }

    /// Whether some reading is a finite verb form or a participle.
    #[must_use]
    pub fn may_be_verb(&self) -> bool {
        self.readings.iter().any(|r| matches!(r.pos, Pos::Verb | Pos::Aux))
    }
}

/// Builds words from the tokens of one sentence.
pub(crate) struct WordBuilder<'a> {
    pub(super) pack: &'a Pack,
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) key: String,
    pub(super) scratch: Vec<Reading>,
    pub(super) unknown: Symbol,
}

impl<'a> WordBuilder<'a> {
    pub(crate) fn new(pack: &'a Pack, text: &'a str, tokens: &'a [Token]) -> Self {
        Self { pack, text, tokens, key: String::new(), scratch: Vec::new(), unknown: Symbol(u32::MAX) }
    }

    pub(crate) fn words(mut self) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::with_capacity(self.tokens.len());
        let mut i = 0;
        while i < self.tokens.len() {
            let token = self.tokens[i];
            match token.kind {
                TokenKind::Mark => {
                    words.push(self.fixed(token.span, i..i + 1, token.kind, Pos::Punct, None));
                    i += 1;
                }
                TokenKind::Number => {
                    let range = self.glued_range(i);
                    let end = range.or_else(|| self.spaced_fraction(i)).unwrap_or(i + 1);
                    let span = token.span.cover(self.tokens[end - 1].span);
                    let number = if range.is_some() { None } else { self.value(span) };
                    words.push(self.fixed(span, i..end, token.kind, Pos::Num, number));
                    i = end;
                }
                TokenKind::Word => {
                    if self.attach_left(i, words.last_mut()) {
                        i += 1;
                        continue;
                    }
                    i = self.word(i, &mut words);
                }
            }
        }
        words
    }

    pub(super) fn fixed(
        &self,
        span: Span,
        tokens: Range<usize>,
        kind: TokenKind,
        pos: Pos,
        number: Option<f64>,
    ) -> Word {
        let reading = Reading {
            pos,
            lemma: self.unknown,
            features: Features::default(),
            classes: Classes::default(),
            verb: None,
        };
        let first = span.of(self.text).chars().next().filter(|_| kind == TokenKind::Mark);
        let mark = first.map(|c| self.pack.orthography.mark(c));
        Word { span, tokens, kind, form: None, reading, readings: vec![reading], number, mark }
    }

    /// «۴ / ۷ میلیارد», «۱۱ / ۵ درصد»: where a number ends whose decimal mark stands between spaces, before what it counts.
    fn spaced_fraction(&mut self, i: usize) -> Option<usize> {
        let [mark, fraction, counted] = [1, 2, 3].map(|n| self.tokens.get(i + n).copied());
        let (mark, fraction, counted) = (mark?, fraction?, counted?);
        let digits = |span: Span| span.of(self.text).chars().count();
        let parts = mark.span.of(self.text).chars().all(|c| self.pack.orthography.parts_decimals(c) && c != '.');
        let number =
            fraction.kind == TokenKind::Number && digits(self.tokens[i].span) <= 3 && digits(fraction.span) <= 2;
        if mark.kind != TokenKind::Mark || !parts || !number || counted.kind != TokenKind::Word {
            return None;
        }
        let counted = self.fold(counted.span)?;
        let unit = self.pack.grammar.unit;
        let counts = |r: &Reading| r.pos == Pos::Num || r.classes.meets(unit);
        self.pack.lexicon.readings(counted).iter().any(counts).then_some(i + 3)
    }

    /// «۱۰-۱۵ نفر»: where a range ends that is written with a dash and no blank, before what it counts. A unit of time
    /// counts dates, too («۱۰-۱۵ سال»), so that stays in parts.
    fn glued_range(&mut self, i: usize) -> Option<usize> {
        let [dash, last, counted] = [1, 2, 3].map(|n| self.tokens.get(i + n).copied());
        let (dash, last, counted) = (dash?, last?, counted?);
        let glued = self.tokens[i].span.end == dash.span.start && dash.span.end == last.span.start;
        let range = matches!(dash.span.of(self.text), "-" | "–" | "—" | "−") && last.kind == TokenKind::Number;
        if !glued || !range || counted.kind != TokenKind::Word {
            return None;
        }
        let counted = self.fold(counted.span)?;
        let g = &self.pack.grammar;
        let (unit, time) = (g.unit.with(g.classifier).with(g.human), g.time.with(g.month));
        let counts = |r: &Reading| r.pos == Pos::Num || r.classes.meets(unit) && !r.classes.meets(time);
        self.pack.lexicon.readings(counted).iter().any(counts).then_some(i + 3)
    }

    /// The value of a number in digits; its last inner mark is a decimal point unless groups of three follow.
    pub(super) fn value(&self, span: Span) -> Option<f64> {
        number_value(span.of(self.text), |c| self.pack.orthography.digit(c))
    }

    fn fold(&mut self, span: Span) -> Option<Symbol> {
        self.key.clear();
        self.pack.orthography.fold_into(span.of(self.text), &mut self.key);
        // White space inside a word of several tokens is no part of its key.
        self.key.retain(|c| !c.is_whitespace());
        self.pack.lexicon.symbols.get(&self.key)
    }

    /// Joins a token to the word on its left when it is an ending that stands apart.
    fn attach_left(&mut self, i: usize, left: Option<&mut Word>) -> bool {
        let Some(left) = left else { return false };
        if left.kind != TokenKind::Word || left.tokens.end != i {
            return false;
        }
        let token = self.tokens[i];
        let Some(piece) = self.fold(token.span) else { return false };
        let pieces = &self.pack.pieces;
        let degree = pieces.adjective.contains(&piece);
        let plural = pieces.noun.contains(&piece);
        let heh = pieces.after_heh.contains(&piece);
        let perfect = pieces.perfect.contains(&piece);
        if !(degree || plural || heh || perfect) {
            return false;
        }
        let span = left.span.cover(token.span);
        let symbol = self.fold(span);
        self.scratch.clear();
        if let Some(symbol) = symbol {
            self.scratch.extend_from_slice(self.pack.lexicon.readings(symbol));
        }
        let key = std::mem::take(&mut self.key);
        self.pack.lexicon.derive(&key, &mut self.scratch);
        self.key = key;
        let fits = |r: &Reading| match r.verb {
            Some(form) => perfect && form.tense == Tense::Perfect,
            None => {
                (plural && r.features.has(Features::PLURAL))
                    || (degree && (r.features.has(Features::COMPARATIVE) || r.features.has(Features::SUPERLATIVE)))
                    || (heh && r.features.has(Features::DERIVED) && left.readings.iter().any(|l| l.lemma == r.lemma))
            }
        };
        self.scratch.retain(fits);
        if self.scratch.is_empty() {
            // A plural ending always belongs to its left, whether the noun is known or not.
            if !plural || !left.readings.iter().any(|r| r.pos.is_nominal() || r.pos == Pos::Adj) {
                return false;
            }
            let features = left.reading.features.with(Features::PLURAL);
            let pos = if left.reading.pos == Pos::Propn { Pos::Noun } else { left.reading.pos };
            self.scratch.push(Reading { pos, features, ..left.reading });
        }
        left.span = span;
        left.tokens.end = i + 1;
        left.form = symbol;
        left.readings.clone_from(&self.scratch);
        left.reading = left.readings[0];
        true
    }

    /// Makes the word that begins at token `i`, perhaps of several tokens; returns the next token.
    fn word(&mut self, i: usize, words: &mut Vec<Word>) -> usize {
        let token = self.tokens[i];
        let first = self.fold(token.span);
        if let Some(symbol) = first {
            if self.pack.pieces.verbal.contains(&symbol)
                && let Some(next) = self.tokens.get(i + 1).filter(|t| t.kind == TokenKind::Word)
            {
                let span = token.span.cover(next.span);
                if let Some(joined) = self.fold(span)
                    && self.pack.lexicon.readings(joined).iter().any(|r| r.verb.is_some())
                {
                    words.push(self.known(span, i..i + 2, joined));
                    return i + 2;
                }
            }
            if let Some((joined, end)) = self.sequence(symbol, i) {
                let span = token.span.cover(self.tokens[end - 1].span);
                let word = match joined {
                    Some(joined) => self.known(span, i..end, joined),
                    None => self.derived(span, i..end),
                };
                words.push(word);
                return end;
            }
            if !self.pack.lexicon.readings(symbol).is_empty() {
                let mut word = self.known(token.span, i..i + 1, symbol);
                // A known word may also be another word with an ending («کاری»: effective, or some work).
                self.fold(token.span);
                let key = std::mem::take(&mut self.key);
                self.scratch.clear();
                self.pack.lexicon.derive(&key, &mut self.scratch);
                self.key = key;
                for reading in &self.scratch {
                    if !word.readings.iter().any(|r| r.pos == reading.pos) {
                        word.readings.push(*reading);
                    }
                }
                words.push(word);
                return i + 1;
            }
        }
        self.fold(token.span);
        let key = std::mem::take(&mut self.key);
        if self.part_auxiliary(&key, token.span, i, words) {
            self.key = key;
            return i + 1;
        }
        self.scratch.clear();
        self.pack.lexicon.derive(&key, &mut self.scratch);
        if self.scratch.is_empty() {
            let parted = self.part(&key, token.span, i, words);
            let guess = self.pack.lexicon.guess(&key);
            self.key = key;
            if parted {
                return i + 1;
            }
            let (pos, guessed) = guess.unwrap_or((self.pack.pieces.unknown.unwrap_or(Pos::X), Features::default()));
            let lemma = first.unwrap_or(self.unknown);
            let features = Features::UNKNOWN.with(guessed);
            let reading = Reading { pos, lemma, features, classes: Classes::default(), verb: None };
            let span = token.span;
            let readings = vec![reading];
            words.push(Word {
                span,
                tokens: i..i + 1,
                kind: token.kind,
                form: first,
                reading,
                readings,
                number: None,
                mark: None,
            });
        } else {
            self.key = key;
            self.prefer_written_ending(token.span);
            let readings = std::mem::take(&mut self.scratch);
            let reading = readings[0];
            let span = token.span;
            words.push(Word {
                span,
                tokens: i..i + 1,
                kind: token.kind,
                form: first,
                reading,
                readings,
                number: None,
                mark: None,
            });
        }
        i + 1
    }

    /// A joiner shows where the ending begins («نامه‌ای» is no form of «نام»): readings with that ending come first.
    fn prefer_written_ending(&mut self, span: Span) {
        let form = span.of(self.text);
        let Some(at) = form.rfind(|c| self.pack.orthography.is_joiner(c)).filter(|_| self.scratch.len() > 1) else {
            return;
        };
        self.key.clear();
        self.pack.orthography.fold_into(&form[at..], &mut self.key);
        let lexicon = &self.pack.lexicon;
        let key = &self.key;
        self.scratch.sort_by_key(|r| !lexicon.has_ending(key, r));
    }

    fn known(&self, span: Span, tokens: Range<usize>, form: Symbol) -> Word {
        let mut readings = self.pack.lexicon.readings(form).to_vec();
        let ezafe = self.pack.orthography.has_written_ezafe(span.of(self.text));
        if readings.is_empty() {
            readings = self.fixed(span, tokens.clone(), TokenKind::Word, Pos::Noun, None).readings;
        }
        if ezafe {
            for reading in &mut readings {
                reading.features = reading.features.with(Features::EZAFE);
            }
        }
        let number = self.pack.verbs.numerals.get(&form).copied();
        Word {
            span,
            tokens,
            kind: TokenKind::Word,
            form: Some(form),
            reading: readings[0],
            readings,
            number,
            mark: None,
        }
    }

    /// «توقیف شده»: written apart, the participle is a verb with its element, though the lexicon has the adjective.
    fn is_participle_apart(&mut self, joined: Symbol, last: Span) -> bool {
        // «به گفته», «به نوشته»: a preposition is no participle.
        let other = |r: &Reading| r.verb.is_some() || !r.pos.is_nominal() && r.pos != Pos::Adj;
        if self.pack.lexicon.readings(joined).iter().any(other) {
            return false;
        }
        let mut key = std::mem::take(&mut self.key);
        let participle = self.fold(last).is_some_and(|symbol| {
            let readings = self.pack.lexicon.readings(symbol);
            readings.iter().any(|r| r.verb.is_some_and(|v| v.tense == Tense::Participle))
        });
        std::mem::swap(&mut self.key, &mut key);
        participle
    }

    /// Whether a token by itself is a perfect.
    fn is_perfect(&mut self, span: Span) -> bool {
        let perfect = |r: &Reading| r.verb.is_some_and(|v| v.tense == Tense::Perfect);
        self.fold(span).is_some_and(|symbol| self.pack.lexicon.readings(symbol).iter().any(perfect))
    }

    /// A word with the readings in `scratch`, of which there is at least one.
    fn derived(&mut self, span: Span, tokens: Range<usize>) -> Word {
        let form = self.fold(span);
        let readings = std::mem::take(&mut self.scratch);
        let reading = readings[0];
        Word { span, tokens, kind: TokenKind::Word, form, reading, readings, number: None, mark: None }
    }

    /// The longest lexicon word of several tokens that begins at token `i`, and the token after it. Without a symbol it is
    /// such a word with an ending, whose readings are in `scratch`.
    fn sequence(&mut self, first: Symbol, i: usize) -> Option<(Option<Symbol>, usize)> {
        let mut node = self.pack.lexicon.sequence(first)?;
        let mut found = None;
        let mut end = i + 1;
        while node.prefix {
            let next = self.tokens.get(end).filter(|t| t.kind == TokenKind::Word)?;
            let span = self.tokens[i].span.cover(next.span);
            // Fold only the words: white space between them is no part of a key.
            self.key.clear();
            for token in &self.tokens[i..=end] {
                self.pack.orthography.fold_into(token.span.of(self.text), &mut self.key);
            }
            debug_assert!(span.end >= span.start);
            let following = self.pack.lexicon.symbols.get(&self.key).and_then(|s| {
                let node = self.pack.lexicon.sequence(s)?;
                Some((s, node))
            });
            let Some((symbol, following)) = following else {
                // «گفت وگوهای»: the last part carries an ending.
                self.scratch.clear();
                self.pack.lexicon.derive(&self.key, &mut self.scratch);
                let whole = |r: &Reading| self.pack.lexicon.sequence(r.lemma).is_some_and(|n| n.word);
                self.scratch.retain(whole);
                // «آسیب دیده‌اند»: a verb written apart is no ending of the adjective.
                let whole = !self.scratch.is_empty() && !self.is_perfect(next.span);
                return if whole { Some((None, end + 1)) } else { found };
            };
            node = following;
            end += 1;
            if node.word && !self.demonstrates(end) && !self.dates(end) && !self.is_participle_apart(symbol, next.span)
            {
                found = Some((Some(symbol), end));
            }
            if self.tokens.get(end).is_none_or(|t| t.kind != TokenKind::Word) {
                break;
            }
        }
        found
    }

    /// «به روز دوشنبه»: whether the token before `end` is a time that the weekday or month after it goes on with.
    fn dates(&mut self, end: usize) -> bool {
        let g = &self.pack.grammar;
        let Some(next) = self.tokens.get(end).filter(|t| t.kind == TokenKind::Word).map(|t| t.span) else {
            return false;
        };
        let last = self.tokens[end - 1].span;
        let saved = std::mem::take(&mut self.key);
        let is = |symbol: Option<Symbol>, classes: Classes| {
            symbol.is_some_and(|s| self.pack.lexicon.readings(s).first().is_some_and(|r| r.classes.meets(classes)))
        };
        let next = self.fold(next);
        let last = self.fold(last);
        let dates = is(next, g.weekday.with(g.month)) && is(last, g.time);
        self.key = saved;
        dates
    }

    /// Whether the token before `end` is a demonstrative with its noun after it («پس از آن | حادثه»): then no word of
    /// several tokens ends there.
    fn demonstrates(&mut self, end: usize) -> bool {
        let g = &self.pack.grammar;
        let Some(next) = self.tokens.get(end).filter(|t| t.kind == TokenKind::Word).map(|t| t.span) else {
            return false;
        };
        let last = self.tokens[end - 1].span;
        let saved = std::mem::take(&mut self.key);
        let demonstrative = self.fold(last).is_some_and(|s| {
            self.pack.lexicon.readings(s).iter().any(|r| r.pos == Pos::Det && r.classes.meets(g.demonstrative))
        });
        let noun = demonstrative
            && self
                .fold(next)
                .is_some_and(|s| self.pack.lexicon.readings(s).first().is_some_and(|r| r.pos == Pos::Noun));
        self.key = saved;
        noun
    }
}

/// Reads digits with inner marks. One mark before one or two digits, or before a number of digits other than three, is
/// a decimal point; marks before groups of three separate thousands.
pub(crate) fn number_value(form: &str, digit: impl Fn(char) -> Option<u32>) -> Option<f64> {
    let mut groups: Vec<String> = vec![String::new()];
    for c in form.chars() {
        if let Some(value) = digit(c) {
            groups.last_mut()?.push(char::from_digit(value, 10)?);
        } else if !c.is_alphanumeric() && groups.last().is_some_and(|g| !g.is_empty()) {
            groups.push(String::new());
        }
    }
    groups.retain(|g| !g.is_empty());
    let grouped = groups.len() > 1 && groups[1..].iter().all(|g| g.len() == 3);
    match groups.as_slice() {
        [] => None,
        [one] => one.parse().ok(),
        _ if grouped => groups.concat().parse().ok(),
        [whole, part] => format!("{whole}.{part}").parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::number_value;

    #[test]
    fn inner_marks_are_read_as_decimal_points_or_thousands() {
        let value = |s: &str| number_value(s, |c| c.to_digit(10));
        assert_eq!(value("3/5"), Some(3.5));
        assert_eq!(value("1,250,000"), Some(1_250_000.0));
        assert_eq!(value("1402/5/13"), None);
        assert_eq!(value("12"), Some(12.0));
    }
}
