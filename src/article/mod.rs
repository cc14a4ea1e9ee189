//! Stage `article`: what came in (a text, a line of JSON, a page, an archive of pages) becomes an [`Article`].
//!
//! Decides what the article's text is and under which id it is known. Reading from disk and standard input is in
//! [`read`], each kind of input in a file of its own; of the language, pages know the words of their boilerplate.

mod archive;
mod compression;
pub mod count;
mod error;
mod kind;
mod limit;
mod lines;
mod page;
pub mod read;
mod text;

use serde::{Deserialize, Serialize};

/// One news article, as it goes through all stages. `text` is never changed: every span points into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Article {
    /// Name under which the article is stored and replaced; unique in a knowledge base.
    pub id: String,
    /// The whole text. Of a `.txt` file, the whole file, its first line being the headline.
    pub text: String,
    /// A headline that came as a field of its own; it is metadata and gives no events.
    pub title: Option<String>,
    /// Where the article was published.
    pub url: Option<String>,
    /// Day of publication, `YYYY-MM-DD` (Gregorian).
    pub published: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
}
