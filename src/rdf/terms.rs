//! Names of classes and properties: our own and those of the vocabularies we build on.

use oxigraph::model::{NamedNode, NamedNodeRef};

/// Namespace of our own classes and properties.
pub const KB: &str = "https://w3id.org/khabar/ns#";

/// Prefixes that are known in queries and used in what we write, sorted by prefix.
pub const PREFIXES: &[(&str, &str)] = &[
    ("dct", "http://purl.org/dc/terms/"),
    ("geo", "http://www.opengis.net/ont/geosparql#"),
    ("kb", KB),
    ("nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("time", "http://www.w3.org/2006/time#"),
    ("wd", "http://www.wikidata.org/entity/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// The class or property of our own vocabulary with this local name.
#[must_use]
pub fn own(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{KB}{name}"))
}

/// The local name of an IRI of our own vocabulary.
#[must_use]
pub fn local_name(iri: &str) -> Option<&str> {
    iri.strip_prefix(KB)
}

macro_rules! terms {
    ($module:ident, $doc:literal, $namespace:literal: $($name:ident = $local:literal),+ $(,)?) => {
        #[doc = $doc]
        pub mod $module {
            use super::NamedNodeRef;
            $(
                #[doc = concat!("`", $local, "`")]
                pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));
            )+
        }
    };
}

terms! { kb, "Our own vocabulary.", "https://w3id.org/khabar/ns#":
    ANAPHOR = "anaphor", ANTECEDENT = "antecedent", ARGUMENT = "argument", ARGUMENT_CLASS = "Argument", ATTRIBUTED_TO = "attributedTo",
    BASIS = "basis", COMPUTED_FROM = "computedFrom", CONTENT_HASH = "contentHash", CORRECT = "correct",
    COREFERENCE = "coreference", COUNTRY = "country", ENTITY = "Entity",
    ENTITY_MENTION = "EntityMention", EVENT_MENTION = "EventMention", EVENT_TYPE = "eventType", FACT = "Fact",
    FILLER = "filler", FORM = "form", GAZETTEER_KIND = "gazetteerKind",
    GAZETTEER_NAME = "gazetteerName", HAPPENING = "happening", HAPPENING_CLASS = "Happening", IDENTITY = "Identity",
    JUDGED = "judged", LINK = "Link", MEMBER_OF = "memberOf", MENTION = "mention", MODALITY = "modality",
    NAMED = "named", NAMES = "names", NUMBER = "number", ORGANIZATION = "organization", PART_OF = "partOf",
    PHRASE = "Phrase", POLARITY = "polarity", POSITION = "position", PRECISION = "precision", REASON = "reason", REFERS_TO = "refersTo", ROLE = "role", RULE = "rule", RULE_CLASS = "Rule", RULE_PACK = "RulePack",
    SAME_ENTITY = "sameEntity", SAME_EVENT = "sameEvent", SCORE = "score", SENTENCE = "sentence",
    THRESHOLD = "threshold", UNIT = "unit", YIELDS = "yields",
}
terms! { dct, "Dublin Core terms.", "http://purl.org/dc/terms/":
    DATE = "date", IDENTIFIER = "identifier", ISSUED = "issued", TITLE = "title",
}
terms! { geo, "GeoSPARQL.", "http://www.opengis.net/ont/geosparql#":
    AS_WKT = "asWKT", GEOMETRY = "Geometry", HAS_GEOMETRY = "hasGeometry", WKT_LITERAL = "wktLiteral",
}
terms! { nif, "NLP Interchange Format.", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#":
    CONTEXT = "Context", IS_STRING = "isString", REFERENCE_CONTEXT = "referenceContext", SENTENCE = "Sentence",
}
terms! { oa, "Web Annotation.", "http://www.w3.org/ns/oa#":
    END = "end", EXACT = "exact", START = "start",
}
terms! { prov, "PROV-O.", "http://www.w3.org/ns/prov#":
    WAS_ATTRIBUTED_TO = "wasAttributedTo",
}
terms! { schema, "schema.org.", "https://schema.org/":
    NEWS_ARTICLE = "NewsArticle", PUBLISHER = "publisher", URL = "url", VERSION = "version",
}
terms! { sem, "Simple Event Model.", "http://semanticweb.cs.vu.nl/2009/11/sem/":
    BEGIN = "hasBeginTimeStamp", END = "hasEndTimeStamp", EVENT = "Event",
}
terms! { skos, "SKOS.", "http://www.w3.org/2004/02/skos/core#":
    DEFINITION = "definition", EXACT_MATCH = "exactMatch",
}
terms! { time, "OWL-Time.", "http://www.w3.org/2006/time#":
    IN_XSD_DATE = "inXSDDate",
}
