//! The head-noun grammar of a pack, `heads.toml`: how a noun phrase is typed by its head.

use super::Orthography;
use super::example::{self, Counterexample, MentionExample};
use super::fault::{Faults, nearest};
use super::gazetteer::{Gazetteer, ListId};
use super::ids::Ids;
use super::lexicon::{Classes, Lexicon};
use super::strict;
use super::symbols::Symbol;
use crate::schema::EntityType;
use serde::Deserialize;
use toml::Spanned;

/// The file of the grammar.
pub const FILE: &str = "heads.toml";

/// Grammatical number that a head must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NumberCondition {
    /// More than one.
    Plural,
    /// One.
    Singular,
    /// Either.
    Any,
}

impl NumberCondition {
    /// As files write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plural => "plural",
            Self::Singular => "singular",
            Self::Any => "any",
        }
    }
}

/// What must stand with a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// A number or quantifier before it.
    Counted,
    /// Something hangs on it by ezafe.
    Modified,
    /// A name is among what hangs on it.
    Named,
    /// A noun or name is among what hangs on it, not adjectives alone.
    Noun,
    /// A demonstrative before it.
    Demonstrative,
    /// The indefinite ending, or «one» before it.
    Indefinite,
    /// Nothing at all.
    Bare,
    /// «One» before it.
    One,
    /// The head is one word of several tokens, which says enough by itself.
    Compound,
}

impl Need {
    /// As files write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Modified => "modified",
            Self::Named => "named",
            Self::Noun => "noun",
            Self::Demonstrative => "demonstrative",
            Self::Indefinite => "indefinite",
            Self::Bare => "bare",
            Self::One => "one",
            Self::Compound => "compound",
        }
    }
}

/// Which words of the phrase make the mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// With determiners and numbers.
    Phrase,
    /// From the head on.
    Chain,
}

/// One entry of the grammar.
#[derive(Debug, Clone)]
pub struct HeadRule {
    /// Stands in the graph as the rule of the mention.
    pub id: String,
    /// One line on what it finds.
    pub about: String,
    /// Entity type.
    pub kind: EntityType,
    /// Classes of the head.
    pub classes: Classes,
    /// Lists that hold the head.
    pub lists: Vec<ListId>,
    /// Lemmas of heads.
    pub words: Vec<Symbol>,
    /// Lemmas that are no heads, whatever their class or list.
    pub except: Vec<Symbol>,
    /// Number of the head.
    pub number: NumberCondition,
    /// One of these must hold.
    pub needs: Vec<Need>,
    /// The number before the head must be one of these, when any are given.
    pub values: Vec<f64>,
    /// Not when a name hangs on the head.
    pub unless_named: bool,
    /// Which words make the mention.
    pub extent: Extent,
    /// Also inside longer phrases.
    pub inside: bool,
    /// Which of two claims wins.
    pub strength: i32,
    /// Texts and the mentions that it must give in them.
    pub examples: Vec<MentionExample>,
    /// Texts in which its type must not be found.
    pub counterexamples: Vec<Counterexample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    #[serde(default)]
    head: Vec<HeadSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadSource {
    id: Spanned<String>,
    #[serde(default)]
    about: String,
    r#type: Spanned<String>,
    #[serde(default)]
    classes: Vec<Spanned<String>>,
    #[serde(default)]
    lists: Vec<Spanned<String>>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
    number: NumberCondition,
    needs: Vec<Need>,
    #[serde(default)]
    values: Vec<f64>,
    #[serde(default)]
    unless_named: bool,
    extent: Extent,
    #[serde(default)]
    inside: bool,
    strength: i32,
    #[serde(default)]
    example: Vec<MentionExample>,
    #[serde(default)]
    counterexample: Vec<Counterexample>,
}

pub(crate) fn load(
    text: &str,
    gazetteer: &Gazetteer,
    lexicon: &mut Lexicon,
    orthography: &Orthography,
    ids: &mut Ids<'_>,
    faults: &mut Faults,
) -> Vec<HeadRule> {
    let Lexicon { symbols, classes, .. } = lexicon;
    let mut symbol = |word: &String| symbols.intern(&orthography.run_together(word), word);
    let file = FILE;
    let Some(source) = strict::read::<Source>(file, text, "write [[head]] tables", faults) else { return Vec::new() };
    let mut rules = Vec::new();
    for head in source.head {
        if !ids.take(file, &head.id, faults) {
            continue;
        }
        if head.classes.is_empty() && head.lists.is_empty() && head.words.is_empty() {
            let message = format!("`{}` names no head and can never match", head.id.get_ref());
            faults.error(file, head.id.span(), message, "add `classes`, `lists` or `words`");
        }
        example::check(file, "head", &head.id, &head.example, &head.counterexample, faults);
        let kind = match head.r#type.get_ref().parse::<EntityType>() {
            Ok(kind) => kind,
            Err(error) => {
                let near = nearest(head.r#type.get_ref(), EntityType::ALL.iter().map(|k| k.name()));
                let proposal = near.map_or(String::new(), |near| format!("did you mean `{near}`?"));
                faults.error(file, head.r#type.span(), error.to_string(), proposal);
                continue;
            }
        };
        let mut set = Classes::default();
        for name in &head.classes {
            let class = classes.get(name.get_ref());
            if class.is_empty() {
                let message = format!("no word of the lexicon has the class `{}`", name.get_ref());
                faults.error(file, name.span(), message, "use a class of the word tables");
            }
            set = set.with(class);
        }
        let mut lists = Vec::new();
        for name in &head.lists {
            match gazetteer.list(name.get_ref()) {
                Some(list) => lists.push(list),
                None => {
                    let near = nearest(name.get_ref(), gazetteer.lists()).unwrap_or("organization_heads");
                    let message = format!("no list `{}`", name.get_ref());
                    faults.error(file, name.span(), message, format!("did you mean `{near}`?"));
                }
            }
        }
        rules.push(HeadRule {
            id: head.id.into_inner(),
            about: head.about,
            kind,
            classes: set,
            lists,
            words: head.words.iter().map(&mut symbol).collect(),
            except: head.except.iter().map(&mut symbol).collect(),
            number: head.number,
            needs: head.needs,
            values: head.values,
            unless_named: head.unless_named,
            extent: head.extent,
            inside: head.inside,
            strength: head.strength,
            examples: head.example,
            counterexamples: head.counterexample,
        });
    }
    rules
}
