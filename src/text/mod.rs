//! Stage `text`: an article's characters become sentences of tokens, each with its span in the original text.
//!
//! Nothing is rewritten. A token is a run of word characters (joiners and marks inside) or one other mark; a number
//! keeps its inner marks («۱۲٫۵»). The next stage, `analysis`, decides which tokens make one word.

use crate::rules::{CharacterClass, Orthography};

use crate::span::Span;
use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with digits.
    Word,
    /// Digits, with their inner marks.
    Number,
    /// Punctuation or another mark.
    Mark,
}

/// The smallest unit of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Whether white space stands before it.
    pub space_before: bool,
}

/// Sentences and tokens of one text.
#[derive(Debug, Clone, Default)]
pub struct Sentences {
    /// All tokens in text order.
    pub tokens: Vec<Token>,
    /// Token ranges of the sentences. Every token is in exactly one.
    pub sentences: Vec<Range<usize>>,
}

impl Sentences {
    /// Tokens of sentence `n`.
    ///
    /// # Panics
    /// When there is no such sentence.
    #[must_use]
    pub fn tokens_of(&self, n: usize) -> &[Token] {
        &self.tokens[self.sentences[n].clone()]
    }

    /// Where sentence `n` stands in the text.
    ///
    /// # Panics
    /// When there is no such sentence.
    #[must_use]
    pub fn span_of(&self, n: usize) -> Span {
        let tokens = self.tokens_of(n);
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        }
    }
}

/// Splits a text into sentences of tokens.
///
/// ```
/// # use khabar::rules::Pack;
/// # let pack = Pack::embedded()?;
/// let text = "وزیر کشور به هرات سفر کرد. او بازگشت.";
/// let found = khabar::text::sentences(text, &pack.orthography);
/// assert_eq!(found.sentences.len(), 2);
/// assert_eq!(found.span_of(1).of(text), "او بازگشت.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn sentences(text: &str, orthography: &Orthography) -> Sentences {
    let mut out = Sentences::default();
    let mut sentence_start = 0;
    let mut space_before = true;
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        match orthography.class(c) {
            CharacterClass::Space => {
                space_before = true;
                if c == '\n' {
                    close_sentence(&mut out, &mut sentence_start);
                }
                continue;
            }
            CharacterClass::Word => {
                let mut end = start + c.len_utf8();
                let mut digits_only = orthography.digit(c).is_some();
                let mut last = c;
                while let Some((at, next)) = rest.peek().copied() {
                    let class = orthography.class(next);
                    let inside_number = class == CharacterClass::Mark
                        && orthography.joins_digits(next)
                        && orthography.digit(last).is_some()
                        && digits_only
                        && text[at + next.len_utf8()..].chars().next().is_some_and(|n| orthography.digit(n).is_some());
                    if class != CharacterClass::Word && !inside_number {
                        break;
                    }
                    if class == CharacterClass::Word && !orthography.is_deleted(next) {
                        digits_only &= orthography.digit(next).is_some();
                    }
                    last = next;
                    end = at + next.len_utf8();
                    rest.next();
                }
                let kind = if digits_only { TokenKind::Number } else { TokenKind::Word };
                // Marks that leave no trace (direction marks, a lone joiner) are no token when nothing else is there.
                if text[start..end].chars().all(|c| orthography.is_deleted(c)) {
                    space_before = true;
                    continue;
                }
                let span = trim(text, Span::new(start, end), orthography);
                out.tokens.push(Token { span, kind, space_before });
            }
            CharacterClass::Mark => {
                let span = Span::new(start, start + c.len_utf8());
                out.tokens.push(Token { span, kind: TokenKind::Mark, space_before });
                if orthography.ends_sentence(c) && ends_here(text, &out, sentence_start, span, orthography) {
                    while let Some((at, next)) = rest.peek().copied() {
                        if !orthography.closes(next) && !orthography.ends_sentence(next) {
                            break;
                        }
                        let span = Span::new(at, at + next.len_utf8());
                        out.tokens.push(Token { span, kind: TokenKind::Mark, space_before: false });
                        rest.next();
                    }
                    close_sentence(&mut out, &mut sentence_start);
                    space_before = true;
                    continue;
                }
            }
        }
        space_before = false;
    }
    close_sentence(&mut out, &mut sentence_start);
    out
}

/// Takes invisible characters off both ends of a token, so that a span begins and ends at a letter or mark.
fn trim(text: &str, span: Span, orthography: &Orthography) -> Span {
    let invisible =
        |c: char| orthography.is_joiner(c) || (orthography.is_deleted(c) && !c.is_alphanumeric() && !is_sign(c));
    let form = span.of(text);
    let left = form.len() - form.trim_start_matches(invisible).len();
    let right = form.trim_end_matches(invisible).len();
    if left >= right { span } else { Span::new(span.start + left, span.start + right) }
}

/// Vowel signs and other combining marks are part of the written word; direction marks are not.
const fn is_sign(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36F | 0x600..=0x61B | 0x61D..=0x6FF)
}

fn close_sentence(out: &mut Sentences, start: &mut usize) {
    if out.tokens.len() > *start {
        out.sentences.push(*start..out.tokens.len());
        *start = out.tokens.len();
    }
}

/// Whether the end mark that was just pushed ends the sentence.
fn ends_here(text: &str, out: &Sentences, sentence_start: usize, mark: Span, orthography: &Orthography) -> bool {
    let after = &text[mark.end..];
    let next = after.chars().find(|c| !orthography.closes(*c) && !orthography.ends_sentence(*c));
    let before = out.tokens[sentence_start..].iter().rev().nth(1);
    let full_stop = mark.of(text) == ".";
    match next {
        None => true,
        Some(c) if c.is_whitespace() => {
            !(full_stop
                && before.is_some_and(|t| t.kind == TokenKind::Word && orthography.is_abbreviation(t.span.of(text))))
        }
        // A stop glued to the next word («کرد.وی») ends the sentence when whole words stand on both sides.
        Some(c) => {
            let long = |form: &str| form.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !form.is_ascii();
            let following: &str =
                after.split(|c: char| orthography.class(c) != CharacterClass::Word).next().unwrap_or("");
            c.is_alphabetic()
                && before.is_some_and(|t| t.span.end == mark.start && long(t.span.of(text)))
                && long(following)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fault::Faults;
    use crate::rules::files::RuleFiles;
    use proptest::prelude::*;

    fn persian() -> Orthography {
        let mut faults = Faults::default();
        let text = RuleFiles::embedded_file("fa/orthography.toml").unwrap();
        let made = Orthography::load("orthography.toml", text, &mut faults);
        assert!(faults.all().is_empty(), "{faults:?}");
        made
    }

    fn split(text: &str) -> Vec<Vec<&str>> {
        let made = sentences(text, &persian());
        (0..made.sentences.len()).map(|n| made.tokens_of(n).iter().map(|t| t.span.of(text)).collect()).collect()
    }

    #[test]
    fn spellings_of_one_word_have_one_key() {
        let o = persian();
        for (a, b) in [
            ("شده\u{200c}اند", "شدهاند"),
            ("كتاب عربي", "کتاب عربی"),
            ("مسؤول", "مسوول"),
            ("تأکید", "تاکید"),
            ("امضاء", "امضا"),
            ("۱۴۰۳", "١٤٠٣"),
            ("حملهٔ", "حمله"),
        ] {
            assert_eq!(o.key(a), o.key(b), "{a} {b}");
        }
        assert_ne!(o.key("آن"), o.key("ان"));
    }

    #[test]
    fn sentences_end_at_stops_and_line_ends_but_not_inside_numbers_or_after_abbreviations() {
        assert_eq!(split("نرخ ۳.۵ درصد شد. او رفت؟ بله!\nسال ۳۲۰ ق.م. بود").len(), 4);
        assert_eq!(split("کرد.وی گفت").len(), 2);
        assert_eq!(split("گفت: «آمد.» و رفت.").len(), 2);
    }

    #[test]
    fn numbers_keep_their_inner_marks() {
        assert_eq!(split("۱۲٫۵ و ۱۴۰۲/۵/۱۳، ۷"), [["۱۲٫۵", "و", "۱۴۰۲/۵/۱۳", "،", "۷"]]);
    }

    proptest! {
        #[test]
        fn tokens_are_slices_of_the_text_in_order_and_cover_all_that_is_visible(
            text in "[ ءآابپتسشعکگهیي0-9۰-۹.،؟«»()\\-\n\u{200c}\u{200f}\u{64b}a-z]{0,120}"
        ) {
            let o = persian();
            let made = sentences(&text, &o);
            let mut at = 0;
            for token in &made.tokens {
                prop_assert!(token.span.start >= at && token.span.end > token.span.start);
                prop_assert!(text.get(token.span.start..token.span.end).is_some());
                prop_assert!(text[at..token.span.start].chars().all(|c| c.is_whitespace() || o.is_deleted(c)));
                at = token.span.end;
            }
            prop_assert!(text[at..].chars().all(|c| c.is_whitespace() || o.is_deleted(c)));
            let covered: usize = made.sentences.iter().map(ExactSizeIterator::len).sum();
            prop_assert_eq!(covered, made.tokens.len());
        }
    }
}
