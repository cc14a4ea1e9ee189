//! Entities of different articles that are one thing.
//!
//! | score | evidence |
//! | --- | --- |
//! | 1.00 | the same Wikidata id |
//! | 0.90 | persons with the same full name |
//! | 0.80 | bodies and places with the same name, which itself names another entity (a ministry of a country) |
//! | 0.70 | bodies with the same name of three words or more, or of the same country, or of which one is in the gazetteer; groups with the same words and the same country |
//! | 0.60 | bodies with the same name of two words: many countries have a central bank |
//! | 0.50 | a surname alone and a person of that surname; 0.60 with the same office or the same country or body, 0.80 with both |
//! | 0.40 | the same words and nothing more: what they describe may be another in each article |
//!
//! Times, quantities and products are not joined: «خودرو» (car) in two articles is two cars. What is counted or pointed
//! at («این تیم», this team; «دو طرف», the two sides) is another thing in each article, and so are things of different
//! countries.

use super::Identity;
use super::group::{Groups, Pair, join};
use crate::kb::error::KbError;
use crate::kb::lookup::Lookup;
use crate::rdf::iri;
use crate::rdf::terms::{kb, local_name, skos};
use crate::rules::Pack;
use crate::rules::lexicon::Pos;
use crate::schema::EntityType;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// An entity as far as it matters here.
#[derive(Debug, Clone)]
pub(super) struct Entity {
    pub kind: EntityType,
    /// The label as it is matched, without spaces.
    pub folded: String,
    /// How many words the label has.
    pub words: usize,
    /// Whether it is counted or pointed at.
    pub unspecific: bool,
    /// Whether it is known everywhere.
    everywhere: bool,
    countries: BTreeSet<NamedNode>,
    /// The last word of the label, folded: of a person, the surname.
    last: String,
    label: String,
    wikidata: Option<NamedNode>,
    /// Countries, bodies and places to which it belongs.
    pub belongs: BTreeSet<NamedNode>,
    names: BTreeSet<NamedNode>,
    positions: BTreeSet<String>,
}

/// All entities, and which of them are the same.
#[derive(Debug, Default)]
pub(super) struct Entities {
    pub all: BTreeMap<NamedNode, Entity>,
    pub identities: Vec<Identity>,
    standing: FxHashMap<NamedNode, NamedNode>,
}

impl Entities {
    /// The entity that stands for all that are the same as this one.
    pub(super) fn canonical<'e>(&'e self, entity: &'e NamedNode) -> &'e NamedNode {
        self.standing.get(entity).unwrap_or(entity)
    }
}

pub(super) fn find(lookup: Lookup<'_>, pack: &Pack, threshold: f64) -> Result<Entities, KbError> {
    let all = read(lookup, pack)?;
    let things: Vec<NamedNode> = all.keys().cloned().collect();
    let list: Vec<&Entity> = all.values().collect();
    let pairs = pairs(&things, &list).into_iter().filter(|p| f64::from(p.score) >= threshold * 100.0 - 1e-6);
    let groups = join(&things, pairs.collect(), |a, b| fits(&things, &list, a, b));
    let (standing, identities) = stars(&groups, &all);
    Ok(Entities { all, identities, standing })
}

fn read(lookup: Lookup<'_>, pack: &Pack) -> Result<BTreeMap<NamedNode, Entity>, KbError> {
    let mut all = BTreeMap::new();
    for quad in lookup.with(rdf::TYPE) {
        let quad = quad?;
        let (NamedOrBlankNode::NamedNode(node), Term::NamedNode(class)) = (quad.subject, quad.object) else { continue };
        let Some(kind) = local_name(class.as_str()).and_then(|name| name.parse::<EntityType>().ok()) else { continue };
        let label = lookup.label(&node)?.unwrap_or_default();
        let parts: Vec<String> = label.split_whitespace().map(|word| pack.orthography.key(word)).collect();
        let mut belongs: BTreeSet<NamedNode> = BTreeSet::new();
        for property in [kb::COUNTRY, kb::ORGANIZATION, kb::PART_OF] {
            belongs.extend(lookup.nodes(&node, property)?);
        }
        let position = |term: Term| match term {
            Term::Literal(words) => Some(pack.orthography.key(words.value())),
            _ => None,
        };
        let entity = Entity {
            kind,
            folded: parts.concat(),
            words: parts.len(),
            unspecific: parts.first().is_some_and(|first| points_or_counts(pack, first)),
            everywhere: iri::article_of(&node).is_none(),
            countries: lookup.nodes(&node, kb::COUNTRY)?.into_iter().collect(),
            last: parts.last().cloned().unwrap_or_default(),
            label,
            wikidata: lookup.node(&node, skos::EXACT_MATCH)?,
            belongs,
            names: lookup.nodes(&node, kb::NAMES)?.into_iter().collect(),
            positions: lookup.values(&node, kb::POSITION)?.into_iter().filter_map(position).collect(),
        };
        all.insert(node, entity);
    }
    Ok(all)
}

/// Whether a word counts or points at what follows: a number, «this», «each».
fn points_or_counts(pack: &Pack, word: &str) -> bool {
    let Some(symbol) = pack.lexicon.symbols.get(word) else { return word.chars().any(|c| c.is_ascii_digit()) };
    let readings = pack.lexicon.readings(symbol).iter();
    let mut unspecific =
        readings.filter(|r| matches!(r.pos, Pos::Num | Pos::Det) || r.classes.meets(pack.grammar.demonstrative));
    unspecific.next().is_some() || word.chars().any(|c| c.is_ascii_digit())
}

/// Pairs with a score, among entities that share a Wikidata id, a name or a surname.
fn pairs(things: &[NamedNode], list: &[&Entity]) -> Vec<Pair> {
    let mut blocks: FxHashMap<(EntityType, &str), Vec<usize>> = FxHashMap::default();
    for (n, entity) in list.iter().enumerate() {
        let kind = matches!(entity.kind, EntityType::Time | EntityType::Quantity | EntityType::Product);
        if kind || entity.unspecific {
            continue;
        }
        let keys = [entity.wikidata.as_ref().map_or("", |id| id.as_str()), &entity.folded, &entity.last];
        let surname = |key: &&&str| *key != &entity.last.as_str() || entity.kind == EntityType::Person;
        let keys: BTreeSet<&str> = keys.iter().filter(|key| !key.is_empty()).filter(surname).copied().collect();
        for key in keys {
            blocks.entry((entity.kind, key)).or_default().push(n);
        }
    }
    let mut seen = FxHashSet::default();
    let mut pairs = Vec::new();
    for block in blocks.values() {
        for (k, one) in block.iter().enumerate() {
            for other in &block[k + 1..] {
                if fits(things, list, *one, *other)
                    && seen.insert((*one, *other))
                    && let Some((score, reason)) = score(list[*one], list[*other])
                {
                    pairs.push(Pair { one: *one, other: *other, score, reason });
                }
            }
        }
    }
    unambiguous(pairs, list)
}

/// Whether nothing is against two entities being one: an article keeps its own entities apart, and a full name is one
/// full name.
fn fits(things: &[NamedNode], list: &[&Entity], a: usize, b: usize) -> bool {
    let (one, other) = (list[a], list[b]);
    let article = |n: usize| iri::article_of(&things[n]);
    let same_article = article(a).is_some() && article(a) == article(b);
    let two_ids = one.wikidata.is_some() && other.wikidata.is_some() && one.wikidata != other.wikidata;
    let two_names = one.kind == EntityType::Person && one.words > 1 && other.words > 1 && one.folded != other.folded;
    let same_id = one.wikidata.is_some() && one.wikidata == other.wikidata;
    let countries = !one.countries.is_empty() && !other.countries.is_empty();
    let two_countries = countries && one.countries.is_disjoint(&other.countries);
    !same_article && !two_ids && (same_id || !(two_names || two_countries))
}

fn score(one: &Entity, other: &Entity) -> Option<(u32, String)> {
    if let Some(id) = one.wikidata.as_ref().filter(|id| other.wikidata.as_ref() == Some(id)) {
        let id = id.as_str().rsplit('/').next().unwrap_or_default();
        return Some((100, format!("the same Wikidata id {id}")));
    }
    let common = |a: &BTreeSet<NamedNode>, b: &BTreeSet<NamedNode>| a.intersection(b).next().is_some();
    let belongs = common(&one.belongs, &other.belongs);
    let name = &one.label;
    if one.folded == other.folded && one.kind != EntityType::Person {
        let named = !one.names.is_empty() && one.names == other.names;
        let proper = one.words > 2 || belongs || one.everywhere || other.everywhere;
        return Some(match one.kind {
            EntityType::Organization | EntityType::Place if named => {
                (80, format!("the same name {name} with the same name inside"))
            }
            EntityType::Organization if one.words > 1 => {
                (if proper { 70 } else { 60 }, format!("the same name {name}"))
            }
            EntityType::Group if belongs || named => (70, format!("the same words {name} of the same country or body")),
            _ => (40, format!("the same words {name}")),
        });
    }
    if one.kind != EntityType::Person || one.last != other.last {
        return None;
    }
    if one.folded == other.folded && one.words > 1 {
        return Some((90, format!("the same full name {name}")));
    }
    // A surname alone against a full name, or two surnames.
    if one.words > 1 && other.words > 1 {
        return None;
    }
    let office = one.positions.intersection(&other.positions).next().is_some();
    let surname = one.label.split_whitespace().next_back().unwrap_or_default();
    Some(match (office, belongs) {
        (true, true) => (80, format!("the same surname {surname}, office, and country or body")),
        (true, false) => (60, format!("the same surname {surname} and the same office")),
        (false, true) => (60, format!("the same surname {surname} and the same country or body")),
        (false, false) => (50, format!("the same surname {surname}")),
    })
}

/// Leaves out surnames that fit several full names equally well.
fn unambiguous(pairs: Vec<Pair>, list: &[&Entity]) -> Vec<Pair> {
    let mut best: FxHashMap<usize, (u32, BTreeSet<&str>)> = FxHashMap::default();
    let surname = |n: usize| list[n].kind == EntityType::Person && list[n].words == 1;
    for pair in &pairs {
        for (short, long) in [(pair.one, pair.other), (pair.other, pair.one)] {
            if surname(short) && !surname(long) {
                let (score, names) = best.entry(short).or_default();
                if pair.score > *score {
                    (*score, *names) = (pair.score, BTreeSet::new());
                }
                if pair.score == *score {
                    names.insert(&list[long].folded);
                }
            }
        }
    }
    let clear = |short: usize| best.get(&short).is_none_or(|(_, names)| names.len() == 1);
    pairs.into_iter().filter(|p| [p.one, p.other].into_iter().all(|n| !surname(n) || clear(n))).collect()
}

/// Each group as a star around the entity that stands for it: one that is known everywhere before one of an article.
fn stars(groups: &Groups, all: &BTreeMap<NamedNode, Entity>) -> (FxHashMap<NamedNode, NamedNode>, Vec<Identity>) {
    let mut standing = FxHashMap::default();
    let mut identities = Vec::new();
    for group in &groups.groups {
        let rank = |node: &&NamedNode| {
            let entity = &all[*node];
            (
                iri::article_of(node).is_some(),
                entity.wikidata.is_none(),
                std::cmp::Reverse(entity.words),
                (*node).clone(),
            )
        };
        let Some(center) = group.iter().min_by_key(rank) else { continue };
        for member in group.iter().filter(|member| *member != center) {
            standing.insert(member.clone(), center.clone());
            // A member that is joined to the center only through others keeps the surest of its own pairs as reason.
            let own = groups.identities.iter().filter(|i| i.thing == *member || i.same_as == *member);
            let Some(best) = own.max_by(|a, b| a.score.total_cmp(&b.score)) else { continue };
            let (score, reason) = match score(&all[member], &all[center]) {
                Some((score, reason)) => (f64::from(score) / 100.0, reason),
                None => (best.score, best.reason.clone()),
            };
            identities.push(Identity { thing: member.clone(), same_as: center.clone(), score, reason });
        }
    }
    identities.sort_by(|a, b| (&a.thing, &a.same_as).cmp(&(&b.thing, &b.same_as)));
    (standing, identities)
}
