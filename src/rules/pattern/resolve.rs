//! The border to the rest of the program: numbers for names when patterns are loaded, a sentence when they run.

use std::ops::BitOr;
use std::sync::Arc;

use super::{Syntax, TokenRegex};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $inner);
    };
}

id!(
    /// A word by its folded key: spellings that differ only in ZWNJ, diacritics, hamza and the like share one.
    KeyId(u32)
);
id!(
    /// A lemma.
    LemmaId(u32)
);
id!(
    /// One value of one feature, for example `pos=NOUN`.
    FeatureId(u32)
);
id!(
    /// A named list of words and phrases.
    ListId(u32)
);
id!(
    /// A named capture, as an index into the capture names of its pattern.
    CaptureId(u16)
);

/// A set of entity kinds, at most 128 of them. Numbering is the resolver's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct KindSet(pub u128);

impl KindSet {
    /// The set of one kind.
    ///
    /// # Panics
    /// When `kind` is 128 or more.
    #[must_use]
    pub const fn single(kind: u8) -> Self {
        assert!(kind < 128, "a kind's number is below 128");
        Self(1 << kind)
    }

    /// Whether the kind is in the set.
    #[must_use]
    pub const fn contains(self, kind: u8) -> bool {
        kind < 128 && self.0 >> kind & 1 == 1
    }

    /// Whether the two have a kind in common.
    #[must_use]
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for KindSet {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What kinds of names can be listed for proposals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Namespace<'a> {
    /// The lists, for `@name`.
    Lists,
    /// The entity kinds, for `<Kind>`.
    Kinds,
    /// The features, for `[name=…]`.
    Features,
    /// The values of one feature.
    Values(&'a str),
    /// The sub-patterns, for `$name`.
    Subpatterns,
}

/// Gives numbers for names. Asked while patterns are loaded, never while they run.
///
/// Words and lemmas are open classes, so `key` and `lemma` always answer; a resolver that interns does so behind a
/// `RefCell`. The other names must be known.
pub trait Resolver {
    /// The number of a word's folded key.
    fn key(&self, word: &str) -> KeyId;
    /// The number of a lemma.
    fn lemma(&self, lemma: &str) -> LemmaId;
    /// The number of a feature's value.
    fn feature(&self, name: &str, value: &str) -> Option<FeatureId>;
    /// The number of a list.
    fn list(&self, name: &str) -> Option<ListId>;
    /// An entity kind, with the kinds below it if kinds form a tree.
    fn kind(&self, name: &str) -> Option<KindSet>;
    /// A sub-pattern.
    fn subpattern(&self, name: &str) -> Option<Arc<Syntax>>;
    /// A regular expression. A resolver that serves many patterns builds each expression once.
    ///
    /// # Errors
    /// When it is ill-formed.
    fn regex(&self, source: &str) -> Result<TokenRegex, regex::Error> {
        TokenRegex::new(source)
    }
    /// The known names of a sort, in any order; serves proposals and tells an unknown feature from an unknown value.
    fn known(&self, namespace: Namespace<'_>) -> Vec<String>;
}

/// One sentence as patterns see it. Every position asked for is below [`Tokens::len`].
pub trait Tokens {
    /// The number of tokens.
    fn len(&self) -> usize;

    /// Whether there is no token.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of a token, for `/regex/`.
    fn text(&self, at: usize) -> &str;

    /// The folded key of a token. For a word that was never resolved, any number that no resolved word has.
    fn key(&self, at: usize) -> KeyId;

    /// The lemmas of a token: one, or several when it is ambiguous, or none.
    fn lemmas(&self, at: usize) -> &[LemmaId];

    /// Whether a token has this feature value.
    fn has_feature(&self, at: usize, feature: FeatureId) -> bool;

    /// The token after the longest mention of one of these kinds that begins at this token.
    fn entity_end(&self, at: usize, kinds: KindSet) -> Option<usize>;

    /// Appends the token after each entry of the list that begins at this token, in any order.
    fn list_ends(&self, at: usize, list: ListId, ends: &mut Vec<usize>);
}
