//! A new manifest for a folder that lost its own: the articles' files say what is needed.

use super::error::KbError;
use super::files;
use super::load::parse;
use super::manifest::Manifest;
use super::writer::entry_of;
use super::{ARTICLES, file_of};
use crate::rdf::{iri, terms};
use oxigraph::model::{NamedNodeRef, Quad, Term};
use std::fs;
use std::path::Path;

/// The manifest that the articles' files give. A file that is not where its article belongs is left out.
pub fn manifest(folder: &Path) -> Result<Manifest, KbError> {
    let mut manifest = Manifest::default();
    let articles = folder.join(ARTICLES);
    for shard in files::names(&articles)? {
        for name in files::names(&articles.join(&shard)).unwrap_or_default() {
            let file = format!("{ARTICLES}/{shard}/{name}");
            if files::is_temporary(&name) || !name.ends_with(".nq") {
                continue;
            }
            let path = folder.join(&file);
            let bytes = fs::read(&path).map_err(KbError::io(&path, "read the file"))?;
            let quads = parse(&path, &bytes)?;
            let Some(id) = value(&quads, terms::dct::IDENTIFIER).filter(|id| file_of(id) == file) else { continue };
            let content = value(&quads, terms::kb::CONTENT_HASH).unwrap_or_default();
            let rules = value(&quads, terms::prov::WAS_ATTRIBUTED_TO).unwrap_or_default();
            manifest.articles.insert(id.clone(), entry_of(&id, &content, &rules, &quads));
        }
    }
    Ok(manifest)
}

/// The value that an article's own graph gives for `property` of the article.
fn value(quads: &[Quad], property: NamedNodeRef<'_>) -> Option<String> {
    let reference = NamedNodeRef::new_unchecked(iri::REFERENCE_GRAPH);
    let quad = quads.iter().find(|q| q.predicate == property && q.graph_name != reference.into())?;
    match &quad.object {
        Term::Literal(literal) => Some(literal.value().to_owned()),
        Term::NamedNode(node) => node.as_str().strip_prefix(iri::THINGS)?.strip_prefix("pack/").map(str::to_owned),
        Term::BlankNode(_) => None,
    }
}
