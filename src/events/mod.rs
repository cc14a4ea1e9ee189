//! Stage `events`: clauses and mentions become event mentions with roles, polarity, modality and source.
//!
//! `trigger` finds which rules a verb or noun may fire, `slots` gathers what stands in which grammatical place around
//! it, `control`, `support`, `causes` and `circumstances` what stands elsewhere and is meant here, `fill` chooses the rule
//! whose conditions hold and fills its roles, `factuality` decides whether it happened
//! and who says so. [`trace`] tells what became of the rules that gave nothing.

mod around_noun;
mod causes;
mod circumstances;
mod control;
mod factuality;
mod fill;
pub mod gaps;
mod observe;
mod slots;
mod support;
pub mod trace;
mod trigger;

use crate::analysis::Sentence;
use crate::mentions::Mention;
use crate::rules::Pack;
use crate::rules::event_rules::Content;
use crate::schema::{EventType, Modality, Polarity, Role};
use crate::span::Span;
pub use observe::Idle;
use observe::{Observer, Silent};
use std::ops::Range;

/// What evokes an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Anchor {
    /// A verb group of the sentence, in this clause.
    Verb {
        /// Index of the group.
        group: usize,
        /// Index of its clause.
        clause: usize,
    },
    /// A noun (or infinitive) at this word.
    Noun {
        /// The word.
        word: usize,
    },
}

/// A role and the words that fill it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filler {
    /// The role.
    pub role: Role,
    /// Words of the sentence.
    pub words: Range<usize>,
    /// Head of the phrase.
    pub head: usize,
    /// Where it stands in the text.
    pub span: Span,
    /// Understood from an earlier clause.
    pub carried: bool,
}

/// An event mention of one sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct EventDraft {
    /// Index of the rule in the pack.
    pub rule: usize,
    /// Its type.
    pub kind: EventType,
    /// What evokes it.
    pub anchor: Anchor,
    /// Trigger words of the sentence.
    pub trigger: Range<usize>,
    /// The trigger in the text.
    pub span: Span,
    /// Filled roles in text order.
    pub fillers: Vec<Filler>,
    /// Asserted or denied.
    pub polarity: Polarity,
    /// Factuality.
    pub modality: Modality,
    /// Words that name the source of a reported event.
    pub source: Option<Range<usize>>,
    /// What the rule says of the events inside.
    pub content: Content,
    /// Words inside which this event's content lies.
    pub content_words: Vec<Range<usize>>,
    /// Draft of the same sentence in whose content this one lies.
    pub inside: Option<usize>,
}

/// Finds the events of one sentence, in the order of their triggers.
///
/// ```
/// # use khabar::rules::Pack;
/// # let pack = Pack::embedded()?;
/// use khabar::mentions::{KnownNames, mentions};
///
/// let text = "وزیر کشور به هرات سفر کرد.";
/// let tokens = khabar::text::sentences(text, &pack.orthography);
/// let sentence = khabar::analysis::analyse_sentence(text, &tokens, 0, &pack);
/// let named = mentions(text, &sentence, &mut KnownNames::default(), &pack);
/// let found = khabar::events::events(text, &sentence, &named, &pack);
/// assert_eq!(found[0].span.of(text), "سفر کرد");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn events(text: &str, sentence: &Sentence, mentions: &[Mention], pack: &Pack) -> Vec<EventDraft> {
    find(&slots::Scene { text, sentence, mentions, pack }, &mut Silent)
}

fn find(scene: &slots::Scene<'_>, observer: &mut impl Observer) -> Vec<EventDraft> {
    let mut drafts = Vec::new();
    for (clause, c) in scene.sentence.clauses.list.iter().enumerate() {
        if let Some(group) = c.verb {
            let asked = control::asked(scene, clause, &drafts);
            drafts.extend(fill::verb_events(scene, group, clause, asked, observer));
        }
    }
    drafts.extend(fill::noun_events(scene, &drafts, observer));
    drafts.sort_by_key(|d| (d.trigger.start, d.trigger.end));
    settle(&mut drafts, observer);
    factuality::decide(scene, &mut drafts);
    inherit_sides(scene, &mut drafts);
    drafts
}

/// Triggers that share words: the longer wins, then the verb, then the earlier rule.
fn settle(drafts: &mut Vec<EventDraft>, observer: &mut impl Observer) {
    let mut kept: Vec<EventDraft> = Vec::with_capacity(drafts.len());
    for draft in drafts.drain(..) {
        match kept.last() {
            Some(last) if last.trigger.end > draft.trigger.start => {
                let longer = draft.trigger.len() > last.trigger.len();
                let verb = matches!(draft.anchor, Anchor::Verb { .. }) && matches!(last.anchor, Anchor::Noun { .. });
                let other_verb =
                    matches!(last.anchor, Anchor::Verb { .. }) && matches!(draft.anchor, Anchor::Noun { .. });
                if verb || (longer && !other_verb) {
                    observer.suppressed(last, &draft);
                    kept.pop();
                    kept.push(draft);
                } else {
                    observer.suppressed(&draft, last);
                }
            }
            _ => kept.push(draft),
        }
    }
    *drafts = kept;
}

/// «دو وزیر بر گسترش همکاری‌ها تأکید کردند»: a symmetric event that is agreed, promised or stressed has the sides of the
/// event in whose content it lies, when it names none of its own.
fn inherit_sides(scene: &slots::Scene<'_>, drafts: &mut [EventDraft]) {
    for inner in 0..drafts.len() {
        let symmetric = scene.pack.events.list[drafts[inner].rule].symmetric;
        if !symmetric || drafts[inner].fillers.iter().any(|f| f.role == Role::Participant) {
            continue;
        }
        let Some(outer) = drafts[inner].inside else { continue };
        let sides: Vec<Filler> = drafts[outer]
            .fillers
            .iter()
            .filter(|f| matches!(f.role, Role::Participant | Role::Agent))
            .map(|f| Filler { role: Role::Participant, carried: true, ..f.clone() })
            .collect();
        drafts[inner].fillers.extend(sides);
    }
}
