//! A page of HTML becomes an article: its text without what stands around it, title, day, publisher, address.
//!
//! The text is what is read and what the graph keeps: offsets count its characters, not those of the page.

mod body;
mod date;
mod encoding;
mod metadata;
mod tree;

use super::Article;
use super::error::{Place, ReadError};
use crate::rules::boilerplate::Boilerplate;
use metadata::Metadata;
use tree::{Node, Tree};

/// Why a page gives no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PageFault {
    /// Bytes that are no UTF-8, without a declared encoding; the offset of the first.
    NotUtf8(usize),
    /// No prose.
    NoArticle,
}

impl PageFault {
    /// The error of a page at a place.
    pub(super) fn at(self, place: Place) -> ReadError {
        match self {
            Self::NotUtf8(offset) => ReadError::NotUtf8 { place, offset },
            Self::NoArticle => ReadError::NoArticle { place },
        }
    }
}

/// Reads a page. `declared` is the encoding that came with it.
pub(super) fn read(bytes: &[u8], id: &str, declared: Option<&str>, known: &Boilerplate) -> Result<Article, PageFault> {
    let html = encoding::decode(bytes, declared).map_err(PageFault::NotUtf8)?;
    let tree = Tree::parse(&html);
    let about = Metadata::of(&tree, known);
    let mut text = body::body(&tree, about.title.as_deref(), known);
    if text.is_empty() {
        text = about.body.as_deref().map(paragraphs).unwrap_or_default();
    }
    if text.is_empty() {
        return Err(PageFault::NoArticle);
    }
    let Metadata { title, published, publisher, url, .. } = about;
    Ok(Article { id: id.to_owned(), text, title, url, published, publisher })
}

/// A text of JSON-LD: lines without spaces around them.
fn paragraphs(text: &str) -> String {
    text.lines().map(tree::one_line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The words of an element's classes and id, in small letters.
fn classes(node: &Node) -> impl Iterator<Item = String> + '_ {
    let values = [node.attribute("class"), node.attribute("id")].into_iter().flatten();
    values
        .flat_map(|value| value.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
}
