//! Writers: quads as Turtle, TriG, N-Quads, N-Triples, RDF/XML or JSON-LD.

use super::iri::THINGS;
use super::terms::PREFIXES;
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::{Quad, QuadRef, TripleRef};
use std::io::{self, Write};
use std::str::FromStr;

/// A syntax of RDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Syntax {
    /// Triples of all graphs together, for people.
    Turtle,
    /// Named graphs, for people.
    TriG,
    /// One quad a line.
    NQuads,
    /// One triple a line.
    NTriples,
    /// Triples as XML.
    RdfXml,
    /// Named graphs as JSON.
    JsonLd,
}

impl Syntax {
    /// All syntaxes with their names on the command line.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("turtle", Self::Turtle),
        ("trig", Self::TriG),
        ("nquads", Self::NQuads),
        ("ntriples", Self::NTriples),
        ("rdfxml", Self::RdfXml),
        ("jsonld", Self::JsonLd),
    ];

    const fn format(self) -> RdfFormat {
        match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::TriG => RdfFormat::TriG,
            Self::NQuads => RdfFormat::NQuads,
            Self::NTriples => RdfFormat::NTriples,
            Self::RdfXml => RdfFormat::RdfXml,
            Self::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        }
    }

    const fn keeps_graphs(self) -> bool {
        matches!(self, Self::TriG | Self::NQuads | Self::JsonLd)
    }
}

impl FromStr for Syntax {
    type Err = UnknownSyntax;
    fn from_str(name: &str) -> Result<Self, UnknownSyntax> {
        Self::ALL.iter().find(|(n, _)| *n == name).map(|(_, s)| *s).ok_or_else(|| UnknownSyntax(name.to_owned()))
    }
}

/// A name that is no RDF syntax.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown RDF format `{0}`; known are turtle, trig, nquads, ntriples, rdfxml, jsonld")]
pub struct UnknownSyntax(String);

/// Writes statements one after the other, with our prefixes.
pub struct Writer<W: Write> {
    inner: oxigraph::io::WriterQuadSerializer<W>,
    syntax: Syntax,
}

impl<W: Write> Writer<W> {
    /// A writer of `syntax` to `output`. Turtle and TriG write things relative to [`THINGS`], which is much shorter.
    #[must_use]
    pub fn new(syntax: Syntax, output: W) -> Self {
        let mut serializer = RdfSerializer::from_format(syntax.format());
        for (prefix, iri) in PREFIXES {
            // The table of prefixes holds valid IRIs (a test parses them), so nothing is lost here.
            match serializer.clone().with_prefix(*prefix, *iri) {
                Ok(with) => serializer = with,
                Err(_) => continue,
            }
        }
        if matches!(syntax, Syntax::Turtle | Syntax::TriG)
            && let Ok(with) = serializer.clone().with_base_iri(THINGS)
        {
            serializer = with;
        }
        Self { inner: serializer.for_writer(output), syntax }
    }

    /// Writes one quad; a syntax without graphs drops the graph's name.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn quad<'a>(&mut self, quad: impl Into<QuadRef<'a>>) -> io::Result<()> {
        let quad = quad.into();
        if self.syntax.keeps_graphs() {
            self.inner.serialize_quad(quad)
        } else {
            self.inner.serialize_triple(TripleRef::from(quad))
        }
    }

    /// Writes one triple.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn triple<'a>(&mut self, triple: impl Into<TripleRef<'a>>) -> io::Result<()> {
        self.inner.serialize_triple(triple)
    }

    /// Ends the document and gives the output back.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.inner.finish()
    }
}

/// Writes all `quads` in their order.
///
/// # Errors
/// When the output cannot be written.
pub fn write<W: Write>(quads: &[Quad], syntax: Syntax, output: W) -> io::Result<W> {
    let mut writer = Writer::new(syntax, output);
    for quad in quads {
        writer.quad(quad)?;
    }
    writer.finish()
}

/// The quads as sorted N-Quads lines without duplicates: the form in which a knowledge base keeps them.
#[must_use]
pub fn sorted_nquads(quads: &[Quad]) -> String {
    let mut lines: Vec<String> = quads.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.concat()
}
