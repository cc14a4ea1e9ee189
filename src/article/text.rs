//! A text is an article: the whole of it is its text, its first line the headline.

use super::Article;
use super::error::{Place, ReadError};

/// The article that a text is.
pub(super) fn article(bytes: Vec<u8>, id: &str, place: &Place) -> Result<Article, ReadError> {
    let text = String::from_utf8(bytes)
        .map_err(|e| ReadError::NotUtf8 { place: place.clone(), offset: e.utf8_error().valid_up_to() })?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty { place: place.clone() });
    }
    let title = text.lines().next().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty());
    Ok(Article { id: id.to_owned(), text, title, ..Article::default() })
}
