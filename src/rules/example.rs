//! What examples of all kinds of rules have in common.

use super::fault::Faults;
use serde::Deserialize;
use toml::Spanned;

/// A text and the mentions that a pattern or a head noun must give in it.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct MentionExample {
    /// The text.
    pub text: Spanned<String>,
    /// The mentions, letter for letter.
    pub yields: Spanned<Vec<String>>,
    /// Why it does not hold yet.
    #[serde(default)]
    pub pending: Option<Spanned<String>>,
}

/// A text in which a rule's type must not be found.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counterexample {
    /// The text.
    pub text: Spanned<String>,
    /// Why the type is still found.
    #[serde(default)]
    pub pending: Option<Spanned<String>>,
}

/// Checks the examples of a rule that finds mentions: there is one, each says what is found, and none waits for nothing.
/// `table` is how the file calls its rules.
pub(super) fn check(
    file: &str,
    table: &str,
    id: &Spanned<String>,
    examples: &[MentionExample],
    counterexamples: &[Counterexample],
    faults: &mut Faults,
) {
    if examples.is_empty() {
        missing(file, table, id, faults);
    }
    for example in examples.iter().filter(|e| e.yields.get_ref().is_empty()) {
        yields_nothing(file, example.yields.span(), faults);
    }
    let reasons = examples.iter().map(|e| &e.pending);
    check_reasons(file, reasons.chain(counterexamples.iter().map(|c| &c.pending)), faults);
}

/// A rule without example works, but nobody knows whether it does what it is for.
pub(super) fn missing(file: &str, table: &str, id: &Spanned<String>, faults: &mut Faults) {
    let proposal = format!("add [[{table}.example]] with text and yields");
    faults.warning(file, id.span(), format!("`{}` has no example", id.get_ref()), proposal);
}

/// An example that expects nothing holds whatever the rule does.
pub(super) fn yields_nothing(file: &str, place: std::ops::Range<usize>, faults: &mut Faults) {
    let proposal = "write what must be found, letter for letter; a text without it is a counterexample";
    faults.error(file, place, "an example that yields nothing cannot fail", proposal);
}

/// Whoever marks an example as pending says what is in its way.
pub(super) fn check_reasons<'e>(
    file: &str,
    reasons: impl IntoIterator<Item = &'e Option<Spanned<String>>>,
    faults: &mut Faults,
) {
    for reason in reasons.into_iter().flatten().filter(|reason| reason.get_ref().trim().is_empty()) {
        let proposal = "say in a few words what is in the way, or take `pending` out";
        faults.error(file, reason.span(), "`pending` gives no reason", proposal);
    }
}
