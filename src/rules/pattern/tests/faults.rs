//! Faults: where, what, and what to do.

use super::*;

/// The faulty text, the message and the proposal of the only fault.
fn only<'s>(world: &World, source: &'s str) -> (&'s str, String, String) {
    let faults = faults(world, source);
    assert_eq!(faults.len(), 1, "{source}: {faults:#?}");
    let fault = faults[0].clone();
    (&source[fault.span], fault.message, fault.proposal.unwrap_or_default())
}

#[test]
fn each_fault_of_form_has_its_place() {
    let world = World::new();
    for (source, place, part_of_message) in [
        ("a ) b", ")", "closes no group"),
        ("a (b c", "(", "never closed"),
        ("a (?= b", "(?=", "never closed"),
        ("a () b", "()", "empty"),
        ("a | | b", "|", "one side"),
        ("(a |) b", "|", "one side"),
        ("| a", "|", "one side"),
        ("a \"b c", "\"b c", "not closed"),
        ("a \"\" b", "\"\"", "no word"),
        ("a /b", "/b", "not closed"),
        ("a // b", "//", "empty"),
        ("a ** b", "*", "second repetition"),
        ("a* ? b", "?", "second repetition"),
        ("* a", "*", "nothing before it"),
        ("( +? )", "+?", "nothing before it"),
        ("a{x} b", "{x}", "is written"),
        ("a{3,2}", "{3,2}", "wrong order"),
        ("a{0}", "{0}", "zero times"),
        ("a{99999999999}", "{99999999999}", "at most"),
        ("a , b", ",", "unexpected"),
        ("who : a", ":", "unexpected"),
        ("who:", "who:", "nothing to capture"),
        ("a @ b", "@", "name of a list"),
        ("a $ b", "$", "name of a sub-pattern"),
        ("a < b", "< b", "an entity is written"),
        ("<Person|> b", "<Person|>", "an entity is written"),
        ("[pos] b", "[pos]", "feature test is written"),
        ("[pos=NOUN & ] b", "[pos=NOUN & ]", "feature test is written"),
        ("lemma() b", "lemma()", "a lemma is written"),
        ("lemna(go)", "lemna", "no test"),
        ("a !", "!", "nothing to negate"),
        ("(?<x> a)", "(?<x>", "captures are written"),
        ("(?: a)", "(?:", "not needed"),
        ("(?> a)", "(?>", "no known group"),
        ("^* a", "*", "cannot be repeated"),
        ("", "", "pattern is empty"),
        ("  # only a comment", "  # only a comment", "pattern is empty"),
    ] {
        let (at, message, _) = only(&world, source);
        assert_eq!(at, place, "{source}: {message}");
        assert!(message.contains(part_of_message), "{source}: {message}");
    }
}

#[test]
fn places_are_bytes_even_after_persian_text_with_zwnj() {
    let world = World::new();
    let source = "«گفت\u{200C}وگو»";
    assert_eq!(faults(&world, source)[1].span, source.find('»').unwrap()..source.len());
    let source = "گفت\u{200C}وگو @title . می\u{200C}شود # یادداشت";
    let (at, message, proposal) = only(&world, source);
    assert_eq!(at, "@title");
    assert_eq!(message, "unknown list `@title`");
    assert_eq!(proposal, "did you mean `@titles`?");
}

#[test]
fn unknown_names_are_reported_with_the_nearest_known() {
    let world = World::new().with("date", "/[0-9]+/");
    for (source, place, proposal) in [
        ("a @tilte", "@tilte", "did you mean `@titles`?"),
        ("<Persn|Place>", "Persn", "did you mean `Person`?"),
        ("<Place|person>", "person", "did you mean `Person`?"),
        ("[poss=NOUN]", "poss", "did you mean `pos`?"),
        ("[number=plurl & pos=NOUN]", "plurl", "did you mean `plural`?"),
        ("[class=\"weekday\"]", "\"weekday\"", "known are: month, title"),
        ("a $dates b", "$dates", "did you mean `$date`?"),
    ] {
        let (at, _, proposed) = only(&world, source);
        assert_eq!((at, proposed.as_str()), (place, proposal), "{source}");
    }
}

#[test]
fn all_faults_are_reported_at_once() {
    let world = World::new();
    assert_eq!(faults(&world, "a , b ; (c d").len(), 3);
    assert_eq!(faults(&world, "@x <Y> [pos=Z] /(/").len(), 4);
    assert!(faults(&world, &", ".repeat(1000)).len() <= 50);
}

#[test]
fn negation_of_more_than_one_token_proposes_look_ahead() {
    let world = World::new();
    for (source, text) in [("a !@titles", "@titles"), ("a !(b c)", "(b c)"), ("a !<Person>", "<Person>")] {
        let (_, message, proposal) = only(&world, source);
        assert_eq!(message, "`!` negates a test on exactly one token");
        assert_eq!(proposal, format!("write `(?! {text} ) .`"));
    }
    assert!(only(&world, "!.").1.contains("no token is left"));
}

#[test]
fn a_circle_of_subpatterns_is_named() {
    let world = World::new().with("a", "x $b").with("b", "(y | $c)").with("c", "$a");
    let (at, message, _) = only(&world, "z $a");
    assert_eq!((at, message.as_str()), ("$a", "sub-patterns use each other in a circle: $a → $b → $c → $a"));
    let world = World::new().with("a", "x $a");
    assert!(only(&world, "$a").1.ends_with("$a → $a"));
}

#[test]
fn a_fault_in_a_subpattern_is_reported_where_it_is_used() {
    let world = World::new().with("a", "x @nothing");
    let (at, message, _) = only(&world, "z ($a | y)");
    assert_eq!((at, message.as_str()), ("$a", "in the sub-pattern `$a`: unknown list `@nothing`"));
}

#[test]
fn captures_in_look_around_are_refused() {
    let (at, message, _) = only(&World::new(), "a (?= x:b)");
    assert_eq!((at, message.contains("inside a look-around")), ("x:b", true));
}

#[test]
fn ill_formed_regular_expressions_say_why() {
    let world = World::new();
    let (at, message, _) = only(&world, "a /[0-9/ b");
    assert_eq!((at, message.as_str()), ("/[0-9/", "ill-formed regular expression: unclosed character class"));
    assert!(only(&world, "/a)(b/").1.contains("unopened group"));
}

#[test]
fn patterns_that_would_grow_without_measure_are_refused() {
    let world = World::new().with("a", "$b $b $b $b $b $b").with("b", "$c $c $c $c $c $c").with("c", "$d $d $d $d $d");
    let world = world.with("d", "$e{9} $e $e $e $e $e").with("e", "$f $f $f $f $f $f").with("f", "x y z (u v w)*");
    assert!(only(&world, "$a").1.contains("too big"));
    let (at, message, _) = only(&world, "k (a{90} b){90} (c{90} (d{90} e)*){90}");
    assert_eq!(at, "(c{90} (d{90} e)*){90}");
    assert!(message.contains("too big"));
}

#[test]
fn nesting_is_limited() {
    let world = World::new();
    for (open, close) in [("(", ")"), ("!(", ")"), ("x:", ""), ("!", ""), ("(?= ", ")"), ("(b ", ")*")] {
        let source = format!("{}a{}", open.repeat(5000), close.repeat(5000));
        let faults = faults(&world, &source);
        assert!(faults.iter().any(|fault| fault.message.contains("nested")), "{open}: {faults:?}");
    }
    let deep = format!("{}a{}", "(b ".repeat(60), ")*".repeat(60));
    assert!(
        faults(&world, &deep).iter().all(|fault| fault.message.contains("nested") || fault.message.contains("big"))
    );
}

#[test]
fn a_fault_reads_as_its_message() {
    assert_eq!(faults(&World::new(), "a )")[0].to_string(), "`)` closes no group");
}

#[test]
fn references_are_listed_in_order() {
    assert_eq!(parse("$a (b | $c)* !$d x:(?= $a)").unwrap().references(), ["a", "c", "d", "a"]);
}
