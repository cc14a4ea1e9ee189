//! Time is linear in the sentence, counted in steps.

use super::*;

/// The steps of searching everywhere in sentences of two lengths, one twice the other.
fn steps(source: &str, word: &str) -> (u64, u64) {
    let world = World::new();
    let pattern = world.pattern(source);
    let mut scratch = Scratch::default();
    let mut count = |length: usize| {
        let sentence = world.sentence(&format!("{word} ").repeat(length));
        pattern.find_all(&sentence, &mut scratch);
        assert!(
            scratch.steps() <= 4 * (pattern.states() * (length + 1)) as u64,
            "{source}: {} steps for {} states and {length} tokens",
            scratch.steps(),
            pattern.states(),
        );
        scratch.steps()
    };
    (count(1000), count(2000))
}

#[test]
fn nested_repetition_takes_time_linear_in_the_tokens() {
    for source in [
        "((a* )*)*b",
        "((a* c?)* d?)* b",
        "(a+ | a a)+ (a | a)* b",
        "(a? a? a?)* b",
        "(a*?)*? b",
        "a{0,30} a{30} b",
        "x:(y:a* z:a*)* b",
        "a (?= .* b)",
        "a (?= (a* c?)* b)",
        "(?<= b .*) a",
        "a (?! (a | a a)* b)",
        "(?= a a a a b) a",
        "(?<= b a* a*) a (?= .* (?<= c .*) b)",
        ".* .* .* b",
    ] {
        let (once, twice) = steps(source, "a");
        assert!(10 * twice <= 21 * once, "{source}: {once} steps, then {twice}");
    }
}

#[test]
fn many_small_matches_take_time_linear_in_the_tokens() {
    for source in ["a (a* b)?", "a+? | (a* b)", "a (?= a)"] {
        let (once, twice) = steps(source, "a");
        assert!(10 * twice <= 21 * once, "{source}: {once} steps, then {twice}");
    }
}

#[test]
fn list_entries_of_many_lengths_stay_linear() {
    let mut world = World::new();
    world.lists.insert("runs", vec!["a", "a a", "a a a", "a a a a"]);
    let pattern = world.pattern("(@runs+ @runs)* b");
    let mut scratch = Scratch::default();
    let mut count = |length| {
        pattern.find_all(&world.sentence(&"a ".repeat(length)), &mut scratch);
        scratch.steps()
    };
    let (once, twice) = (count(1000), count(2000));
    assert!(10 * twice <= 21 * once, "{once} steps, then {twice}");
    let pattern = world.pattern("@runs @runs @runs @runs @runs @runs @runs @runs b");
    pattern.find_all(&world.sentence(&"a ".repeat(1000)), &mut scratch);
    assert!(scratch.steps() < 8 * 8 * 1000, "{} steps", scratch.steps());
}

#[test]
fn a_search_that_fails_at_once_takes_one_step() {
    let world = World::new();
    let mut scratch = Scratch::default();
    world.pattern("a b c").find_at(&world.sentence("x y z"), 0, &mut scratch);
    assert_eq!(scratch.steps(), 1);
}
