//! Bytes of a page become characters: by their mark, by what was declared, or as UTF-8.

use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// How far into a page its declaration is looked for; the standard asks for 1024 bytes, pages need more.
const HEAD: usize = 8192;

/// The characters of a page, or the place of the first byte that is no UTF-8 where nothing else was declared.
///
/// `declared` is what came with the page (the `charset` of an HTTP header). In a declared encoding, bytes that mean
/// nothing become U+FFFD: a page with one broken byte is still a page.
pub(super) fn decode<'b>(bytes: &'b [u8], declared: Option<&str>) -> Result<Cow<'b, str>, usize> {
    let named = |label: &str| Encoding::for_label(label.trim_matches(['"', '\'', ' ']).as_bytes());
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = marked
        .or_else(|| declared.and_then(named))
        .or_else(|| declaration(&bytes[..bytes.len().min(HEAD)]).and_then(|label| named(&label)));
    match encoding {
        Some(encoding) => Ok(encoding.decode(bytes).0),
        None => match std::str::from_utf8(bytes) {
            Ok(_) => Ok(UTF_8.decode(bytes).0),
            Err(error) => Err(error.valid_up_to()),
        },
    }
}

/// The value of the first `charset` in the head of a page.
fn declaration(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let value = head.split_once("charset")?.1.trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).unwrap_or(value.len());
    Some(value[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_encoding_is_followed_and_a_mark_is_stronger() {
        // «ایران» in windows-1256.
        let old = b"<meta http-equiv=content-type content=\"text/html; charset=windows-1256\">\xC7\xED\xD1\xC7\xE4";
        assert!(decode(old, None).expect("it is declared").ends_with("ايران"));
        assert!(decode(&old[old.len() - 5..], Some("windows-1256")).expect("it is declared").ends_with("ايران"));
        let marked = "\u{FEFF}<meta charset=windows-1256>ایران";
        assert!(decode(marked.as_bytes(), None).expect("it is marked").ends_with("ایران"));
        assert_eq!(decode(b"<p>\xC7\xED", None), Err(3));
    }
}
