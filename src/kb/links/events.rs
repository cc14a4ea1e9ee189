//! Events of different articles that tell one happening.
//!
//! A pair is looked at when the type fits, polarity is the same, and it shares a day and one filler, or two fillers.
//! Its score is a sum:
//!
//! | points | for |
//! | --- | --- |
//! | +0.20 | the same type; +0.10 for two types that can tell one happening (a meeting and a talk) |
//! | +0.25 | days that overlap, both of at most three days; +0.15 for longer times |
//! | +0.15 | no days to compare, and articles of the same three days (or one published within a week of the other's day) |
//! | +0.20 | each side, patient or addressee in common |
//! | +0.15 | each place, origin or destination in common |
//! | +0.10 | each other filler in common, and each filler of equal words |
//! | +0.10 | the same number |
//! | −0.25 | each of agent, patient, addressee, place, destination that is filled on both sides and shares nothing |
//! | −0.25 | two sides each, of which only one is common |
//! | −0.10 | different numbers, or different modality |
//!
//! Nothing joins two events of one article, events whose days do not meet, an actual event with an article from before
//! it, or, without days, articles that lie more than a fortnight apart. Sayings need two fillers in common: saying
//! again is another saying.

use super::entities::Entities;
use super::group::{Groups, Pair, join};
use crate::calendar::Day;
use crate::kb::error::KbError;
use crate::kb::lookup::Lookup;
use crate::rdf::iri;
use crate::rdf::terms::{dct, kb, local_name, own, sem};
use crate::rules::Pack;
use crate::schema::{EntityType, EventType, Modality, Polarity, Role};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// Days up to which an article tells news of an event, and from which on two articles without days are apart.
const WEEK: i64 = 7;
const FORTNIGHT: i64 = 14;
/// Times up to this length say the day of an event.
const SHARP: i64 = 3;

/// What fills a role, as far as it can be compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Filler {
    /// An entity, by the one that stands for it.
    Entity(NamedNode),
    /// Folded words of an entity of one article or of a phrase.
    Words(String),
}

/// Roles that count as one when fillers are compared: who does it and who takes part in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Slot {
    Side,
    Of(Role),
}

struct Event {
    article: Option<String>,
    kind: EventType,
    polarity: Polarity,
    modality: Modality,
    days: Option<(Day, Day)>,
    published: Option<Day>,
    /// Fillers of each role, with what they are called.
    fillers: BTreeMap<Slot, BTreeMap<Filler, String>>,
    numbers: BTreeSet<String>,
}

/// How many events there are, and the groups of those that are the same.
pub(super) fn find(
    lookup: Lookup<'_>,
    pack: &Pack,
    entities: &Entities,
    threshold: f64,
) -> Result<(usize, Groups), KbError> {
    let all = read(lookup, pack, entities)?;
    let things: Vec<NamedNode> = all.keys().cloned().collect();
    let list: Vec<&Event> = all.values().collect();
    let compare = Comparison { lookup, pack, list: &list };
    let mut pairs = Vec::new();
    for (one, other) in compare.candidates() {
        if let Some((score, reason)) = compare.score(one, other)?
            && f64::from(score) >= threshold * 100.0 - 1e-6
        {
            pairs.push(Pair { one, other, score, reason });
        }
    }
    Ok((all.len(), join(&things, pairs, |a, b| compare.fits(a, b))))
}

fn read(lookup: Lookup<'_>, pack: &Pack, entities: &Entities) -> Result<BTreeMap<NamedNode, Event>, KbError> {
    let mut all = BTreeMap::new();
    for quad in lookup.with(rdf::TYPE) {
        let quad = quad?;
        let (NamedOrBlankNode::NamedNode(node), Term::NamedNode(class)) = (quad.subject, quad.object) else { continue };
        let Some(kind) = local_name(class.as_str()).and_then(|name| name.parse::<EventType>().ok()) else { continue };
        let (Some(polarity), Some(modality)) = (
            lookup.name(&node, kb::POLARITY)?.and_then(|name| name.parse().ok()),
            lookup.name(&node, kb::MODALITY)?.and_then(|name| name.parse().ok()),
        ) else {
            continue;
        };
        let day = |text: Option<String>| text.and_then(|text| Day::parse(&text));
        let (from, to) = (day(lookup.text(&node, sem::BEGIN)?), day(lookup.text(&node, sem::END)?));
        let article = iri::article_of(&node);
        let published = match &article {
            Some(id) => day(lookup.text(&NamedNode::new_unchecked(*id), dct::ISSUED)?),
            None => None,
        };
        let mut event = Event {
            article: article.map(str::to_owned),
            kind,
            polarity,
            modality,
            days: from.zip(to),
            published,
            fillers: BTreeMap::new(),
            numbers: BTreeSet::new(),
        };
        for role in Role::ALL.iter().filter(|role| **role != Role::Time) {
            for filler in lookup.nodes(&node, own(role.name()).as_ref())? {
                event.take(lookup, pack, entities, *role, &filler)?;
            }
        }
        all.insert(node, event);
    }
    Ok(all)
}

impl Event {
    fn take(
        &mut self,
        lookup: Lookup<'_>,
        pack: &Pack,
        entities: &Entities,
        role: Role,
        filler: &NamedNode,
    ) -> Result<(), KbError> {
        if let Some(number) = lookup.text(filler, kb::NUMBER)? {
            self.numbers.insert(number);
        }
        let slot = match role {
            Role::Agent | Role::Participant => Slot::Side,
            other => Slot::Of(other),
        };
        let canonical = entities.canonical(filler);
        let known = match entities.all.get(canonical) {
            Some(entity) if matches!(entity.kind, EntityType::Time | EntityType::Quantity) => return Ok(()),
            Some(entity) if entity.unspecific && canonical == filler => return Ok(()),
            // What only its own article knows can be compared by its words alone.
            Some(entity) if iri::article_of(canonical).is_some() && canonical == filler => {
                Filler::Words(entity.folded.clone())
            }
            Some(_) => Filler::Entity(canonical.clone()),
            None if lookup.is_a(filler, kb::PHRASE)? => {
                let label = lookup.label(filler)?.unwrap_or_default();
                Filler::Words(label.split_whitespace().map(|word| pack.orthography.key(word)).collect())
            }
            // An event: what is the same happening is not known yet.
            None => return Ok(()),
        };
        let label = lookup.label(filler)?.unwrap_or_default();
        self.fillers.entry(slot).or_default().insert(known, label);
        Ok(())
    }

    fn all_fillers(&self) -> BTreeSet<(Slot, &Filler)> {
        self.fillers.iter().flat_map(|(slot, fillers)| fillers.keys().map(|f| (*slot, f))).collect()
    }

    fn length(&self) -> Option<i64> {
        self.days.map(|(from, to)| to.since(from) + 1)
    }
}

/// What a block of candidates has in common.
#[derive(PartialEq, Eq, Hash)]
enum Common<'e> {
    Day(EventType, (Slot, &'e Filler), i64),
    Two(EventType, (Slot, &'e Filler), (Slot, &'e Filler)),
}

struct Comparison<'e> {
    lookup: Lookup<'e>,
    pack: &'e Pack,
    list: &'e [&'e Event],
}

impl Comparison<'_> {
    /// Pairs that share a day and a filler, or two fillers.
    fn candidates(&self) -> BTreeSet<(usize, usize)> {
        let mut blocks: FxHashMap<Common<'_>, Vec<usize>> = FxHashMap::default();
        for (n, event) in self.list.iter().enumerate() {
            let family = self.family(event.kind);
            let fillers: Vec<(Slot, &Filler)> = event.all_fillers().into_iter().collect();
            for (k, one) in fillers.iter().enumerate() {
                for other in &fillers[k + 1..] {
                    blocks.entry(Common::Two(family, *one, *other)).or_default().push(n);
                }
                if let Some((from, _)) = event.days
                    && let Some(length) = event.length().filter(|length| *length <= WEEK)
                {
                    for day in 0..length {
                        let number = from.plus(day).number();
                        blocks.entry(Common::Day(family, *one, number)).or_default().push(n);
                    }
                }
            }
        }
        let mut seen = FxHashSet::default();
        for block in blocks.values() {
            for (k, one) in block.iter().enumerate() {
                seen.extend(block[k + 1..].iter().filter(|other| self.fits(*one, **other)).map(|other| (*one, *other)));
            }
        }
        seen.into_iter().collect()
    }

    /// One type for all that can tell the same happening.
    fn family(&self, kind: EventType) -> EventType {
        let same = |other: &&EventType| self.pack.discourse.same_happening(**other, kind);
        EventType::ALL.iter().find(same).copied().unwrap_or(kind)
    }

    /// Whether nothing is against two events being one.
    fn fits(&self, one: usize, other: usize) -> bool {
        let (a, b) = (self.list[one], self.list[other]);
        a.article != b.article
            && a.polarity == b.polarity
            && self.pack.discourse.same_happening(a.kind, b.kind)
            && match (a.days, b.days) {
                (Some(x), Some(y)) => x.0 <= y.1 && y.0 <= x.1,
                (Some(days), None) => not_before(b, days),
                (None, Some(days)) => not_before(a, days),
                (None, None) => apart(a.published, b.published).is_none_or(|days| days <= FORTNIGHT),
            }
    }

    /// Points in hundredths, and what they are for.
    fn score(&self, one: usize, other: usize) -> Result<Option<(u32, String)>, KbError> {
        let (a, b) = (self.list[one], self.list[other]);
        let mut points: i32 = if a.kind == b.kind { 20 } else { 10 };
        let mut reason = vec![if a.kind == b.kind {
            format!("the same type {}", a.kind)
        } else {
            format!("types {} and {}, which can tell one happening", a.kind, b.kind)
        }];
        if let Some((more, what)) = near(a, b) {
            points += more;
            reason.push(what);
        }
        let (left, right) = (a.all_fillers(), b.all_fillers());
        let mut shared = 0;
        for (slot, filler) in left.intersection(&right) {
            shared += 1;
            let name = match slot {
                Slot::Side => "side",
                Slot::Of(role) => role.name(),
            };
            points += if matches!(filler, Filler::Entity(_)) { worth(*slot) } else { 10 };
            let label = a.fillers.get(slot).and_then(|fillers| fillers.get(*filler)).map_or("", String::as_str);
            reason.push(format!("the same {name} {label}"));
        }
        if shared == 0 || (self.pack.discourse.anew.contains(&a.kind) && shared < 2) {
            return Ok(None);
        }
        let roles = [Role::Patient, Role::Addressee, Role::Place, Role::Destination].map(Slot::Of);
        for slot in [Slot::Side].into_iter().chain(roles) {
            if self.conflict(slot, a, b)? {
                points -= 25;
                let name = if let Slot::Of(role) = slot { role.name() } else { "side" };
                reason.push(format!("but another {name}"));
            }
        }
        if !a.numbers.is_empty() && !b.numbers.is_empty() {
            let same = a.numbers.intersection(&b.numbers).next().is_some();
            points += if same { 10 } else { -10 };
            reason.push(if same { "the same number".to_owned() } else { "but another number".to_owned() });
        }
        if a.modality != b.modality {
            points -= 10;
            reason.push(format!("but {} and {}", a.modality, b.modality));
        }
        Ok(Some((u32::try_from(points.clamp(0, 100)).unwrap_or(0), reason.join("; "))))
    }

    /// Whether a role is filled on both sides by known entities that have nothing to do with each other.
    fn conflict(&self, slot: Slot, a: &Event, b: &Event) -> Result<bool, KbError> {
        let known = |event: &Event| -> Vec<NamedNode> {
            let fillers = event.fillers.get(&slot).into_iter().flat_map(BTreeMap::keys);
            fillers.filter_map(|f| if let Filler::Entity(e) = f { Some(e.clone()) } else { None }).collect()
        };
        let (left, right) = (known(a), known(b));
        let common = left.iter().filter(|entity| right.contains(entity)).count();
        let least = left.len().min(right.len());
        if least == 0 || common > 0 {
            return Ok(slot == Slot::Side && common == 1 && least > 1);
        }
        for x in &left {
            for y in &right {
                if self.related(x, y)? || self.related(y, x)? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Whether one thing lies in the other, belongs to it, or is a member of it.
    fn related(&self, x: &NamedNode, y: &NamedNode) -> Result<bool, KbError> {
        for property in [kb::PART_OF, kb::COUNTRY, kb::ORGANIZATION, kb::MEMBER_OF, kb::NAMES] {
            if self.lookup.nodes(x, property)?.contains(y) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// An actual event is not told by an article from before it.
fn not_before(teller: &Event, (from, _): (Day, Day)) -> bool {
    teller.modality != Modality::Actual || teller.published.is_none_or(|day| day >= from)
}

fn apart(a: Option<Day>, b: Option<Day>) -> Option<i64> {
    Some(a?.since(b?).abs())
}

/// Points for time, of two events that fit.
fn near(a: &Event, b: &Event) -> Option<(i32, String)> {
    let written = |day: Day| day.written().unwrap_or_default();
    match (a.days, b.days) {
        (Some(x), Some(y)) => {
            let sharp = [a, b].iter().all(|event| event.length().is_some_and(|length| length <= SHARP));
            Some((if sharp { 25 } else { 15 }, format!("days that overlap on {}", written(x.0.max(y.0)))))
        }
        (Some(days), None) => told_soon(b, days),
        (None, Some(days)) => told_soon(a, days),
        (None, None) => apart(a.published, b.published)
            .filter(|days| *days <= SHARP)
            .map(|_| (15, "articles of the same days".to_owned())),
    }
}

fn told_soon(teller: &Event, (from, to): (Day, Day)) -> Option<(i32, String)> {
    let published = teller.published?;
    let soon = from <= published && published.since(to) <= WEEK;
    soon.then(|| {
        (15, format!("an article of {} and a day within a week of it", published.written().unwrap_or_default()))
    })
}

const fn worth(slot: Slot) -> i32 {
    match slot {
        Slot::Side | Slot::Of(Role::Patient | Role::Addressee) => 20,
        Slot::Of(Role::Place | Role::Origin | Role::Destination) => 15,
        Slot::Of(_) => 10,
    }
}
