//! What the XML formats share: documents, and text that XML can hold.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};
use std::io;

pub(super) type Xml = Writer<Vec<u8>>;

/// An XML document.
pub(super) fn document(body: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<String> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    body(&mut xml)?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// Text without the characters that XML 1.0 has no way to write.
pub(super) fn legal(text: &str) -> String {
    let legal = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}');
    text.chars().filter(legal).collect()
}
