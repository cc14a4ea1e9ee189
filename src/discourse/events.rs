//! Events: which mentions of an article tell one happening.

use super::ReadSentence;
use super::entities::Registry;
use crate::events::{Anchor, EventDraft};
use crate::knowledge::{Argument, EntityIndex, Event, EventIndex, EventMention, Join, Source};
use crate::rules::Pack;
use crate::rules::symbols::Symbol;
use crate::schema::{Coreference, EventType, Modality, Polarity, Role};
use rustc_hash::FxHashMap;

/// Event mentions of an article, each with the event it belongs to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clusters {
    /// (sentence, draft) in text order.
    pub members: Vec<(usize, usize)>,
    /// For each member, its number in `members`.
    number: FxHashMap<(usize, usize), usize>,
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
        Some(EventIndex(self.event[*self.number.get(&(s, d))?]))
    }

    fn joined_to(&self, member: (usize, usize)) -> Option<Step> {
        self.joined[*self.number.get(&member)?]
    }
}

struct View<'a> {
    /// For each sentence and draft the fillers that are entities, with their roles.
    entities: Vec<Vec<Vec<(Role, EntityIndex)>>>,
    sentences: &'a [ReadSentence],
    pack: &'a Pack,
}

impl View<'_> {
    fn draft(&self, member: (usize, usize)) -> &EventDraft {
        &self.sentences[member.0].events[member.1]
    }

    /// Fillers that are entities, with their roles.
    fn entities(&self, member: (usize, usize)) -> &[(Role, EntityIndex)] {
        &self.entities[member.0][member.1]
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
            let fills = |list: &[(Role, EntityIndex)]| list.iter().any(|(r, _)| r == role);
            let both = left.iter().any(|filler| filler.0 == *role && right.contains(filler));
            fills(left) && fills(right) && !both
        })
    }

    fn shared(&self, a: (usize, usize), b: (usize, usize)) -> usize {
        let (left, right) = (self.entities(a), self.entities(b));
        left.iter().filter(|(r, e)| !matches!(r, Role::Time) && right.iter().any(|(_, f)| f == e)).count()
    }
}

/// Gives every event mention an event, in text order.
pub(crate) fn cluster(registry: &Registry<'_>, sentences: &[ReadSentence], pack: &Pack) -> Clusters {
    let view = View { entities: fillers(registry, sentences), sentences, pack };
    let mut clusters = Clusters::default();
    for (s, read) in sentences.iter().enumerate() {
        for d in 0..read.events.len() {
            let member = (s, d);
            let known = antecedent(&view, &clusters, member);
            let event = known.map_or(clusters.count, |(event, _)| event);
            clusters.count = clusters.count.max(event + 1);
            clusters.number.insert(member, clusters.members.len());
            clusters.members.push(member);
            clusters.event.push(event);
            clusters.joined.push(known.map(|(_, step)| step));
        }
    }
    clusters
}

fn fillers(registry: &Registry<'_>, sentences: &[ReadSentence]) -> Vec<Vec<Vec<(Role, EntityIndex)>>> {
    let of_event = |s: usize, draft: &EventDraft| {
        let entity = |f: &crate::events::Filler| Some((f.role, registry.entity_of(s, &f.words, f.head)?));
        draft.fillers.iter().filter_map(entity).collect()
    };
    let of_sentence = |(s, read): (usize, &ReadSentence)| read.events.iter().map(|draft| of_event(s, draft)).collect();
    sentences.iter().enumerate().map(of_sentence).collect()
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
        .filter(|(other, _)| !rules.anew.contains(&draft.kind) && !view.conflict(*other, member))
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
    let mut members = vec![Vec::new(); clusters.count];
    for (member, event) in clusters.members.iter().zip(&clusters.event) {
        members[*event].push(*member);
    }
    let mut events: Vec<Event> = Vec::with_capacity(clusters.count);
    for (event, members) in members.into_iter().enumerate() {
        let told = members.into_iter().map(|m| mention(clusters, registry, sentences, pack, m));
        let mentions: Vec<EventMention> = told.collect();
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
