//! The grammar's fixed points: which lemmas are auxiliaries, which classes are conjunctions, resolved to numbers once.

use super::Orthography;
use super::fault::Faults;
use super::lexicon::{Classes, Lexicon, Pos};
use super::strict;
use super::symbols::Symbol;
use rustc_hash::FxHashMap;
use serde::Deserialize;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Source {
    #[serde(default)]
    order: Order,
    auxiliary: Auxiliaries,
    #[serde(default)]
    partner: Vec<Partner>,
    #[serde(default)]
    synonym: Vec<Synonym>,
    #[serde(default)]
    element_passive: Vec<ElementPassive>,
    light: Light,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Order {
    #[serde(default)]
    object: ObjectPlace,
    #[serde(default)]
    head: HeadPlace,
}

/// Where the object without marker stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ObjectPlace {
    /// Between subject and verb.
    #[default]
    Before,
    /// After the verb.
    After,
}

/// Where the noun stands that a phrase is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HeadPlace {
    /// Before what describes it.
    #[default]
    First,
    /// After what describes it.
    Last,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Auxiliaries {
    be: Vec<String>,
    r#become: Vec<String>,
    want: Vec<String>,
    can: Vec<String>,
    have: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Partner {
    active: String,
    passive: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Synonym {
    verb: String,
    also: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ElementPassive {
    element: String,
    active: String,
    passive: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Light {
    any: Vec<String>,
    adjective: Vec<String>,
}

/// Lemmas and word classes that the constructions of the analysis need.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "each field is the set of words or classes that its name says")]
pub struct Grammar {
    pub object_place: ObjectPlace,
    pub head_place: HeadPlace,
    pub be: Vec<Symbol>,
    pub become_: Vec<Symbol>,
    pub want: Vec<Symbol>,
    pub can: Vec<Symbol>,
    pub have: Vec<Symbol>,
    pub light_any: Vec<Symbol>,
    pub light_adjective: Vec<Symbol>,
    /// Passive verb → active verbs whose compounds it makes passive.
    pub active_of: FxHashMap<Symbol, Vec<Symbol>>,
    /// (element, passive verb) → active verb.
    pub element_active: FxHashMap<(Symbol, Symbol), Symbol>,
    /// Verb → the verb for which it may stand.
    pub standard: FxHashMap<Symbol, Symbol>,
    pub object_marker: Classes,
    pub that: Classes,
    pub and: Classes,
    pub or: Classes,
    pub until: Classes,
    pub if_: Classes,
    pub unless: Classes,
    pub purpose: Classes,
    pub although: Classes,
    pub because: Classes,
    pub when: Classes,
    pub before: Classes,
    pub after: Classes,
    pub preposition: Classes,
    pub complex_preposition: Classes,
    pub demonstrative: Classes,
    pub quantifier: Classes,
    pub personal: Classes,
    pub reflexive: Classes,
    pub reciprocal: Classes,
    pub classifier: Classes,
    pub ordinal: Classes,
    pub focus: Classes,
    pub negation: Classes,
    pub modal: Classes,
    pub obligation: Classes,
    pub time: Classes,
    pub weekday: Classes,
    pub month: Classes,
    pub human: Classes,
    pub event: Classes,
    pub demonym: Classes,
    pub place: Classes,
    pub body: Classes,
    pub copula: Classes,
    pub exist: Classes,
    pub adverb_time: Classes,
    pub given: Classes,
    pub family: Classes,
    pub place_name: Classes,
    pub organization_name: Classes,
    pub title: Classes,
    pub unit: Classes,
    pub light: Classes,
    pub interrogative: Classes,
    pub connective: Classes,
    pub closed: Classes,
    pub transitive: Classes,
    pub intransitive: Classes,
    pub speech: Classes,
    pub relational: Classes,
    pub collective: Classes,
    pub abstract_: Classes,
    pub document: Classes,
    pub product: Classes,
    pub vehicle: Classes,
    pub weapon: Classes,
    pub undergo: Classes,
    pub attendant: Classes,
    pub phrasal: Classes,
    pub partitive: Classes,
    pub distal: Classes,
    pub quality: Classes,
    pub simple_second: Classes,
    pub manner: Classes,
    pub indefinite: Classes,
    pub prehead: Classes,
    pub example: Classes,
    pub attribute: Classes,
    pub directional: Classes,
    pub core: Classes,
    pub deictic: Classes,
    /// Prepositions before a number: more than, about, nearly.
    pub amount: Classes,
    /// Classes that say how Universal Dependencies tag a word whose grammar asks for another part of speech here.
    pub tags: Vec<(Classes, Pos)>,
}

impl Grammar {
    /// Reads `grammar.toml` and resolves class names.
    pub(crate) fn load(text: &str, lexicon: &Lexicon, orthography: &Orthography, faults: &mut Faults) -> Self {
        let file = "grammar.toml";
        let proposal = "write the tables [auxiliary], [[partner]], [[synonym]] and [light]";
        let source: Source = strict::read(file, text, proposal, faults).unwrap_or_default();
        let mut lemma = |written: &String| {
            let symbol = lexicon.symbols.get(&orthography.run_together(written));
            if symbol.is_none() {
                let at = text.find(written.as_str()).unwrap_or(0);
                let message = format!("`{written}` is no verb of the lexicon");
                faults.error(file, at..at + written.len(), message, "add it to `lexicon/verbs.tsv`");
            }
            symbol
        };
        let mut lemmas = |list: &[String]| list.iter().filter_map(&mut lemma).collect::<Vec<_>>();
        let mut made = Self {
            object_place: source.order.object,
            head_place: source.order.head,
            be: lemmas(&source.auxiliary.be),
            become_: lemmas(&source.auxiliary.r#become),
            want: lemmas(&source.auxiliary.want),
            can: lemmas(&source.auxiliary.can),
            have: lemmas(&source.auxiliary.have),
            light_any: lemmas(&source.light.any),
            light_adjective: lemmas(&source.light.adjective),
            ..Self::classes(lexicon)
        };
        for partner in &source.partner {
            let Some(active) = lemmas(std::slice::from_ref(&partner.active)).pop() else { continue };
            for passive in lemmas(&partner.passive) {
                made.active_of.entry(passive).or_default().push(active);
            }
        }
        for synonym in &source.synonym {
            let Some(verb) = lemmas(std::slice::from_ref(&synonym.verb)).pop() else { continue };
            for other in lemmas(&synonym.also) {
                made.standard.insert(other, verb);
            }
        }
        for entry in &source.element_passive {
            let verbs = lemmas(&[entry.active.clone(), entry.passive.clone()]);
            let element = lexicon.symbols.get(&orthography.key(&entry.element));
            if let ([active, passive], Some(element)) = (verbs.as_slice(), element) {
                made.element_active.insert((element, *passive), *active);
            }
        }
        made
    }

    fn classes(lexicon: &Lexicon) -> Self {
        let class = |name: &str| lexicon.classes.get(name);
        Self {
            object_marker: class("object-marker"),
            that: class("that"),
            and: class("and"),
            or: class("or"),
            until: class("until"),
            if_: class("if"),
            unless: class("unless"),
            purpose: class("purpose"),
            although: class("although"),
            because: class("because"),
            when: class("when"),
            before: class("before"),
            after: class("after"),
            preposition: class("preposition"),
            complex_preposition: class("complex-preposition"),
            demonstrative: class("demonstrative"),
            quantifier: class("quantifier"),
            personal: class("personal"),
            reflexive: class("reflexive"),
            reciprocal: class("reciprocal"),
            classifier: class("classifier"),
            ordinal: class("ordinal"),
            focus: class("focus"),
            negation: class("negation"),
            modal: class("modal"),
            obligation: class("obligation"),
            time: class("time"),
            weekday: class("weekday"),
            month: class("month"),
            human: class("human"),
            event: class("event"),
            demonym: class("demonym"),
            place: class("place"),
            body: class("body"),
            copula: class("copula"),
            exist: class("exist"),
            adverb_time: class("time"),
            given: class("given"),
            family: class("family"),
            place_name: class("place-name"),
            organization_name: class("organization-name"),
            title: class("title"),
            unit: class("unit"),
            light: class("light"),
            interrogative: class("interrogative"),
            connective: class("connective"),
            closed: class("closed"),
            transitive: class("transitive"),
            intransitive: class("intransitive"),
            speech: class("speech"),
            relational: class("relational"),
            collective: class("collective"),
            abstract_: class("abstract"),
            document: class("document"),
            product: class("product"),
            vehicle: class("vehicle"),
            weapon: class("weapon"),
            undergo: class("undergo"),
            attendant: class("attendant"),
            phrasal: class("phrasal"),
            partitive: class("partitive"),
            distal: class("distal"),
            quality: class("quality"),
            simple_second: class("two-words"),
            manner: class("manner"),
            indefinite: class("indefinite"),
            prehead: class("prehead"),
            example: class("role-example"),
            attribute: class("attribute"),
            directional: class("directional"),
            core: class("core"),
            deictic: class("deictic"),
            amount: class("role-amount"),
            tags: Pos::ALL
                .iter()
                .map(|(pos, name)| (class(&format!("ud-{}", name.to_ascii_lowercase())), *pos))
                .filter(|(c, _)| !c.is_empty())
                .collect(),
            ..Self::default()
        }
    }

    /// Pronouns that stand for a person or thing named before.
    #[must_use]
    pub const fn personal_or_demonstrative(&self) -> Classes {
        self.personal.with(self.demonstrative)
    }

    /// The verb for which a synonym stands, or the verb itself.
    #[must_use]
    pub fn standard(&self, verb: Symbol) -> Symbol {
        self.standard.get(&verb).copied().unwrap_or(verb)
    }
}
