//! From the text of a pattern to its syntax tree, by recursive descent over characters.
//!
//! Parsing goes on after a fault, so that an author sees all of them at once.
//! Single atoms are read in [`atoms`]; this file holds what combines them.

use std::ops::Range;

use super::Fault;
use super::syntax::{Direction, Greed, Node, NodeKind, Polarity, Syntax};

mod atoms;

/// Groups may be nested this deep.
const MAX_DEPTH: usize = 64;
/// The largest number in `{n,m}`.
const MAX_COUNT: u32 = 1000;
/// After so many faults the rest is not worth reading.
const MAX_FAULTS: usize = 50;

/// Parses the text of a pattern.
///
/// # Errors
/// All faults found, in the order of their places; the list is never empty.
pub fn parse(source: &str) -> Result<Syntax, Vec<Fault>> {
    let mut parser = Parser { source, at: 0, depth: 0, abandoned: false, faults: Vec::new() };
    let root = parser.pattern();
    if parser.faults.is_empty() {
        return Ok(Syntax { source: source.to_owned(), root });
    }
    parser.faults.sort_by_key(|fault| fault.span.start);
    Err(parser.faults)
}

struct Parser<'s> {
    source: &'s str,
    at: usize,
    depth: usize,
    /// Set when reading on makes no sense; no further fault is recorded.
    abandoned: bool,
    faults: Vec<Fault>,
}

/// The characters of bare words, feature values and names.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '\u{200C}' || c == '\u{200D}'
}

/// The characters of the names of captures, lists, kinds and sub-patterns.
fn is_name(c: char) -> bool {
    is_word(c) || c == '_' || c == '-'
}

/// White space and the invisible marks that editors put into right-to-left text.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// Takes the longest run of such characters.
    fn run(&mut self, accepted: impl Fn(char) -> bool) -> &str {
        let start = self.at;
        self.at += self.rest().find(|c| !accepted(c)).unwrap_or(self.rest().len());
        &self.source[start..self.at]
    }

    /// Skips white space and comments.
    fn skip(&mut self) {
        loop {
            self.run(is_blank);
            if !self.rest().starts_with('#') {
                return;
            }
            self.run(|c| c != '\n');
        }
    }

    fn report(&mut self, fault: Fault) {
        if self.abandoned {
            return;
        }
        self.faults.push(fault);
        if self.faults.len() >= MAX_FAULTS {
            self.abandon();
        }
    }

    fn abandon(&mut self) {
        self.abandoned = true;
        self.at = self.source.len();
    }

    fn pattern(&mut self) -> Node {
        let mut root = self.alternation();
        while self.at < self.source.len() {
            // Only a closing parenthesis stops an alternation before the end.
            let start = self.at;
            self.at += 1;
            self.report(
                Fault::new(start..self.at, "`)` closes no group")
                    .propose("remove it, or write `\")\"` for the character itself"),
            );
            let more = self.alternation();
            root = Node { span: root.span.start..more.span.end, kind: NodeKind::Sequence(vec![root, more]) };
        }
        if root.kind == NodeKind::Empty && self.faults.is_empty() {
            self.report(Fault::new(0..self.source.len(), "the pattern is empty"));
        }
        root
    }

    /// Everything up to the end or to a `)`, which is left standing.
    fn alternation(&mut self) -> Node {
        self.skip();
        let start = self.at;
        let mut branches = Vec::new();
        let mut bar: Option<Range<usize>> = None;
        loop {
            let faults = self.faults.len();
            let branch = self.sequence();
            let empty = branch.kind == NodeKind::Empty && self.faults.len() == faults;
            branches.push(branch);
            let here = self.at;
            let more = self.eat("|");
            if empty && let Some(bar) = bar.clone().or_else(|| more.then_some(here..self.at)) {
                let fault = Fault::new(bar, "one side of `|` is empty");
                self.report(fault.propose("write `( … )?` for what may be missing"));
            }
            if !more {
                break;
            }
            bar = Some(here..self.at);
        }
        let span = start..branches.last().map_or(start, |last| last.span.end);
        match branches.len() {
            1 => branches.swap_remove(0),
            _ => Node { span, kind: NodeKind::Alternation(branches) },
        }
    }

    fn sequence(&mut self) -> Node {
        self.skip();
        let start = self.at;
        let mut nodes = Vec::new();
        loop {
            self.skip();
            if matches!(self.peek(), None | Some('|' | ')')) {
                break;
            }
            nodes.extend(self.repeated());
        }
        match nodes.len() {
            0 => Node { span: start..start, kind: NodeKind::Empty },
            1 => nodes.swap_remove(0),
            _ => {
                let span = nodes[0].span.start..nodes[nodes.len() - 1].span.end;
                Node { span, kind: NodeKind::Sequence(nodes) }
            }
        }
    }

    /// An atom with the repetition behind it and the capture name before it.
    fn repeated(&mut self) -> Option<Node> {
        let start = self.at;
        if let Some(name) = self.capture_name() {
            self.skip();
            if matches!(self.peek(), None | Some('|' | ')')) {
                let span = start..start + name.len() + 1;
                self.report(Fault::new(span, format!("the capture `{name}:` has nothing to capture")));
                return None;
            }
            let body = Box::new(self.nested(start, Self::repeated)?);
            return Some(Node { span: start..body.span.end, kind: NodeKind::Capture { name, body } });
        }
        let atom = self.atom();
        let before = self.at;
        self.skip();
        let quantifier_start = self.at;
        let Some((min, max)) = self.quantifier() else {
            self.at = self.at.max(before);
            return atom;
        };
        let greed = if self.eat("?") { Greed::Lazy } else { Greed::Greedy };
        let end = self.at;
        self.refuse_second_quantifier(quantifier_start);
        let body = atom?;
        if matches!(body.kind, NodeKind::Look { .. } | NodeKind::Start | NodeKind::End) {
            let fault = Fault::new(quantifier_start..end, "a condition that takes no token cannot be repeated");
            self.report(fault.propose("remove the repetition"));
        }
        Some(Node { span: start..end, kind: NodeKind::Repeat { body: Box::new(body), min, max, greed } })
    }

    fn refuse_second_quantifier(&mut self, first: usize) {
        let end = self.at;
        self.skip();
        if matches!(self.peek(), Some('?' | '*' | '+' | '{')) {
            let text = self.source[first..end].to_owned();
            let second = self.at;
            if self.quantifier().is_none() {
                self.run(|c| c == '{');
            }
            let fault = Fault::new(second..self.at, format!("`{text}` is followed by a second repetition"));
            self.report(fault.propose("group the inner one: `(a+)?`; a lazy `+?` is written without a space"));
        }
    }

    /// Runs a step of the descent one level deeper, or gives up when that is too deep.
    fn nested<T>(&mut self, from: usize, step: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth >= MAX_DEPTH {
            let fault = Fault::new(from..self.at, format!("more than {MAX_DEPTH} groups are nested"));
            self.report(fault.propose("take a part out into a sub-pattern and write its `$name` here"));
            self.abandon();
            return None;
        }
        self.depth += 1;
        let result = step(self);
        self.depth -= 1;
        result
    }

    /// `name:` if that stands here.
    fn capture_name(&mut self) -> Option<String> {
        let start = self.at;
        let name = self.run(is_name).to_owned();
        if !name.is_empty() && self.eat(":") {
            return Some(name);
        }
        self.at = start;
        None
    }

    /// A repetition without the mark of laziness. Says nothing and takes nothing when none stands here.
    fn quantifier(&mut self) -> Option<(u32, Option<u32>)> {
        let start = self.at;
        let bounds = match self.peek()? {
            '?' => (0, Some(1)),
            '*' => (0, None),
            '+' => (1, None),
            '{' => return Some(self.braces()),
            _ => return None,
        };
        self.at = start + 1;
        Some(bounds)
    }

    /// `{n}`, `{n,}` or `{n,m}`. A faulty one counts as `{1}`.
    fn braces(&mut self) -> (u32, Option<u32>) {
        let start = self.at;
        self.at += 1;
        let min = self.number();
        self.run(is_blank);
        let comma = self.eat(",");
        let max = if comma { self.number() } else { min };
        self.run(is_blank);
        let open_ended = comma && max.is_none();
        if min.is_none() || !self.eat("}") {
            self.run(|c| !matches!(c, '}' | '\n' | ')' | '|'));
            self.eat("}");
            let fault = Fault::new(start..self.at, "a repetition is written `{n}`, `{n,}` or `{n,m}`");
            self.report(fault.propose("write the brace itself as `\"{\"`"));
            return (1, Some(1));
        }
        let min = min.unwrap_or_default();
        let span = start..self.at;
        if min > MAX_COUNT || max.is_some_and(|max| max > MAX_COUNT) {
            self.report(Fault::new(span, format!("a repetition counts to {MAX_COUNT} at most")));
            return (1, Some(1));
        }
        match max {
            _ if open_ended => (min, None),
            Some(max) if max < min => {
                let fault = Fault::new(span, format!("{{{min},{max}}} has its bounds in the wrong order"));
                self.report(fault.propose(format!("write `{{{max},{min}}}`")));
                (1, Some(1))
            }
            Some(0) => {
                let fault = Fault::new(span, "a repetition of zero times matches nothing");
                self.report(fault.propose("remove the part, or write `?` for what may be missing"));
                (1, Some(1))
            }
            max => (min, max),
        }
    }

    /// A number in ASCII digits; one too long is a very large one.
    fn number(&mut self) -> Option<u32> {
        self.run(is_blank);
        let digits = self.run(|c| c.is_ascii_digit());
        if digits.is_empty() { None } else { Some(digits.parse().unwrap_or(u32::MAX)) }
    }

    /// A group or a look-around; the `(` stands here.
    fn group(&mut self) -> Option<Node> {
        let start = self.at;
        self.at += 1;
        let look = self.look_head(start)?;
        let head = start..self.at;
        let faults = self.faults.len();
        let body = self.nested(start, |parser| Some(parser.alternation()))?;
        if !self.eat(")") {
            let fault = Fault::new(head, "this group is never closed");
            self.report(fault.propose("add `)`, or write `\"(\"` for the character itself"));
            return Some(body);
        }
        let span = start..self.at;
        if body.kind == NodeKind::Empty && self.faults.len() == faults {
            self.report(Fault::new(span, "the group is empty"));
            return None;
        }
        Some(match look {
            None => Node { span, kind: body.kind },
            Some((direction, polarity)) => {
                Node { span, kind: NodeKind::Look { direction, polarity, body: Box::new(body) } }
            }
        })
    }

    /// What stands between `(` and the expression: nothing, or the sign of a look-around.
    #[expect(clippy::option_option, reason = "the outer option is whether reading goes on, the inner whether to look")]
    fn look_head(&mut self, start: usize) -> Option<Option<(Direction, Polarity)>> {
        if !self.rest().starts_with('?') {
            return Some(None);
        }
        for (sign, direction, polarity) in [
            ("?=", Direction::Ahead, Polarity::Positive),
            ("?!", Direction::Ahead, Polarity::Negative),
            ("?<=", Direction::Behind, Polarity::Positive),
            ("?<!", Direction::Behind, Polarity::Negative),
        ] {
            if self.eat(sign) {
                return Some(Some((direction, polarity)));
            }
        }
        if self.eat("?:") {
            let fault = Fault::new(start..self.at, "`(?:` is not needed: a group captures only when it has a name");
            self.report(fault.propose("write `(`"));
            return Some(None);
        }
        let named = self.at;
        self.at += usize::from(self.rest().starts_with("?P")) + 1;
        if self.eat("<") {
            let name = self.run(is_name).to_owned();
            if self.eat(">") {
                let fault = Fault::new(start..self.at, "captures are written with a name before the group");
                self.report(fault.propose(format!("write `{name}:(`")));
                return Some(None);
            }
        }
        self.at = named + 1;
        self.run(|c| matches!(c, '<' | '>' | '|' | '#'));
        let fault = Fault::new(start..self.at, "`(?` begins no known group");
        self.report(fault.propose("look-around is written `(?= … )`, `(?! … )`, `(?<= … )`, `(?<! … )`"));
        Some(None)
    }
}
