//! Events: which mentions of an article tell one happening.

use super::ReadSentence;
use super::entities::Registry;
use crate::events::{Anchor, EventDraft};
use crate::knowledge::{Argument, EntityIndex, Event, EventIndex, EventMention, Join, Source};
use crate::rules::Pack;
use crate::rules::symbols::Symbol;
use crate::schema::{Coreference, EventType, Modality, Polarity, Role};

/// Event mentions of an article, each with the event it belongs to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clusters {
    /// (sentence, draft) in text order.
    pub members: Vec<(usize, usize)>,
    /// For each member, its event.
    pub event: Vec<usize>,
    /// For each member, why it is not new, and the member whose event it takes up.
    joined: Vec<Option<Step>>,
    /// How many events there are.
    pub count: usize,
}

/// A step of coreference: why, and which member came before.
type Step = (Coreference, (usize, usize));

impl Clusters {
    /// The event of a draft.
    pub(crate) fn of(&self, s: usize, d: usize) -> Option<EventIndex> {
        let n = self.members.iter().position(|m| *m == (s, d))?;
        Some(EventIndex(self.event[n]))
    }

    fn joined_to(&self, member: (usize, usize)) -> Option<Step> {
        let n = self.members.iter().position(|m| *m == member)?;
        self.joined[n]
    }
}

struct View<'a> {
    registry: &'a Registry<'a>,
    sentences: &'a [ReadSentence],
    pack: &'a Pack,
}

impl View<'_> {
    fn draft(&self, member: (usize, usize)) -> &EventDraft {
        &self.sentences[member.0].events[member.1]
    }

    /// Fillers that are entities, with their roles.
    fn entities(&self, member: (usize, usize)) -> Vec<(Role, EntityIndex)> {
        let resolve = |f: &crate::events::Filler| Some((f.role, self.registry.entity_of(member.0, &f.words, f.head)?));
        self.draft(member).fillers.iter().filter_map(resolve).collect()
    }

    /// The lemma of the noun, or of the element of the verb, that makes the trigger.
    fn lemma(&self, member: (usize, usize)) -> Symbol {
        let draft = self.draft(member);
        let words = &self.sentences[member.0].sentence.words;
        words[draft.trigger.start].reading.lemma
    }

    fn demonstrative(&self, member: (usize, usize)) -> bool {
        let Anchor::Noun { word } = self.draft(member).anchor else { return false };
        let words = &self.sentences[member.0].sentence.words;
        let near = self.pack.grammar.demonstrative;
        word.checked_sub(1).is_some_and(|b| words[b].is(near))
    }

    fn nominal(&self, member: (usize, usize)) -> bool {
        matches!(self.draft(member).anchor, Anchor::Noun { .. })
    }

    /// Core fillers of the same role that are different entities make two happenings.
    fn conflict(&self, a: (usize, usize), b: (usize, usize)) -> bool {
        let (left, right) = (self.entities(a), self.entities(b));
        let single = [Role::Patient, Role::Agent, Role::Place, Role::Addressee, Role::Destination];
        single.iter().any(|role| {
            let of = |list: &[(Role, EntityIndex)]| {
                list.iter().filter(|(r, _)| r == role).map(|(_, e)| *e).collect::<Vec<_>>()
            };
            let (x, y) = (of(&left), of(&right));
            !x.is_empty() && !y.is_empty() && !x.iter().any(|e| y.contains(e))
        })
    }

    fn shared(&self, a: (usize, usize), b: (usize, usize)) -> usize {
        let (left, right) = (self.entities(a), self.entities(b));
        left.iter().filter(|(r, e)| !matches!(r, Role::Time) && right.iter().any(|(_, f)| f == e)).count()
    }
}

/// Gives every event mention an event, in text order.
pub(crate) fn cluster(registry: &Registry<'_>, sentences: &[ReadSentence], pack: &Pack) -> Clusters {
    let view = View { registry, sentences, pack };
    let mut clusters = Clusters::default();
    for (s, read) in sentences.iter().enumerate() {
        for d in 0..read.events.len() {
            let member = (s, d);
            let known = antecedent(&view, &clusters, member);
            let event = known.map_or(clusters.count, |(event, _)| event);
            clusters.count = clusters.count.max(event + 1);
            clusters.members.push(member);
            clusters.event.push(event);
            clusters.joined.push(known.map(|(_, step)| step));
        }
    }
    clusters
}

/// The event that a mention takes up, when it is not new.
fn antecedent(view: &View<'_>, clusters: &Clusters, member: (usize, usize)) -> Option<(usize, Step)> {
    let draft = view.draft(member);
    let lemma = view.lemma(member);
    let rules = &view.pack.discourse;
    let before = || clusters.members.iter().copied().zip(clusters.event.iter().copied()).rev();
    // A noun inside the description of another happening («فاجعه … که در آن قایق واژگون شد»).
    let relative = before().find(|(other, _)| {
        other.0 == member.0
            && rules.same_happening(view.draft(*other).kind, draft.kind)
            && in_relative_of(view, member, *other)
    });
    if let Some((other, event)) = relative {
        return Some((event, (Coreference::RelativeClause, other)));
    }
    if view.demonstrative(member) {
        let types = rules.happening.get(&lemma).cloned().unwrap_or_default();
        let asserted = |other: (usize, usize)| other != member && view.draft(other).polarity == Polarity::Positive;
        let last = |fits: &dyn Fn(EventType) -> bool| {
            let found = before().find(|(other, _)| asserted(*other) && fits(view.draft(*other).kind));
            found.map(|(other, event)| (event, (Coreference::Pointing, other)))
        };
        // The nearest of its own type, else of a type that tells the same, else of any that the noun may take up.
        return last(&|kind| kind == draft.kind)
            .or_else(|| last(&|kind| rules.same_happening(kind, draft.kind)))
            .or_else(|| last(&|kind| types.contains(&kind)));
    }
    // The same type again, with a common participant or without any of its own, and nothing against it.
    before()
        .filter(|(other, _)| rules.same_happening(view.draft(*other).kind, draft.kind))
        // Two nouns side by side in one sentence are two happenings.
        .filter(|(other, _)| other.0 != member.0 || !(view.nominal(member) && view.nominal(*other)))
        .filter(|(other, _)| !speech(draft.kind) && !view.conflict(*other, member))
        .find_map(|(other, event)| {
            let same_type = view.draft(other).kind == draft.kind;
            let same_lemma = view.lemma(other) == lemma;
            let shared = view.shared(other, member);
            let bare = view.nominal(member) && view.draft(member).fillers.is_empty();
            let near = member.0 - other.0 <= 6;
            let common = (same_type && shared >= 2)
                || (same_lemma && shared >= 1)
                || (same_type && shared >= 1 && near && (view.nominal(member) || view.nominal(other)));
            let again = same_lemma && bare && near && member.0 != other.0;
            let reason = if common { Coreference::SharedParticipants } else { Coreference::SameNoun };
            (common || again).then_some((event, (reason, other)))
        })
}

/// Saying again is another saying.
const fn speech(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Statement | EventType::Request | EventType::Accuse | EventType::Appreciate | EventType::Threaten
    )
}

/// Whether a verb stands in the relative clause that describes a noun.
fn in_relative_of(view: &View<'_>, member: (usize, usize), noun: (usize, usize)) -> bool {
    let sentence = &view.sentences[member.0].sentence;
    let clause = match view.draft(member).anchor {
        Anchor::Verb { clause, .. } => clause,
        Anchor::Noun { word } => sentence.clauses.of_word[word],
    };
    let clause = &sentence.clauses.list[clause];
    let trigger = view.draft(noun).trigger.start;
    clause.kind == crate::analysis::ClauseKind::Relative
        && view.nominal(noun)
        && view.draft(member).trigger.start >= clause.start
        && clause.antecedent.is_some_and(|a| {
            trigger <= a
                && sentence.words[trigger..a].iter().all(|w| w.reading.verb.is_none_or(|v| !v.tense.is_finite()))
        })
}

/// Makes the events of the article from the clusters.
pub(crate) fn build(
    clusters: &Clusters,
    registry: &Registry<'_>,
    sentences: &[ReadSentence],
    pack: &Pack,
) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::with_capacity(clusters.count);
    for event in 0..clusters.count {
        let members = clusters.members.iter().zip(&clusters.event).filter(|(_, e)| **e == event).map(|(m, _)| *m);
        let mentions: Vec<EventMention> = members.map(|m| mention(clusters, registry, sentences, pack, m)).collect();
        let Some(first) = mentions.first() else { continue };
        let kind = first.kind;
        let label = label_of(first, sentences);
        let asserted: Vec<&EventMention> = mentions.iter().filter(|m| m.polarity == Polarity::Positive).collect();
        let polarity = if asserted.is_empty() { Polarity::Negative } else { Polarity::Positive };
        let strongest = |m: &&&EventMention| match m.modality {
            Modality::Actual => 0,
            Modality::Planned => 1,
            Modality::Possible => 2,
        };
        let modality = asserted.iter().min_by_key(strongest).map_or(first.modality, |m| m.modality);
        let key = format!("{}-{}", kind.name().to_lowercase(), event + 1);
        events.push(Event { key, kind, label, polarity, modality, days: None, mentions });
    }
    events
}

fn label_of(mention: &EventMention, sentences: &[ReadSentence]) -> String {
    let text = sentences.first().map_or("", |s| s.text());
    let mut span = mention.trigger;
    for argument in &mention.arguments {
        let core = matches!(argument.role, Role::Agent | Role::Participant | Role::Patient);
        if core && mention.sentence.contains(argument.span) && argument.span.cover(span).len() < 240 {
            span = span.cover(argument.span);
        }
    }
    span.of(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn mention(
    clusters: &Clusters,
    registry: &Registry<'_>,
    sentences: &[ReadSentence],
    pack: &Pack,
    (s, d): (usize, usize),
) -> EventMention {
    let read = &sentences[s];
    let draft = &read.events[d];
    let arguments = draft
        .fillers
        .iter()
        .map(|f| {
            let entity = registry.entity_of(s, &f.words, f.head);
            let event = if entity.is_some() {
                None
            } else {
                let inner = read.events.iter().position(|e| e.trigger.contains(&f.head));
                inner.filter(|i| *i != d).and_then(|i| clusters.of(s, i))
            };
            Argument { role: f.role, span: f.span, entity, event }
        })
        .collect();
    let attributed = draft.source.as_ref().map(|words| {
        let list = &read.sentence.words;
        let span = list[words.start].span.cover(list[words.end - 1].span);
        let head = read.sentence.phrases.iter().find(|p| p.words == *words).map_or(words.start, |p| p.head);
        Source { span, entity: registry.entity_of(s, words, head) }
    });
    EventMention {
        kind: draft.kind,
        trigger: draft.span,
        sentence: read.sentence.span,
        arguments,
        polarity: draft.polarity,
        modality: draft.modality,
        attributed,
        rule: pack.events.list[draft.rule].id.clone(),
        joined: clusters
            .joined_to((s, d))
            .map(|(reason, (t, e))| Join { reason, antecedent: sentences[t].events[e].span }),
    }
}
