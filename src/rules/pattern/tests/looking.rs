//! Look-around: short, long, nested, and on lists and mentions.

use super::*;

#[test]
fn look_ahead_asks_what_follows_and_takes_nothing() {
    assert_eq!(spans("a (?= b)", "a c a b"), [2..3]);
    assert_eq!(spans("a (?! b)", "a c a b a"), [0..1, 4..5]);
    assert_eq!(spans("a (?= b c | d)", "a b a b c a d"), [2..3, 5..6]);
    assert_eq!(spans("a (?! b c)", "a b c a b a"), [3..4, 5..6]);
}

#[test]
fn look_behind_asks_what_precedes() {
    assert_eq!(spans("(?<= a) b", "a b c b b"), [1..2]);
    assert_eq!(spans("(?<! a) b", "b a b c b"), [0..1, 4..5]);
    assert_eq!(spans("(?<= a c? ) b", "a b a c b c b"), [1..2, 4..5]);
    assert_eq!(spans("(?<! a c) b", "a c b c b b"), [4..5, 5..6]);
}

#[test]
fn look_behind_has_no_limit_of_length() {
    assert_eq!(spans("(?<= a .*) b", "b a x x b b"), [4..5, 5..6]);
    assert_eq!(spans("(?<! a (x | y)*) b", "b a b a x y b z b"), [0..1, 8..9]);
}

#[test]
fn long_look_ahead_is_solved_for_the_whole_sentence() {
    assert_eq!(spans("a (?= .* z)", "a b a z a"), [0..1, 2..3]);
    assert_eq!(spans("a (?! .* z)", "a b a z a"), [4..5]);
    assert_eq!(spans("a (?= (b? c?)* (d | e f){2,} $$)", "a b d a c e f d a b d d"), [8..9]);
    assert_eq!(spans("(?= (x | a b c | d e | f | g h) .* z) .", "a b c x g z"), [0..1, 3..4]);
    assert_eq!(spans("x (?= a{17,20} b)", &format!("x {} b", "a ".repeat(18))), [0..1]);
}

#[test]
fn looks_may_be_nested() {
    assert_eq!(spans("a (?= b (?! c))", "a b c a b d"), [3..4]);
    assert_eq!(spans("(?<= (?<! x) a) b", "x a b a b"), [4..5]);
    assert_eq!(spans("(?= (.* (?<= a b)) c) .", "a b c a"), [0..1, 1..2, 2..3]);
    assert_eq!(spans("(?! (?! a)) .", "b a"), [1..2]);
}

#[test]
fn lists_and_mentions_are_looked_for() {
    assert_eq!(spans("x (?= @titles)", "x prime minister x prime"), [0..1]);
    assert_eq!(spans("(?<= @titles) of", "the prime minister of of"), [3..4, 4..5]);
    assert_eq!(spans("(?! @titles) .", "prime minister x"), [1..2, 2..3]);
    let world = World::new();
    let sentence = world.sentence("a b said x").mention(0..2, "Person");
    let pattern = world.pattern("(?<= <Person>) said (?! <Person>)");
    assert_eq!(pattern.find_all(&sentence, &mut Scratch::default())[0].span, 2..3);
    let pattern = world.pattern("(?<! <Person>) said");
    assert!(pattern.find_all(&sentence, &mut Scratch::default()).is_empty());
}

#[test]
fn looks_at_the_borders_find_nothing_outside() {
    assert_eq!(spans("a (?= .)", "a a"), [0..1]);
    assert_eq!(spans("(?<= .) a", "a a"), [1..2]);
    assert_eq!(spans("(?<! .) a (?! .)", "a"), [0..1]);
    assert_eq!(spans("a (?= b? $$)", "a b a b"), [2..3]);
}

#[test]
fn a_look_that_always_or_never_holds_is_folded_away() {
    let world = World::new();
    assert_eq!(world.pattern("a (?= b?)").states(), 2);
    assert_eq!(spans("a (?! b?) | c", "a c"), [1..2]);
}

#[test]
fn one_scratch_serves_patterns_and_sentences_in_turn() {
    let world = World::new();
    let mut scratch = Scratch::default();
    let patterns = ["(?<= a .*) b (?= .* c)", "a", "(?= (x y){1,3}) x (?! z z)", "(a | b c)+ (?<= c)"];
    let sentences = ["a b c", "c b a b", "x y z", "a b c b c a", ""];
    for _ in 0..2 {
        for source in patterns {
            for text in sentences {
                let (pattern, sentence) = (world.pattern(source), world.sentence(text));
                let fresh = pattern.find_all(&sentence, &mut Scratch::default());
                assert_eq!(pattern.find_all(&sentence, &mut scratch), fresh, "{source} in {text}");
            }
        }
    }
}

#[test]
fn none_of_several_things_stands_before() {
    let world = World::new().with("heads", "@titles | [class=title] | b c | d");
    for (text, wanted) in [
        ("x y", vec![1..2]),
        ("mr y", vec![]),
        ("prime minister y", vec![]),
        ("prime y", vec![1..2]),
        ("x|x|class=title y", vec![]),
        ("b c y", vec![]),
        ("c y", vec![1..2]),
        ("d y", vec![]),
        ("y", vec![0..1]),
    ] {
        let pattern = world.pattern("(?<! $heads) y");
        let found = pattern.find_all(&world.sentence(text), &mut Scratch::default());
        assert_eq!(found.into_iter().map(|m| m.span).collect::<Vec<_>>(), wanted, "{text}");
    }
}
