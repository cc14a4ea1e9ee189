//! Every construct, and which match is preferred.

use super::*;

fn found(world: &World, source: &str, sentence: &Sentence) -> Vec<Range<usize>> {
    let found = world.pattern(source).find_all(sentence, &mut Scratch::default());
    found.into_iter().map(|found| found.span).collect()
}

/// The captures of the first match as `name start..end`.
fn captures(world: &World, source: &str, sentence: &Sentence) -> Vec<String> {
    let pattern = world.pattern(source);
    let found = pattern.find_all(sentence, &mut Scratch::default());
    let names = pattern.capture_names();
    let show = |capture: &Capture| format!("{} {:?}", names[capture.id.0 as usize], capture.span);
    found.first().map_or(Vec::new(), |found| found.captures.iter().map(show).collect())
}

#[test]
fn a_word_is_compared_by_its_folded_key() {
    assert_eq!(spans("word", "some Word word"), [1..2, 2..3]);
    assert_eq!(spans("\"می\u{200C}شود\"", "این ميشود"), [1..2]);
    assert_eq!(spans("می\u{200C}شود", "این ميشود"), [1..2]);
}

#[test]
fn a_quoted_text_is_a_sequence_of_words() {
    assert_eq!(spans("\"prime minister\"", "the prime minister"), [1..3]);
    assert_eq!(spans("\"a b\"+ c", "a b a b c"), [0..5]);
    assert_eq!(spans(r#""\"" a "\"""#, "\" a \""), [0..3]);
}

#[test]
fn a_lemma_matches_whatever_the_form() {
    let world = World::new();
    let sentence = world.sentence("he went|go there and came|come");
    assert_eq!(found(&world, "lemma(go)", &sentence), [1..2]);
    assert_eq!(found(&world, "lemma(\"come\" | go)", &sentence), [1..2, 4..5]);
}

#[test]
fn features_are_tested_by_value_and_its_absence() {
    let world = World::new();
    let sentence = world.sentence("a|a|pos=NOUN,number=plural b|b|pos=PROPN c|c|pos=NOUN,class=title d");
    assert_eq!(found(&world, "[pos=NOUN|PROPN & class!=title]", &sentence), [0..1, 1..2]);
    assert_eq!(found(&world, "[number != plural]", &sentence), [1..2, 2..3, 3..4]);
}

#[test]
fn a_list_entry_is_taken_longest_first_but_shorter_if_need_be() {
    assert_eq!(spans("@titles", "the prime minister of mr x"), [1..4, 4..5]);
    assert_eq!(spans("@titles of", "the prime minister of x"), [1..4]);
    assert_eq!(spans("@titles of of", "the prime minister of x"), NOWHERE);
}

#[test]
fn a_mention_is_taken_whole_and_by_kind() {
    let world = World::new();
    let sentence = world.sentence("x y of z w").mention(0..2, "Person").mention(3..4, "City");
    assert_eq!(found(&world, "<Person> of <Place>", &sentence), [0..4]);
    assert_eq!(found(&world, "<Person|Organization>", &sentence), [0..2]);
    assert_eq!(found(&world, "<Person> y", &sentence), NOWHERE);
}

#[test]
fn a_regular_expression_covers_the_whole_token() {
    assert_eq!(spans("/[0-9]+/", "12 a1 3 4b"), [0..1, 2..3]);
    assert_eq!(spans(r"/a|b\/c/", "a ab b/c"), [0..1, 2..3]);
}

#[test]
fn any_token_anchors_and_comments_are_understood() {
    assert_eq!(spans("a . c  # anything between\n d", "a b c d"), [0..4]);
    assert_eq!(spans("^ a", "a a"), [0..1]);
    assert_eq!(spans("a $$", "a a"), [1..2]);
    assert_eq!(spans("^ a $$", "a a"), NOWHERE);
}

#[test]
fn the_earlier_alternative_is_preferred_even_when_shorter() {
    assert_eq!(spans("a | a b", "a b"), [0..1]);
    assert_eq!(spans("a b | a", "a b a"), [0..2, 2..3]);
    assert_eq!(spans("(a | a b) c", "a b c"), [0..3]);
}

#[test]
fn greedy_takes_much_and_lazy_takes_little() {
    assert_eq!(spans("a+", "a a a"), [0..3]);
    assert_eq!(spans("a+?", "a a a"), [0..1, 1..2, 2..3]);
    assert_eq!(spans("a .* b", "a x b x b"), [0..5]);
    assert_eq!(spans("a .*? b", "a x b x b"), [0..3]);
    assert_eq!(spans("a b??", "a b"), [0..1]);
    assert_eq!(spans("a b?? c", "a b c"), [0..3]);
    assert_eq!(spans("a{2,3}?", "a a a a a"), [0..2, 2..4]);
}

#[test]
fn counted_repetition_keeps_its_bounds() {
    assert_eq!(spans("a{2}", "a a a a a"), [0..2, 2..4]);
    assert_eq!(spans("a{2,}", "a b a a a"), [2..5]);
    assert_eq!(spans("b a{0,2} c", "b c b a c b a a c b a a a c"), [0..2, 2..5, 5..9]);
    assert_eq!(spans("(a b?){2,3} c", "a a b a c"), [0..5]);
}

#[test]
fn a_repetition_of_what_may_be_empty_ends() {
    assert_eq!(spans("(a*)* b", "a a b"), [0..3]);
    assert_eq!(spans("(a? c?)+ b", "a c c b"), [0..4]);
    assert_eq!(spans("(a?){5} b", "a a b"), [0..3]);
    assert_eq!(spans("((a | b?)*?)+ c", "a b c"), [0..3]);
    assert_eq!(spans("a?", "b a"), [1..2], "an empty match is no match");
}

#[test]
fn captures_are_named_and_all_kept() {
    let world = World::new();
    let sentence = world.sentence("a and b and c");
    assert_eq!(captures(&world, "x:a and y:(b and c)", &sentence), ["x 0..1", "y 2..5"]);
    assert_eq!(captures(&world, "p:. (and p:.)*", &sentence), ["p 0..1", "p 2..3", "p 4..5"]);
    assert_eq!(captures(&world, "all:(x:. and y:.)", &sentence), ["all 0..3", "x 0..1", "y 2..3"]);
    assert_eq!(captures(&world, "(x:a | y:b) and", &sentence), ["x 0..1"]);
}

#[test]
fn a_capture_takes_in_the_repetition_behind_it() {
    let world = World::new();
    let sentence = world.sentence("a a b");
    assert_eq!(captures(&world, "run:a+ b", &sentence), ["run 0..2"]);
    assert_eq!(captures(&world, "(one:a)+ b", &sentence), ["one 0..1", "one 1..2"]);
}

#[test]
fn captures_of_ways_given_up_are_forgotten() {
    let world = World::new();
    assert_eq!(captures(&world, "(x:a y:b c | z:a b)", &world.sentence("a b d")), ["z 0..1"]);
    let pattern = world.pattern("x:a");
    let found = pattern.find_at(&world.sentence("a"), 0, &mut Scratch::default()).unwrap();
    let x = pattern.capture_id("x").unwrap();
    assert_eq!((found.get(x), found.all(x).count(), pattern.capture_id("y")), (Some(0..1), 1, None));
}

#[test]
fn negation_takes_one_token_that_is_not_this() {
    assert_eq!(spans("a !b", "a b a c a"), [2..4]);
    assert_eq!(spans("!(a | b | /[0-9]+/)", "a 1 c b"), [2..3]);
    assert_eq!(spans("a !b+ b", "a x y b"), [0..4]);
    assert_eq!(spans("!!a", "b a"), [1..2]);
}

#[test]
fn a_subpattern_stands_for_its_text_with_its_captures() {
    let world = World::new().with("sum", "n:/[0-9]+/ unit:$unit?").with("unit", "dollars | euros");
    let sentence = world.sentence("paid 5 euros for 3 .");
    assert_eq!(found(&world, "$sum", &sentence), [1..3, 4..5]);
    assert_eq!(captures(&world, "paid $sum for", &sentence), ["n 1..2", "unit 2..3"]);
    assert_eq!(found(&world, "!$unit $unit", &sentence), [1..3]);
}

#[test]
fn alternatives_that_begin_with_words_are_chosen_by_the_word() {
    let source = "(a b | c (d|e) | a c | e{2} f | b) x";
    for (text, expected) in
        [("a b x", vec![0..3]), ("c e x", vec![0..3]), ("a c x", vec![0..3]), ("e e f x", vec![0..4]), ("e x", vec![])]
    {
        assert_eq!(spans(source, text), expected, "{text}");
    }
    assert_eq!(spans("(a b? | c d | a | e f | g) c", "a c"), [0..2]);
}

#[test]
fn matches_do_not_overlap_and_later_ones_are_not_lost() {
    assert_eq!(spans("a (x y)? | x y z", "a x y z"), [0..3]);
    assert_eq!(spans("(a? b?)+ c | b", "a b b d b a c"), [1..2, 2..3, 4..7]);
    assert_eq!(spans("(a c?)* b | a", "a c a a b a"), [0..5, 5..6]);
}

#[test]
fn find_at_begins_only_there_and_find_among_only_at_the_starts_given() {
    let world = World::new();
    let (pattern, sentence) = (world.pattern("a+"), world.sentence("b a a a"));
    let mut scratch = Scratch::default();
    assert_eq!(pattern.find_at(&sentence, 0, &mut scratch), None);
    assert_eq!(pattern.find_at(&sentence, 2, &mut scratch).unwrap().span, 2..4);
    assert_eq!(pattern.find_at(&sentence, 99, &mut scratch), None);
    assert_eq!(pattern.find_among(&sentence, [0, 2, 3, 77], &mut scratch).len(), 1);
    assert_eq!(world.pattern("a*").find_at(&sentence, 4, &mut scratch).unwrap().span, 4..4);
}

#[test]
fn persian_sentences_match_with_zwnj_and_arabic_letters() {
    let world = World::new();
    let sentence = world.sentence("رئیس جمهور گفت|گفتن که کار ادامه مي\u{200C}یابد|یافتن");
    assert_eq!(found(&world, "who:@titles lemma(گفتن) که .* lemma(یافتن)", &sentence), [0..7]);
    assert_eq!(captures(&world, "گوینده:@titles lemma(گفتن)", &sentence), ["گوینده 0..2"]);
}

#[test]
fn first_tests_say_what_can_set_a_pattern_off() {
    let world = World::new();
    let first = |source: &str| world.pattern(source).first_tests().map(<[Trigger]>::to_vec);
    let key = |word: &str| Trigger::Key(world.key(word));
    assert_eq!(first("a b"), Some(vec![key("a")]));
    assert_eq!(first("^ (a | b)? x:c"), Some(vec![key("a"), key("b"), key("c")]));
    assert_eq!(first("lemma(go) | @months").unwrap().len(), 2);
    assert_eq!(first("<Place> a").unwrap().len(), 1);
    assert_eq!(first("[pos=NOUN & class!=title]").unwrap().len(), 1);
    assert_eq!(first("(?= a) [pos=NOUN]"), Some(vec![key("a")]));
    assert_eq!(first("(?= a) ."), Some(vec![key("a")]));
    assert_eq!(first("(?<! a) /x/ a").unwrap().len(), 1);
    assert_eq!(first("(?! a) (?<= b) c"), Some(vec![key("c")]));
    for source in [". a", "!a", "a | .", "a?", "(?<= a)", "[class!=title]"] {
        assert_eq!(first(source), None, "{source}");
    }
}

#[test]
fn lengths_are_known_before_matching() {
    let world = World::new();
    let lengths = |source: &str| (world.pattern(source).min_len(), world.pattern(source).max_len());
    assert_eq!(lengths("a b? (c | d e){2}"), (3, Some(6)));
    assert_eq!(lengths("a+"), (1, None));
    assert_eq!(lengths("<Person>"), (1, None));
    assert_eq!(lengths("(?= a b) ^ x{0,3}"), (0, Some(3)));
}

#[test]
fn alternatives_become_sets_and_shared_beginnings_one() {
    let world = World::new();
    assert_eq!(world.pattern("a | b | (c | d)").states(), 2);
    assert_eq!(world.pattern("x y a | x y b").states(), world.pattern("x y (a | b)").states());
    assert_eq!(world.pattern("((a*)+)*").states(), world.pattern("a*").states());
    assert_eq!(spans("x y z | x y", "x y z x y"), [0..3, 3..5]);
    assert_eq!(spans("x y | x y z", "x y z"), [0..2]);
    // A list entry can be taken in several ways, so it stays in each alternative.
    assert_eq!(spans("@titles of x | @titles", "prime minister of x"), [0..4]);
    assert_eq!(spans("a* b | a* a c", "a a b c"), [0..3]);
}
