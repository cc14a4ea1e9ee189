//! From a thing to its mentions, from these to rules, words and antecedents.

use super::{Argument, Entity, Event, EventMention, Identity, Join, Known, Mention, Named, Place, Rule, Statement};
use crate::kb::error::KbError;
use crate::kb::lookup::Lookup;
use crate::kb::table;
use crate::rdf::iri;
use crate::rdf::terms::{dct, kb, nif, oa, sem, skos};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};

/// A walk through a store.
pub(super) struct Walk<'a> {
    pub(super) lookup: Lookup<'a>,
}

impl Walk<'_> {
    fn named(&self, thing: &NamedNode) -> Result<Named, KbError> {
        let iri = table::short(thing.as_str());
        let label = self.lookup.label(thing)?.unwrap_or_else(|| iri.clone());
        Ok(Named { iri, label })
    }

    fn name(&self, thing: &NamedNode, property: NamedNodeRef<'_>) -> Result<String, KbError> {
        Ok(self.lookup.name(thing, property)?.unwrap_or_default())
    }

    pub(super) fn event(&self, event: &NamedNode) -> Result<Event, KbError> {
        let mut mentions = Vec::new();
        for mention in self.lookup.nodes(event, kb::MENTION)? {
            mentions.push(self.event_mention(&mention)?);
        }
        mentions.sort_by_key(|m| (m.place.start, m.place.end));
        let days = [sem::BEGIN, sem::END, kb::BASIS].map(|property| self.lookup.text(event, property));
        let [begin, end, basis] = days;
        let days = match (begin?, end?, basis?) {
            (Some(begin), Some(end), basis) => Some([begin, end, basis.unwrap_or_default()]),
            _ => None,
        };
        let mut links = Vec::new();
        for end in [rdf::SUBJECT, rdf::OBJECT] {
            for node in self.lookup.subjects(end, event)? {
                if self.lookup.is_a(&node, kb::LINK)? {
                    links.push(self.statement(&node)?);
                }
            }
        }
        Ok(Event {
            named: self.named(event)?,
            kind: mentions.first().map(|m| m.kind.clone()).unwrap_or_default(),
            polarity: self.name(event, kb::POLARITY)?,
            modality: self.name(event, kb::MODALITY)?,
            days,
            mentions,
            links,
            identities: self.identities(event)?,
        })
    }

    fn event_mention(&self, mention: &NamedNode) -> Result<EventMention, KbError> {
        let mut arguments = Vec::new();
        for argument in self.lookup.nodes(mention, kb::ARGUMENT)? {
            arguments.push(self.argument(&argument)?);
        }
        arguments.sort_by(|a, b| (a.start, a.end, &a.role).cmp(&(b.start, b.end, &b.role)));
        let attributed = self.lookup.node(mention, kb::ATTRIBUTED_TO)?;
        Ok(EventMention {
            place: self.place(mention)?,
            kind: self.name(mention, kb::EVENT_TYPE)?,
            polarity: self.name(mention, kb::POLARITY)?,
            modality: self.name(mention, kb::MODALITY)?,
            attributed: attributed.map(|source| self.named(&source)).transpose()?,
            rule: self.rule(mention)?,
            joined: self.joined(mention)?,
            arguments,
        })
    }

    fn argument(&self, argument: &NamedNode) -> Result<Argument, KbError> {
        let (words, start, end) = self.words(argument)?;
        let filler = self.lookup.node(argument, kb::FILLER)?;
        let named = match &filler {
            Some(filler) => self.named(filler)?,
            None => Named { iri: String::new(), label: words.clone() },
        };
        let mut chain = Vec::new();
        let mut known = None;
        if let Some(filler) = filler.filter(|filler| self.lookup.is_a(filler, kb::ENTITY).unwrap_or(false)) {
            known = self.known(&filler)?;
            let mut next = self.mention_within(&filler, argument, start, end)?;
            while let Some(mention) = next {
                chain.push(self.mention(&mention)?);
                // An antecedent stands before its mention; anything else would be a fault in the graph and has no end.
                next = self.lookup.node(&mention, kb::ANTECEDENT)?.filter(|_| chain.len() < 100);
            }
        }
        Ok(Argument { role: self.name(argument, kb::ROLE)?, words, start, end, filler: named, chain, known })
    }

    /// The last mention of an entity inside some words of the article in which `near` stands.
    fn mention_within(
        &self,
        entity: &NamedNode,
        near: &NamedNode,
        start: usize,
        end: usize,
    ) -> Result<Option<NamedNode>, KbError> {
        let mut found = None;
        for mention in self.lookup.subjects(kb::REFERS_TO, entity)? {
            let (_, from, to) = self.words(&mention)?;
            if iri::article_of(&mention) == iri::article_of(near) && start <= from && to <= end {
                found = found.max(Some((from, mention)));
            }
        }
        Ok(found.map(|(_, mention)| mention))
    }

    pub(super) fn entity(&self, entity: &NamedNode) -> Result<Entity, KbError> {
        let mut mentions = Vec::new();
        for node in self.lookup.subjects(kb::REFERS_TO, entity)? {
            if let Some(article) = self.lookup.node(&node, nif::REFERENCE_CONTEXT)? {
                mentions.push((self.named(&article)?, self.mention(&node)?));
            }
        }
        mentions.sort_by(|(a, m), (b, n)| (&a.iri, m.start).cmp(&(&b.iri, n.start)));
        let mut facts = Vec::new();
        for node in self.lookup.subjects(rdf::SUBJECT, entity)? {
            if self.lookup.is_a(&node, kb::FACT)? {
                facts.push(self.statement(&node)?);
            }
        }
        let types = self.lookup.nodes(entity, rdf::TYPE)?;
        let kind = types.iter().find(|class| **class != kb::ENTITY);
        Ok(Entity {
            named: self.named(entity)?,
            kind: kind.map(|class| table::short(class.as_str()).replace("kb:", "")).unwrap_or_default(),
            known: self.known(entity)?,
            mentions,
            facts,
            identities: self.identities(entity)?,
        })
    }

    fn mention(&self, mention: &NamedNode) -> Result<Mention, KbError> {
        let (words, start, end) = self.words(mention)?;
        let form = self.name(mention, kb::FORM)?;
        Ok(Mention { words, start, end, form, rule: self.rule(mention)?, joined: self.joined(mention)? })
    }

    fn known(&self, entity: &NamedNode) -> Result<Option<Known>, KbError> {
        let wikidata = self.lookup.node(entity, skos::EXACT_MATCH)?;
        let known = Known {
            gazetteer: self.lookup.text(entity, kb::GAZETTEER_NAME)?,
            gazetteer_kind: self.lookup.text(entity, kb::GAZETTEER_KIND)?,
            wikidata: wikidata.map(|id| id.as_str().rsplit('/').next().unwrap_or_default().to_owned()),
        };
        Ok((known.gazetteer.is_some() || known.wikidata.is_some()).then_some(known))
    }

    fn joined(&self, mention: &NamedNode) -> Result<Option<Join>, KbError> {
        let Some(reason) = self.lookup.node(mention, kb::COREFERENCE)? else { return Ok(None) };
        let (words, start, _) = match self.lookup.node(mention, kb::ANTECEDENT)? {
            Some(antecedent) => self.words(&antecedent)?,
            None => Default::default(),
        };
        let meaning = self.lookup.text(&reason, skos::DEFINITION)?.unwrap_or_default();
        let reason = table::short(reason.as_str()).replace("kb:", "");
        Ok(Some(Join { reason, meaning, words, start }))
    }

    pub(super) fn statement(&self, node: &NamedNode) -> Result<Statement, KbError> {
        let subject = self.lookup.node(node, rdf::SUBJECT)?;
        let value = match self.lookup.values(node, rdf::OBJECT)?.into_iter().next() {
            Some(Term::NamedNode(thing)) => self.named(&thing)?,
            Some(Term::Literal(words)) => Named { iri: String::new(), label: Literal::destruct(words).0 },
            _ => Named { iri: String::new(), label: String::new() },
        };
        let has_place = self.lookup.text(node, oa::EXACT)?.is_some();
        Ok(Statement {
            iri: table::short(node.as_str()),
            subject: subject.map(|s| self.named(&s)).transpose()?.unwrap_or_else(|| value.clone()),
            property: self.name(node, rdf::PREDICATE)?,
            value,
            place: has_place.then(|| self.place(node)).transpose()?,
            rule: self.rule(node)?,
        })
    }

    fn identities(&self, thing: &NamedNode) -> Result<Vec<Identity>, KbError> {
        let mut found = Vec::new();
        for (this, other) in [(rdf::SUBJECT, rdf::OBJECT), (rdf::OBJECT, rdf::SUBJECT)] {
            for node in self.lookup.subjects(this, thing)? {
                if self.lookup.is_a(&node, kb::IDENTITY)?
                    && let Some(other) = self.lookup.node(&node, other)?
                {
                    found.push(Identity {
                        same_as: self.named(&other)?,
                        score: self.lookup.number(&node, kb::SCORE)?.unwrap_or(0.0),
                        reason: self.lookup.text(&node, kb::REASON)?.unwrap_or_default(),
                    });
                }
            }
        }
        found.sort_by(|a, b| a.same_as.iri.cmp(&b.same_as.iri));
        Ok(found)
    }

    fn rule(&self, node: &NamedNode) -> Result<Rule, KbError> {
        let Some(rule) = self.lookup.node(node, kb::RULE)? else {
            return Ok(Rule { id: String::new(), about: None, precision: None, correct: None, judged: None });
        };
        Ok(Rule {
            id: self.lookup.text(&rule, dct::IDENTIFIER)?.unwrap_or_else(|| table::short(rule.as_str())),
            about: self.lookup.text(&rule, rdfs::COMMENT)?,
            precision: self.lookup.number(&rule, kb::PRECISION)?,
            correct: self.lookup.number(&rule, kb::CORRECT)?,
            judged: self.lookup.number(&rule, kb::JUDGED)?,
        })
    }

    fn words(&self, node: &NamedNode) -> Result<(String, usize, usize), KbError> {
        let words = self.lookup.text(node, oa::EXACT)?.unwrap_or_default();
        let start = self.lookup.number(node, oa::START)?.unwrap_or(0);
        let end = self.lookup.number(node, oa::END)?.unwrap_or(start);
        Ok((words, start, end))
    }

    fn place(&self, node: &NamedNode) -> Result<Place, KbError> {
        let (words, start, end) = self.words(node)?;
        let article = self.lookup.node(node, nif::REFERENCE_CONTEXT)?;
        let (sentence, sentence_start) = match (self.lookup.node(node, kb::SENTENCE)?, &article) {
            (Some(sentence), _) => {
                let (text, from, _) = self.words(&sentence)?;
                (text, from)
            }
            (None, Some(article)) => {
                line_around(&self.lookup.text(article, nif::IS_STRING)?.unwrap_or_default(), start)
            }
            (None, None) => (words.clone(), start),
        };
        let published = match &article {
            Some(article) => self.lookup.text(article, dct::ISSUED)?,
            None => None,
        };
        let article = match &article {
            Some(article) => {
                let named = self.named(article)?;
                Named { iri: self.lookup.text(article, dct::IDENTIFIER)?.unwrap_or(named.iri), label: named.label }
            }
            None => Named { iri: String::new(), label: String::new() },
        };
        Ok(Place { article, published, words, start, end, sentence, sentence_start })
    }
}

/// The line of a text that holds a character, and where it begins.
fn line_around(text: &str, at: usize) -> (String, usize) {
    let mut first = 0;
    for line in text.split('\n') {
        let length = line.chars().count();
        if at <= first + length {
            return (line.to_owned(), first);
        }
        first += length + 1;
    }
    (String::new(), first)
}
