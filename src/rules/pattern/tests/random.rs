//! Random patterns: no panic on anything, and the same matches as a matcher too simple to be wrong.

use proptest::prelude::*;

use super::*;

/// A pattern text from the pieces of the language in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "b",
        "می\u{200C}شود",
        " ",
        "(",
        ")",
        "|",
        "?",
        "*",
        "+",
        "{2}",
        "{1,}",
        "{",
        "}",
        "\"",
        "\"a b\"",
        "[",
        "]",
        "[pos=NOUN]",
        "pos=",
        "&",
        "!=",
        "@",
        "@titles",
        "<",
        ">",
        "<Person>",
        "/",
        "/a+/",
        "\\",
        ".",
        "x:",
        ":",
        "!",
        "(?=",
        "(?!",
        "(?<=",
        "(?<!",
        "(?",
        "$",
        "$$",
        "$sub",
        "^",
        "#",
        "\n",
        "lemma(",
        "lemma(a)",
        "،",
        "{3,1}",
        "۱",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A well-formed pattern over the words a, b and c, without captures.
fn well_formed(looks: bool) -> BoxedStrategy<String> {
    let atom = prop::sample::select(vec!["a", "b", "c", ".", "!a", "(a|b)", "@ab", "^", "$$", "/[ab]/"]);
    atom.prop_map(str::to_owned)
        .prop_recursive(5, 30, 4, move |inner| {
            let quantifier =
                prop::sample::select(vec!["?", "*", "+", "??", "*?", "+?", "{2}", "{1,2}", "{2,}?", "{0,2}"]);
            let look = prop::sample::select(vec!["(?=", "(?!", "(?<=", "(?<!"]);
            let sequence = prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.join(" "));
            let group = |text: String| format!("({text})");
            // A group around a group, so that conditions which take nothing may be repeated.
            let repeated = (inner.clone(), quantifier).prop_map(|(body, sign)| format!("({body} | b b){sign}"));
            let alternatives = prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| parts.join(" | "));
            if looks {
                let looked = (look, inner).prop_map(|(look, body)| format!("{look} {body})"));
                prop_oneof![sequence.prop_map(group), repeated, alternatives.prop_map(group), looked].boxed()
            } else {
                prop_oneof![sequence.prop_map(group), repeated, alternatives.prop_map(group)].boxed()
            }
        })
        .boxed()
}

/// All ends of matches from a start, the preferred first, by plain backtracking over the syntax tree.
struct Simple<'s> {
    words: Vec<&'s str>,
    budget: std::cell::Cell<u32>,
}

impl Simple<'_> {
    /// Calls `then` with each end in order of preference until it answers true.
    fn ends(&self, node: &Node, at: usize, then: &mut dyn FnMut(usize) -> bool) -> bool {
        if self.budget.get() == 0 {
            return true;
        }
        self.budget.set(self.budget.get() - 1);
        let word = self.words.get(at).copied();
        let is = |test: &dyn Fn(&str) -> bool| word.is_some_and(test);
        match &node.kind {
            NodeKind::Word(wanted) => is(&|word| word == wanted) && then(at + 1),
            NodeKind::AnyToken => is(&|_| true) && then(at + 1),
            NodeKind::Not(_) => is(&|word| word != "a") && then(at + 1),
            NodeKind::Regex(_) => is(&|word| word != "c") && then(at + 1),
            NodeKind::List(_) => {
                (self.words[at..].starts_with(&["a", "b"]) && then(at + 2)) || (is(&|word| word == "a") && then(at + 1))
            }
            NodeKind::Start => at == 0 && then(at),
            NodeKind::End => at == self.words.len() && then(at),
            NodeKind::Sequence(parts) => self.sequence(parts, at, then),
            NodeKind::Alternation(parts) => parts.iter().any(|part| self.ends(part, at, then)),
            NodeKind::Repeat { body, min, max, greed } => self.repeat(body, (*min, *max, *greed), at, then),
            NodeKind::Look { direction, polarity, body } => {
                let found = match direction {
                    Direction::Ahead => self.ends(body, at, &mut |_| true),
                    Direction::Behind => (0..=at).any(|start| self.ends(body, start, &mut |end| end == at)),
                };
                (found == (*polarity == Polarity::Positive)) && then(at)
            }
            other => unreachable!("{other:?} is not generated"),
        }
    }

    fn sequence(&self, parts: &[Node], at: usize, then: &mut dyn FnMut(usize) -> bool) -> bool {
        match parts.split_first() {
            None => then(at),
            Some((first, rest)) => self.ends(first, at, &mut |end| self.sequence(rest, end, then)),
        }
    }

    fn repeat(
        &self,
        body: &Node,
        (min, max, greed): (u32, Option<u32>, Greed),
        at: usize,
        then: &mut dyn FnMut(usize) -> bool,
    ) -> bool {
        let left = max.map(|max| max.saturating_sub(1));
        let round = |then: &mut dyn FnMut(usize) -> bool| {
            max != Some(0)
                && self.ends(body, at, &mut |end| {
                    // In a loop without end, a round beyond the obligatory ones that takes nothing is no round.
                    (end > at || min > 0 || max.is_some())
                        && self.repeat(body, (min.saturating_sub(1), left, greed), end, then)
                })
        };
        if min > 0 {
            return round(then);
        }
        match greed {
            Greed::Greedy => round(then) || then(at),
            Greed::Lazy => then(at) || round(then),
        }
    }
}

/// Whether a loop without end holds a lazy body that may take nothing. Which rounds are preferred there has no one
/// answer: the automaton gives up a round as soon as it has come nowhere, plain backtracking goes on inside it.
fn is_matter_of_taste(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Repeat { body, max, .. } => {
            (max.is_none() && may_be_empty(body) && is_lazy(body)) || is_matter_of_taste(body)
        }
        NodeKind::Sequence(parts) | NodeKind::Alternation(parts) => parts.iter().any(is_matter_of_taste),
        _ => false,
    }
}

fn is_lazy(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Repeat { body, greed, .. } => *greed == Greed::Lazy || is_lazy(body),
        NodeKind::Sequence(parts) | NodeKind::Alternation(parts) => parts.iter().any(is_lazy),
        _ => false,
    }
}

fn may_be_empty(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Start | NodeKind::End | NodeKind::Look { .. } => true,
        NodeKind::Repeat { body, min, .. } => *min == 0 || may_be_empty(body),
        NodeKind::Sequence(parts) => parts.iter().all(may_be_empty),
        NodeKind::Alternation(parts) => parts.iter().any(may_be_empty),
        _ => false,
    }
}

fn compare(source: &str, words: &[&str]) -> Result<(), TestCaseError> {
    let mut world = World::new();
    world.lists.insert("ab", vec!["a", "a b"]);
    let Ok(syntax) = parse(source) else { return Ok(()) };
    let Ok(pattern) = compile(&syntax, &world) else { return Ok(()) };
    let sentence = world.sentence(&words.join(" "));
    let simple = Simple { words: words.to_vec(), budget: std::cell::Cell::new(0) };
    let mut scratch = Scratch::default();
    let mut all = Vec::new();
    let mut free = 0;
    for start in 0..=words.len() {
        simple.budget.set(50_000);
        let mut expected = None;
        simple.ends(syntax.root(), start, &mut |end| {
            expected = Some(end);
            true
        });
        if simple.budget.get() == 0 {
            return Ok(());
        }
        let found = pattern.find_at(&sentence, start, &mut scratch).map(|found| found.span.end);
        prop_assert_eq!(found.is_some(), expected.is_some(), "{} at {} in {:?}", source, start, words);
        if is_matter_of_taste(syntax.root()) {
            continue;
        }
        prop_assert_eq!(found, expected, "{} at {} in {:?}", source, start, words);
        if let Some(end) = found.filter(|end| *end > start && start >= free) {
            all.push(start..end);
            free = end;
        }
        let mut set = [0];
        if start < words.len() {
            Starts::new(&[&pattern]).at(&sentence, start, &mut set);
        }
        let wrong_trigger = found.is_some() && pattern.first_tests().is_some() && set[0] == 0;
        prop_assert!(!wrong_trigger, "{} matches at {} in {:?} without its trigger", source, start, words);
    }
    if !is_matter_of_taste(syntax.root()) {
        let found = pattern.find_all(&sentence, &mut scratch);
        prop_assert_eq!(found.into_iter().map(|found| found.span).collect::<Vec<_>>(), all, "{}", source);
    }
    Ok(())
}

fn words() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(vec!["a", "b", "c"]), 0..9)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_parsing_or_compiling_panic(source in "\\PC{0,60}") {
        check_spans(&source);
    }

    #[test]
    fn no_order_of_pieces_makes_anything_panic(source in pieces()) {
        check_spans(&source);
    }

    #[test]
    fn matches_are_those_of_plain_backtracking(source in well_formed(false), words in words()) {
        compare(&source, &words)?;
    }

    #[test]
    fn matches_with_look_around_are_those_of_plain_backtracking(source in well_formed(true), words in words()) {
        compare(&source, &words)?;
    }
}

/// Parses, compiles and runs; every fault must lie on character boundaries.
fn check_spans(source: &str) {
    let world = World::new().with("sub", "a | @titles b");
    for fault in faults(&world, source) {
        assert!(source.get(fault.span.clone()).is_some(), "{source:?}: {fault:?}");
    }
    if let Some(pattern) = parse(source).ok().and_then(|syntax| compile(&syntax, &world).ok()) {
        let sentence = world.sentence("a b a می\u{200C}شود prime minister b").mention(0..2, "Person");
        pattern.find_all(&sentence, &mut Scratch::default());
    }
}
