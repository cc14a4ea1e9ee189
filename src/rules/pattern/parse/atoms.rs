//! The atoms of the pattern language, each read from its first character.

use super::super::Fault;
use super::super::syntax::{FeatureTest, Named, Node, NodeKind, Polarity};
use super::{Parser, is_blank, is_name, is_word};

impl Parser<'_> {
    /// One atom. `None` when a fault was recorded instead; at least one character has been taken then.
    pub(super) fn atom(&mut self) -> Option<Node> {
        let start = self.at;
        let kind = match self.peek()? {
            '"' => return self.literal(),
            '(' => return self.group(),
            '[' => self.features()?,
            '@' => {
                self.at += 1;
                NodeKind::List(self.name_after(start, "a list", "titles")?)
            }
            '<' => self.entity()?,
            '/' => self.regex()?,
            '.' => {
                self.at += 1;
                NodeKind::AnyToken
            }
            '^' => {
                self.at += 1;
                NodeKind::Start
            }
            '$' if self.eat("$$") => NodeKind::End,
            '$' => {
                self.at += 1;
                NodeKind::Reference(self.name_after(start, "a sub-pattern", "name")?)
            }
            '!' => {
                self.at += 1;
                self.skip();
                if matches!(self.peek(), None | Some('|' | ')')) {
                    let fault = Fault::new(start..start + 1, "`!` has nothing to negate");
                    self.report(fault.propose("write the token that must not stand here, as in `!word`"));
                    return None;
                }
                NodeKind::Not(Box::new(self.nested(start, Self::atom)?))
            }
            c if is_word(c) => self.word()?,
            _ => return self.unexpected(),
        };
        Some(Node { span: start..self.at, kind })
    }

    fn unexpected(&mut self) -> Option<Node> {
        let start = self.at;
        if self.quantifier().is_some() {
            self.eat("?");
            let text = &self.source[start..self.at];
            let fault = Fault::new(start..self.at, format!("`{text}` has nothing before it to repeat"));
            self.report(fault.propose(format!("write `\"{text}\"` for the characters themselves")));
            return None;
        }
        let character = self.peek()?;
        self.at += character.len_utf8();
        let fault = Fault::new(start..self.at, format!("unexpected `{character}`"));
        self.report(match character {
            ':' => {
                fault.propose("a capture is written `name:( … )`, without a space before `:`; the character is `\":\"`")
            }
            '\\' => fault.propose("only quoted words and regular expressions have escapes"),
            '\'' => fault.propose("quote words with `\"`"),
            _ => fault.propose(format!("write `\"{character}\"` for the character itself")),
        });
        None
    }

    /// A bare word or `lemma( … )`.
    fn word(&mut self) -> Option<NodeKind> {
        let start = self.at;
        let word = self.run(is_word).to_owned();
        if !self.rest().starts_with('(') {
            return Some(NodeKind::Word(word));
        }
        if word == "lemma" {
            return self.lemma(start);
        }
        if super::super::fault::nearest(&word, &["lemma".to_owned()]).is_some() {
            let fault = Fault::new(start..self.at, format!("there is no test `{word}( … )`"));
            self.report(fault.propose("did you mean `lemma( … )`? A word before a group needs a space between"));
        }
        Some(NodeKind::Word(word))
    }

    fn lemma(&mut self, start: usize) -> Option<NodeKind> {
        self.at += 1;
        let lemmas = self.values(is_word);
        self.skip();
        if !lemmas.is_empty() && self.eat(")") {
            return Some(NodeKind::Lemma(lemmas));
        }
        self.run(|c| c != ')' && c != '\n');
        self.eat(")");
        let fault = Fault::new(start..self.at, "a lemma is written `lemma(word)` or `lemma(word|word)`");
        self.report(fault.propose("quote what is not one bare word: `lemma(\"two words\")`"));
        None
    }

    /// `value|value|…`, each bare or quoted. Stops before what is neither; empty when the first is missing.
    fn values(&mut self, accepted: fn(char) -> bool) -> Vec<Named> {
        let mut values = Vec::new();
        loop {
            self.skip();
            let start = self.at;
            let name = if self.peek() == Some('"') {
                self.quoted().unwrap_or_default()
            } else {
                self.run(accepted).to_owned()
            };
            if name.trim().is_empty() {
                // A bar with nothing behind it is left standing, so that the caller reports it.
                self.at = start;
                return Vec::new();
            }
            values.push(Named { name, span: start..self.at });
            self.skip();
            if !self.eat("|") {
                return values;
            }
        }
    }

    /// The name behind a one-character sign.
    fn name_after(&mut self, start: usize, what: &str, example: &str) -> Option<String> {
        let name = self.run(is_name).to_owned();
        if !name.is_empty() {
            return Some(name);
        }
        let sign = &self.source[start..self.at];
        let fault = Fault::new(start..self.at, format!("`{sign}` must be followed by the name of {what}"));
        self.report(fault.propose(format!("write `{sign}{example}`, or `\"{sign}\"` for the character itself")));
        None
    }

    /// A quoted text as one word or as a sequence of words.
    fn literal(&mut self) -> Option<Node> {
        let start = self.at;
        let text = self.quoted()?;
        let span = start..self.at;
        let word = |word: &str| Node { span: span.clone(), kind: NodeKind::Word(word.to_owned()) };
        let mut words: Vec<Node> = text.split_whitespace().map(word).collect();
        match words.len() {
            0 => {
                self.report(Fault::new(span, "the quotes hold no word").propose("write `.` for any token"));
                None
            }
            1 => words.pop(),
            _ => Some(Node { span, kind: NodeKind::Sequence(words) }),
        }
    }

    /// The content of a quoted text, with `\"` and `\\` replaced.
    fn quoted(&mut self) -> Option<String> {
        let start = self.at;
        let mut text = String::new();
        let mut escaped = false;
        for (offset, c) in self.source[start + 1..].char_indices() {
            match c {
                '\n' => break,
                '"' | '\\' if escaped => {
                    text.push(c);
                    escaped = false;
                }
                '"' => {
                    self.at = start + 1 + offset + 1;
                    return Some(text);
                }
                '\\' => escaped = true,
                _ => {
                    if std::mem::take(&mut escaped) {
                        text.push('\\');
                    }
                    text.push(c);
                }
            }
        }
        self.run(|c| c != '\n');
        let fault = Fault::new(start..self.at, "the quote is not closed on this line");
        self.report(fault.propose("add `\"`; inside quotes it is written `\\\"`"));
        None
    }

    fn regex(&mut self) -> Option<NodeKind> {
        let start = self.at;
        let mut text = String::new();
        let mut escaped = false;
        for (offset, c) in self.source[start + 1..].char_indices() {
            match c {
                '\n' => break,
                '/' if !escaped => {
                    self.at = start + 1 + offset + 1;
                    if text.is_empty() {
                        let fault = Fault::new(start..self.at, "the regular expression is empty");
                        self.report(fault.propose("write `.` for any token"));
                        return None;
                    }
                    return Some(NodeKind::Regex(text));
                }
                '/' => {
                    text.pop();
                    text.push(c);
                }
                _ => text.push(c),
            }
            escaped = c == '\\' && !escaped;
        }
        self.run(|c| c != '\n');
        let fault = Fault::new(start..self.at, "the regular expression is not closed on this line");
        self.report(fault.propose("add `/`; inside it is written `\\/`"));
        None
    }

    /// `<Kind|Kind>`.
    fn entity(&mut self) -> Option<NodeKind> {
        let start = self.at;
        self.at += 1;
        let kinds = self.values(is_name);
        self.skip();
        if !kinds.is_empty() && self.eat(">") {
            return Some(NodeKind::Entity(kinds));
        }
        self.run(|c| is_name(c) || c == '|' || (is_blank(c) && c != '\n'));
        self.eat(">");
        let fault = Fault::new(start..self.at, "an entity is written `<Kind>` or `<Kind|Kind>`");
        self.report(fault.propose("write `\"<\"` for the character itself"));
        None
    }

    /// `[name=value|value & name!=value]`.
    fn features(&mut self) -> Option<NodeKind> {
        let start = self.at;
        self.at += 1;
        let mut tests = Vec::new();
        loop {
            self.skip();
            let Some(test) = self.feature() else { break };
            tests.push(test);
            self.skip();
            if self.eat("&") {
                continue;
            }
            if self.eat("]") {
                return Some(NodeKind::Features(tests));
            }
            break;
        }
        self.run(|c| c != ']' && c != '\n');
        self.eat("]");
        let fault = Fault::new(start..self.at, "a feature test is written `[name=value|value & name!=value]`");
        self.report(fault.propose("quote values with other characters; write `\"[\"` for the character itself"));
        None
    }

    fn feature(&mut self) -> Option<FeatureTest> {
        let start = self.at;
        let name = Named { name: self.run(is_name).to_owned(), span: start..self.at };
        self.skip();
        let polarity = if self.eat("!=") {
            Polarity::Negative
        } else if self.eat("=") {
            Polarity::Positive
        } else {
            return None;
        };
        let values = self.values(is_name);
        (!name.name.is_empty() && !values.is_empty()).then_some(FeatureTest { name, polarity, values })
    }
}
