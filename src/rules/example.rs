//! What examples of event rules and of token patterns have in common.

use super::fault::Faults;
use serde::Deserialize;
use toml::Spanned;

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
