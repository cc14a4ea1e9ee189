//! Quads of one article's knowledge.

use super::terms::{dct, geo, kb, nif, oa, own, prov, schema, sem, skos, time};
use super::{PackFact, RuleFact, RuleFacts, content_hash, iri};
use crate::knowledge::{
    Argument, Days, Entity, EntityIndex, Event, EventMention, FactValue, Join, Knowledge, MentionForm, Scope, Source,
};
use crate::rules::DEFAULT_LANGUAGE;
use crate::span::{CodePoints, Span};
use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// All that `knowledge` says, as quads in a fixed order.
///
/// Quads of one subject stand together, and those of one property together within it, so a writer that groups what
/// is adjacent gives readable Turtle.
#[must_use]
pub fn quads(knowledge: &Knowledge, rules: &dyn RuleFacts) -> Vec<Quad> {
    let article = iri::article(&knowledge.article.id);
    let pack = rules.pack();
    let language = pack.as_ref().map_or(DEFAULT_LANGUAGE, |p| &p.language);
    let mut builder = Builder {
        knowledge,
        points: CodePoints::new(&knowledge.article.text),
        here: Graph::new(article.clone(), language),
        reference: Graph::new(NamedNode::new_unchecked(iri::REFERENCE_GRAPH), language),
        article,
        rules: BTreeSet::new(),
    };
    builder.article(pack.as_ref());
    for event in &knowledge.events {
        builder.event(event);
    }
    for entity in &knowledge.entities {
        builder.entity(entity);
    }
    builder.facts();
    builder.links();
    builder.rules(rules, pack.as_ref());
    let mut quads = builder.here.into_quads();
    quads.extend(builder.reference.into_quads());
    quads
}

/// A property and its value.
type Statement = (NamedNode, Term);

/// Statements of one named graph, grouped by subject in the order of first use.
struct Graph {
    name: NamedNode,
    /// The language of the articles, as a tag of literals.
    language: String,
    subjects: Vec<(NamedNode, Vec<Statement>)>,
    index: FxHashMap<NamedNode, usize>,
}

impl Graph {
    fn new(name: NamedNode, language: &str) -> Self {
        Self { name, language: language.to_ascii_lowercase(), subjects: Vec::new(), index: FxHashMap::default() }
    }

    /// Adds words in the language of the articles.
    fn add_words(&mut self, subject: &NamedNode, property: impl Into<NamedNode>, words: &str) {
        let value = self.words(words);
        self.add(subject, property, value);
    }

    /// Words in the language of the articles.
    fn words(&self, words: &str) -> Literal {
        Literal::new_language_tagged_literal_unchecked(words, &*self.language)
    }

    /// Whether the graph says anything of `subject`.
    fn has(&self, subject: &NamedNode) -> bool {
        self.index.contains_key(subject)
    }

    /// Adds a statement unless it is there.
    fn add(&mut self, subject: &NamedNode, property: impl Into<NamedNode>, value: impl Into<Term>) {
        let (property, value) = (property.into(), value.into());
        let slot = *self.index.entry(subject.clone()).or_insert_with(|| {
            self.subjects.push((subject.clone(), Vec::new()));
            self.subjects.len() - 1
        });
        let statements = &mut self.subjects[slot].1;
        if statements.iter().any(|(p, v)| *p == property && *v == value) {
            return;
        }
        let place = statements.iter().rposition(|(p, _)| *p == property).map_or(statements.len(), |n| n + 1);
        statements.insert(place, (property, value));
    }

    fn into_quads(self) -> Vec<Quad> {
        let graph = GraphName::NamedNode(self.name);
        self.subjects
            .into_iter()
            .flat_map(|(s, statements)| statements.into_iter().map(move |(p, v)| (s.clone(), p, v)))
            .map(|(s, p, v)| Quad::new(s, p, v, graph.clone()))
            .collect()
    }
}

struct Builder<'k> {
    knowledge: &'k Knowledge,
    points: CodePoints<'k>,
    article: NamedNode,
    here: Graph,
    reference: Graph,
    rules: BTreeSet<&'k str>,
}

impl<'k> Builder<'k> {
    fn article(&mut self, pack: Option<&PackFact>) {
        let (article, s) = (&self.knowledge.article, &self.article);
        let graph = &mut self.here;
        graph.add(s, rdf::TYPE, schema::NEWS_ARTICLE);
        graph.add(s, rdf::TYPE, nif::CONTEXT);
        graph.add(s, dct::IDENTIFIER, text(&article.id));
        let first_line = article.text.lines().map(str::trim).find(|line| !line.is_empty());
        if let Some(label) = article.title.as_deref().or(first_line) {
            graph.add_words(s, rdfs::LABEL, label);
        }
        if let Some(title) = &article.title {
            graph.add_words(s, dct::TITLE, title);
        }
        if let Some(url) = &article.url {
            graph.add(s, schema::URL, NamedNode::new(url).map_or_else(|_| Term::from(text(url)), Term::from));
        }
        if let Some(day) = &article.published {
            match date(day) {
                Some(day) => graph.add(s, dct::ISSUED, day),
                None => graph.add(s, dct::DATE, text(day)),
            }
        }
        if let Some(publisher) = &article.publisher {
            graph.add_words(s, schema::PUBLISHER, publisher);
        }
        graph.add(s, nif::IS_STRING, text(&article.text));
        graph.add(s, kb::CONTENT_HASH, text(&content_hash(article)));
        if let Some(pack) = pack {
            graph.add(s, prov::WAS_ATTRIBUTED_TO, iri::pack(&pack.hash));
        }
    }

    fn event(&mut self, event: &'k Event) {
        let s = self.event_iri(event);
        self.here.add(&s, rdf::TYPE, own(event.kind.name()));
        self.here.add(&s, rdf::TYPE, sem::EVENT);
        self.here.add_words(&s, rdfs::LABEL, &event.label);
        self.here.add(&s, kb::POLARITY, own(event.polarity.name()));
        self.here.add(&s, kb::MODALITY, own(event.modality.name()));
        if let Some(days) = &event.days {
            describe_days(&mut self.here, &s, days);
        }
        for mention in &event.mentions {
            for argument in &mention.arguments {
                let filler = self.filler_iri(argument);
                self.here.add(&s, own(argument.role.name()), filler);
            }
            if let Some(source) = &mention.attributed {
                let source = self.source_iri(source);
                self.here.add(&s, kb::ATTRIBUTED_TO, source);
            }
        }
        for mention in &event.mentions {
            let m = iri::range(&s, self.points.range(mention.trigger));
            self.here.add(&s, kb::MENTION, m.clone());
            self.event_mention(&s, &m, mention);
        }
    }

    fn event_mention(&mut self, s: &NamedNode, m: &NamedNode, mention: &'k EventMention) {
        self.here.add(m, rdf::TYPE, kb::EVENT_MENTION);
        self.place(m, mention.trigger);
        self.here.add(m, nif::REFERENCE_CONTEXT, self.article.clone());
        self.here.add(m, kb::EVENT_TYPE, own(mention.kind.name()));
        self.here.add(m, kb::POLARITY, own(mention.polarity.name()));
        self.here.add(m, kb::MODALITY, own(mention.modality.name()));
        if let Some(source) = &mention.attributed {
            let source = self.source_iri(source);
            self.here.add(m, kb::ATTRIBUTED_TO, source);
        }
        self.rule(m, &mention.rule);
        if let Some(join) = &mention.joined {
            self.join(m, s, join);
        }
        let sentence = iri::range(&iri::below(&self.article, &["sentence"]), self.points.range(mention.sentence));
        self.here.add(m, kb::SENTENCE, sentence.clone());
        let evidence: Vec<NamedNode> = mention
            .arguments
            .iter()
            .map(|a| iri::range(&iri::below(m, &[a.role.name()]), self.points.range(a.span)))
            .collect();
        for argument in &evidence {
            self.here.add(m, kb::ARGUMENT, argument.clone());
        }
        for (argument, a) in mention.arguments.iter().zip(&evidence) {
            self.here.add(a, rdf::TYPE, kb::ARGUMENT_CLASS);
            self.here.add(a, kb::ROLE, own(argument.role.name()));
            let filler = self.filler_iri(argument);
            self.here.add(a, kb::FILLER, filler);
            self.place(a, argument.span);
        }
        for (argument, _) in mention.arguments.iter().zip(&evidence) {
            if argument.entity.is_none() && argument.event.is_none() {
                self.phrase(argument.span);
            }
        }
        if let Some(Source { span, entity: None }) = mention.attributed {
            self.phrase(span);
        }
        if !self.here.has(&sentence) {
            self.here.add(&sentence, rdf::TYPE, nif::SENTENCE);
            self.place(&sentence, mention.sentence);
            self.here.add(&sentence, nif::REFERENCE_CONTEXT, self.article.clone());
        }
    }

    /// Why a mention below `parent` is one more of its thing, and after which other.
    fn join(&mut self, m: &NamedNode, parent: &NamedNode, join: &Join) {
        self.here.add(m, kb::COREFERENCE, own(join.reason.name()));
        let antecedent = iri::range(parent, self.points.range(join.antecedent));
        self.here.add(m, kb::ANTECEDENT, antecedent);
    }

    /// A phrase that fills a role or names a source without being an entity or an event: it has a node of its own, so
    /// that one step from the event always leads to something with a label.
    fn phrase(&mut self, span: Span) {
        let p = self.phrase_iri(span);
        if self.here.has(&p) {
            return;
        }
        self.here.add(&p, rdf::TYPE, kb::PHRASE);
        self.here.add_words(&p, rdfs::LABEL, span.of(&self.knowledge.article.text));
        self.place(&p, span);
        self.here.add(&p, nif::REFERENCE_CONTEXT, self.article.clone());
        self.names(&p, span);
    }

    /// The entities that are mentioned inside the words of `node`.
    fn names(&mut self, node: &NamedNode, span: Span) {
        for entity in &self.knowledge.entities {
            if entity.mentions.iter().any(|m| span.contains(m.span)) {
                let named = self.entity_iri(entity);
                if named != *node {
                    self.here.add(node, kb::NAMES, named);
                }
            }
        }
    }

    fn entity(&mut self, entity: &'k Entity) {
        let s = self.entity_iri(entity);
        let graph = match entity.scope {
            Scope::Everywhere => &mut self.reference,
            Scope::Article => &mut self.here,
        };
        describe(graph, &s, entity);
        let mentions = iri::below(&self.article, &["entity", &entity.key]);
        let nodes: Vec<NamedNode> =
            entity.mentions.iter().map(|m| iri::range(&mentions, self.points.range(m.span))).collect();
        for mention in &entity.mentions {
            self.names(&s, mention.span);
        }
        for (mention, m) in entity.mentions.iter().zip(&nodes) {
            self.here.add(m, rdf::TYPE, kb::ENTITY_MENTION);
            // From the mention to the entity: a country has mentions in every article, and an engine that follows the
            // statements of a subject one by one would have to pass them all to find its label.
            self.here.add(m, kb::REFERS_TO, s.clone());
            self.place(m, mention.span);
            self.here.add(m, nif::REFERENCE_CONTEXT, self.article.clone());
            let form = match mention.form {
                MentionForm::Named => kb::NAMED,
                MentionForm::Anaphor => kb::ANAPHOR,
            };
            self.here.add(m, kb::FORM, form);
            self.rule(m, &mention.rule);
            if let Some(join) = &mention.joined {
                self.join(m, &mentions, join);
            }
        }
    }

    fn facts(&mut self) {
        let knowledge = self.knowledge;
        let mut running: FxHashMap<(EntityIndex, &str), usize> = FxHashMap::default();
        for fact in &knowledge.facts {
            let subject = knowledge.entity(fact.subject);
            let property = fact.property.name();
            let number = running.entry((fact.subject, property)).or_default();
            *number += 1;
            let node = iri::below(&self.article, &["fact", &subject.key, property, &number.to_string()]);
            let s = self.entity_iri(subject);
            let value: Term = match &fact.value {
                FactValue::Text(words) => self.here.words(words).into(),
                FactValue::Entity(index) => self.entity_iri(knowledge.entity(*index)).into(),
            };
            self.here.add(&s, own(property), value.clone());
            self.statement(&node, kb::FACT, s, property, value);
            self.place(&node, fact.evidence);
            self.here.add(&node, nif::REFERENCE_CONTEXT, self.article.clone());
            self.rule(&node, &fact.rule);
        }
    }

    fn links(&mut self) {
        let knowledge = self.knowledge;
        for link in &knowledge.links {
            let (from, to) = (knowledge.event(link.from), knowledge.event(link.to));
            let property = link.property.name();
            let node = iri::below(&self.article, &["link", &from.key, property, &to.key]);
            let (from, to) = (self.event_iri(from), self.event_iri(to));
            self.here.add(&from, own(property), to.clone());
            self.statement(&node, kb::LINK, from, property, to.into());
            self.here.add(&node, nif::REFERENCE_CONTEXT, self.article.clone());
            self.rule(&node, &link.rule);
        }
    }

    /// A node that stands for a statement, to hang its evidence on.
    fn statement(&mut self, node: &NamedNode, class: NamedNodeRef<'_>, s: NamedNode, property: &str, value: Term) {
        self.here.add(node, rdf::TYPE, class);
        self.here.add(node, rdf::SUBJECT, s);
        self.here.add(node, rdf::PREDICATE, own(property));
        self.here.add(node, rdf::OBJECT, value);
    }

    fn rules(&mut self, facts: &dyn RuleFacts, pack: Option<&PackFact>) {
        let graph = &mut self.reference;
        for id in &self.rules {
            let s = iri::rule(id);
            graph.add(&s, rdf::TYPE, kb::RULE_CLASS);
            graph.add(&s, dct::IDENTIFIER, text(id));
            let Some(RuleFact { makes, description, precision }) = facts.rule(id) else { continue };
            if let Some(makes) = makes {
                graph.add(&s, kb::YIELDS, own(makes.name()));
            }
            if let Some(description) = description {
                graph.add(&s, rdfs::COMMENT, english(&description));
            }
            if let Some(precision) = precision.filter(|p| p.judged > 0) {
                let share = f64::from(precision.correct) / f64::from(precision.judged);
                graph.add(&s, kb::PRECISION, Literal::new_typed_literal(format!("{share:.3}"), xsd::DECIMAL));
                graph.add(&s, kb::CORRECT, integer(precision.correct as usize));
                graph.add(&s, kb::JUDGED, integer(precision.judged as usize));
            }
        }
        if let Some(pack) = pack {
            let s = iri::pack(&pack.hash);
            graph.add(&s, rdf::TYPE, kb::RULE_PACK);
            graph.add(&s, rdfs::LABEL, english(&pack.name));
            graph.add(&s, schema::VERSION, text(&pack.version));
        }
    }

    /// Where in the text `node` stands, and the words there.
    fn place(&mut self, node: &NamedNode, span: Span) {
        let (start, end) = self.points.range(span);
        self.here.add(node, oa::START, integer(start));
        self.here.add(node, oa::END, integer(end));
        self.here.add(node, oa::EXACT, text(span.of(&self.knowledge.article.text)));
    }

    fn rule(&mut self, node: &NamedNode, id: &'k str) {
        self.rules.insert(id);
        self.here.add(node, kb::RULE, iri::rule(id));
    }

    fn event_iri(&self, event: &Event) -> NamedNode {
        iri::below(&self.article, &["event", &event.key])
    }

    fn entity_iri(&self, entity: &Entity) -> NamedNode {
        match entity.scope {
            Scope::Everywhere => iri::entity(&entity.key),
            Scope::Article => iri::below(&self.article, &["entity", &entity.key]),
        }
    }

    fn phrase_iri(&self, span: Span) -> NamedNode {
        iri::range(&iri::below(&self.article, &["phrase"]), self.points.range(span))
    }

    fn filler_iri(&self, argument: &Argument) -> NamedNode {
        match (argument.entity, argument.event) {
            (Some(entity), _) => self.entity_iri(self.knowledge.entity(entity)),
            (None, Some(event)) => self.event_iri(self.knowledge.event(event)),
            (None, None) => self.phrase_iri(argument.span),
        }
    }

    fn source_iri(&self, source: &Source) -> NamedNode {
        match source.entity {
            Some(entity) => self.entity_iri(self.knowledge.entity(entity)),
            None => self.phrase_iri(source.span),
        }
    }
}

/// What an entity is, apart from where it is mentioned.
fn describe(graph: &mut Graph, s: &NamedNode, entity: &Entity) {
    let identity = &entity.identity;
    graph.add(s, rdf::TYPE, own(entity.kind.name()));
    graph.add(s, rdf::TYPE, kb::ENTITY);
    graph.add_words(s, rdfs::LABEL, &entity.label);
    if let Some(name) = &identity.english {
        graph.add(s, rdfs::LABEL, english(name));
    }
    if let Some(id) = &identity.wikidata {
        graph.add(s, skos::EXACT_MATCH, wikidata(id));
    }
    if let Some((name, kind)) = &identity.entry {
        graph.add(s, kb::GAZETTEER_NAME, text(name));
        graph.add(s, kb::GAZETTEER_KIND, text(kind));
    }
    if let Some(days) = &identity.days {
        describe_days(graph, s, days);
    }
    if let Some(number) = identity.number.filter(|n| n.is_finite()) {
        graph.add(s, kb::NUMBER, Literal::new_typed_literal(number.to_string(), xsd::DECIMAL));
    }
    if let Some(unit) = &identity.unit {
        graph.add_words(s, kb::UNIT, unit);
    }
    if let Some((latitude, longitude)) = identity.coordinates {
        let point = iri::below(s, &["point"]);
        graph.add(s, geo::HAS_GEOMETRY, point.clone());
        graph.add(&point, rdf::TYPE, geo::GEOMETRY);
        let wkt = Literal::new_typed_literal(format!("POINT({longitude} {latitude})"), geo::WKT_LITERAL);
        graph.add(&point, geo::AS_WKT, wkt);
    }
}

/// First and last day, and on what they rest. A single day is written as one, too.
fn describe_days(graph: &mut Graph, s: &NamedNode, days: &Days) {
    if let (Some(begin), Some(end)) = (date(&days.first), date(&days.last)) {
        if days.first == days.last {
            graph.add(s, time::IN_XSD_DATE, begin.clone());
        }
        graph.add(s, sem::BEGIN, begin);
        graph.add(s, sem::END, end);
        graph.add(s, kb::BASIS, english(&days.basis));
    }
}

fn wikidata(id: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://www.wikidata.org/entity/{}", iri::segment(id)))
}

fn text(value: &str) -> Literal {
    Literal::new_simple_literal(value)
}

fn english(value: &str) -> Literal {
    Literal::new_language_tagged_literal_unchecked(value, "en")
}

fn integer(value: usize) -> Literal {
    Literal::new_typed_literal(value.to_string(), xsd::INTEGER)
}

/// Whether this is `YYYY-MM-DD` and there is such a day.
pub(crate) fn is_day(day: &str) -> bool {
    date(day).is_some()
}

/// `YYYY-MM-DD` as a date, when there is such a day.
fn date(day: &str) -> Option<Literal> {
    let mut parts = day.split('-');
    let mut number = |digits: usize| {
        let part = parts.next()?;
        (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u32>().ok())?
    };
    let (year, month, date) = (number(4)?, number(2)?, number(2)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (parts.next().is_none() && year > 0 && (1..=length).contains(&date))
        .then(|| Literal::new_typed_literal(day, xsd::DATE))
}
