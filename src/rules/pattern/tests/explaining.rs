//! How far a pattern came, what it wanted there, and that telling it costs no step.

use super::*;

/// The furthest attempt in a sentence as `start..at: items`.
fn furthest(world: &World, source: &str, sentence: &Sentence) -> Option<String> {
    let pattern = world.pattern(source);
    let (_, attempt) = pattern.explain_among(sentence, 0..sentence.len(), &mut Scratch::default());
    let attempt = attempt?;
    let item = |item: &Item| {
        let written = &source[item.span.0..item.span.1];
        let told = match &item.inside {
            None => written.to_owned(),
            Some(inside) => {
                let text = world.subpatterns[inside.sub.as_str()].source();
                format!("{written}={}", &text[inside.span.0..inside.span.1])
            }
        };
        if item.condition == Condition::Token { told } else { format!("{told} {:?}", item.condition) }
    };
    let wanted: Vec<String> = attempt.wanted.iter().map(item).collect();
    Some(format!("{}..{}: {}", attempt.start, attempt.at, wanted.join(", ")))
}

/// The same of a sentence of bare words.
fn stopped(source: &str, text: &str) -> String {
    let world = World::new();
    furthest(&world, source, &world.sentence(text)).unwrap_or_default()
}

#[test]
fn the_furthest_attempt_of_the_sentence_names_what_was_wanted() {
    assert_eq!(stopped("a b (c d | e)", "x a b c x"), "1..4: d");
    assert_eq!(stopped("a b c", "a x a b x"), "2..4: c");
    assert_eq!(stopped("a b c", "a b a b"), "0..2: c");
    assert_eq!(stopped("a b c", "x a b"), "1..3: c");
}

#[test]
fn all_that_could_have_gone_on_is_wanted() {
    assert_eq!(stopped("a b? (c | d e)", "a x"), "0..1: b, c, d");
    assert_eq!(stopped("a x+ b", "a x x c"), "0..3: x, b");
    assert_eq!(stopped("a (b | c | d | e)", "a x"), "0..1: b | c | d | e");
    // From four on they are found by a table; the beginning of a capture has no place of its own.
    assert_eq!(stopped("a (x:b q | x:c q | d q | e q)", "a x"), "0..1: b q | x:c q | d q | e");
}

#[test]
fn a_condition_that_fails_is_named_as_such() {
    assert_eq!(stopped("a (?= b) .", "x a c"), "1..2: (?= b) Follows");
    assert_eq!(stopped("a (?! b | c)", "x a c"), "1..2: (?! b | c) DoesNotFollow");
    assert_eq!(stopped("(?<= b) a", "x a"), "1..1: (?<= b) Precedes");
    assert_eq!(stopped("(?<! x | y z) a b", "x a b"), "1..1: (?<! x | y z) DoesNotPrecede");
    assert_eq!(stopped("^ a", "x a"), "1..1: ^ Start");
    assert_eq!(stopped("a $$", "a x"), "0..1: $$ End");
    // Before the first word only those count that a word waits behind.
    assert_eq!(stopped("(?<= b) a | (?<= c) d | e", "x a"), "1..1: (?<= b) Precedes");
    assert_eq!(stopped("(?<= b) (a+ | d)", "x x"), "");
    assert_eq!(stopped("^ (b | <Person> | @months c)", "x may"), "1..1: ^ Start");
}

#[test]
fn a_part_of_a_sub_pattern_has_the_place_of_its_use_and_its_own() {
    let world = World::new().with("end", "c | d $more").with("more", "e f");
    let told = |text: &str| furthest(&world, "a $end", &world.sentence(text));
    assert_eq!(told("a x").as_deref(), Some("0..1: $end=c, $end=d"));
    assert_eq!(told("a d e x").as_deref(), Some("0..3: $end=f"));
}

#[test]
fn a_pattern_that_matches_everywhere_it_begins_has_no_attempt() {
    let world = World::new();
    assert_eq!(furthest(&world, "a b", &world.sentence("a b")), None);
    let (found, attempt) =
        world.pattern("a b").explain_among(&world.sentence("a b a b"), [0, 2], &mut Scratch::default());
    assert_eq!((found.len(), attempt), (2, None));
}

#[test]
fn an_attempt_after_a_match_is_told_beside_it() {
    let world = World::new();
    let (found, attempt) =
        world.pattern("a b").explain_among(&world.sentence("a b a x"), [0, 2], &mut Scratch::default());
    let attempt = attempt.expect("the second start fails");
    assert_eq!((found.len(), attempt.start, attempt.at), (1, 2, 3));
}

#[test]
fn a_pattern_that_does_not_begin_can_say_with_what_it_would() {
    let world = World::new();
    let first = |source: &str| {
        let items = world.pattern(source).first_items();
        items.iter().map(|item| source[item.span.0..item.span.1].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(first("(?<! x) a? (b | <Person> c) d"), ["a", "b", "<Person>"]);
    assert_eq!(first("(?= a) ."), ["(?= a)", "."]);
    assert_eq!(furthest(&world, "a b", &world.sentence("x y")), None);
}

#[test]
fn explaining_finds_the_same_in_time_linear_in_the_tokens() {
    let mut world = World::new();
    world.lists.insert("runs", vec!["a", "a a", "a a a"]);
    for source in [
        "((a* )*)*b",
        "(a+ | a a)+ (a | a)* b",
        "a{0,30} a{30} b",
        "a (?= (a* c?)* b)",
        "(?<= b a* a*) a (?= .* (?<= c .*) b)",
        "(@runs+ @runs)* b",
        "a (a* b)?",
        "(?<= b) (a | (?<= c) (a? b?)*) a",
    ] {
        let pattern = world.pattern(source);
        let mut scratch = Scratch::default();
        let mut steps = |length: usize| {
            let sentence = world.sentence(&"a ".repeat(length));
            let found = pattern.find_all(&sentence, &mut scratch);
            let plain = scratch.steps();
            let (explained, _) = pattern.explain_among(&sentence, 0..length, &mut scratch);
            assert_eq!(explained, found, "{source}");
            // Besides the search it looks once behind the conditions before the first token, at each.
            let most = plain + 3 * (pattern.states() * length) as u64;
            assert!(scratch.steps() <= most, "{source}: {plain} steps, explained in {}", scratch.steps());
            scratch.steps()
        };
        let (once, twice) = (steps(500), steps(1000));
        assert!(10 * twice <= 21 * once, "{source}: {once} steps, then {twice}");
    }
}
