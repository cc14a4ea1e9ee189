//! IRIs of things: articles, entities, events, mentions, rules.
//!
//! An IRI is made of names and character ranges alone, so a rerun mints the same ones. Letters and digits of any
//! script stay readable; every other character of a name is percent-encoded, so that a name is always exactly one
//! segment of the path, whatever characters it holds.

use oxigraph::model::NamedNode;
use std::fmt::Write as _;

/// Namespace of things.
pub const THINGS: &str = "https://w3id.org/khabar/id/";
/// Beginning of the IRIs of articles, which are also the names of their graphs.
pub const ARTICLES: &str = "https://w3id.org/khabar/id/article/";
/// The graph of what does not depend on an article: entities known everywhere, rules, rule packs.
pub const REFERENCE_GRAPH: &str = "https://w3id.org/khabar/id/reference";
/// The graph of what is the same across articles.
pub const LINKS_GRAPH: &str = "https://w3id.org/khabar/id/links";
/// The graph that holds the vocabulary in a loaded store.
pub const VOCABULARY_GRAPH: &str = "https://w3id.org/khabar/ns";

/// One path segment that stands for `name` and for no other name.
#[must_use]
pub fn segment(name: &str) -> String {
    if name.is_empty() {
        return "~".to_owned();
    }
    // A segment of dots alone would be resolved away as "here" or "up".
    let dots_alone = name.bytes().all(|b| b == b'.');
    let mut out = String::with_capacity(name.len());
    let mut buffer = [0; 4];
    for c in name.chars() {
        if c.is_alphanumeric() || matches!(c, '-' | '_') || (c == '.' && !dots_alone) {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut buffer).bytes() {
                // Writing into a String cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// An article, which is also the named graph of all that it says and the context of its spans.
#[must_use]
pub fn article(id: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{THINGS}article/{}", segment(id)))
}

/// An entity that is the same in all articles.
#[must_use]
pub fn entity(key: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{THINGS}entity/{}", segment(key)))
}

/// A rule.
#[must_use]
pub fn rule(id: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{THINGS}rule/{}", segment(id)))
}

/// A rule pack of a certain content.
#[must_use]
pub fn pack(hash: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{THINGS}pack/{}", segment(hash)))
}

/// The article, as an IRI, in whose graph a thing stands; nothing for what is known everywhere.
#[must_use]
pub fn article_of(thing: &NamedNode) -> Option<&str> {
    let path = thing.as_str().strip_prefix(THINGS)?.strip_prefix("article/")?;
    let id = path.find('/').unwrap_or(path.len());
    Some(&thing.as_str()[..THINGS.len() + "article/".len() + id])
}

/// Something that is made of other things of ours: their paths, one after the other, below its kind.
#[must_use]
pub fn of_things(kind: &str, things: &[&NamedNode]) -> NamedNode {
    let paths: Vec<&str> = things.iter().map(|t| t.as_str().strip_prefix(THINGS).unwrap_or(t.as_str())).collect();
    NamedNode::new_unchecked(format!("{THINGS}{kind}/{}", paths.join("/")))
}

/// Something below `parent`, by path segments that are encoded here.
#[must_use]
pub fn below(parent: &NamedNode, path: &[&str]) -> NamedNode {
    let mut iri = parent.as_str().to_owned();
    for part in path {
        iri.push('/');
        iri.push_str(&segment(part));
    }
    NamedNode::new_unchecked(iri)
}

/// A range of code points below `parent`, written as RFC 5147 and NIF do.
#[must_use]
pub fn range(parent: &NamedNode, (start, end): (usize, usize)) -> NamedNode {
    NamedNode::new_unchecked(format!("{}/char={start},{end}", parent.as_str()))
}
