//! What a rule and a template have in common: roles, conditions, what becomes of events inside. A [`Frame`] holds what
//! one of them writes; laid over another, it gives way key by key.

use super::load::Loader;
use super::source::{self, Written};
use super::{Inside, SlotName, SlotSpec};
use crate::rules::fault::nearest;
use crate::rules::symbols::Symbol;
use crate::schema::{Modality, Polarity, Role, UnknownName};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::str::FromStr;
use toml::Spanned;

/// The slots of each role, in the order of the roles.
pub(super) type Roles = Vec<(Role, Vec<SlotSpec>)>;

/// What is written; `None` where nothing is.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    pub(super) priority: Option<i32>,
    pub(super) roles: Roles,
    pub(super) requires: Option<Vec<SlotSpec>>,
    pub(super) excludes: Option<Vec<SlotSpec>>,
    pub(super) not_before: Option<FxHashSet<Symbol>>,
    pub(super) not_after: Option<FxHashSet<Symbol>>,
    pub(super) only_before: Option<FxHashSet<Symbol>>,
    pub(super) only_after: Option<FxHashSet<Symbol>>,
    pub(super) modality: Option<Modality>,
    pub(super) polarity: Option<Polarity>,
    pub(super) attributed: Option<bool>,
    pub(super) doer: Option<Role>,
    pub(super) wished: Option<bool>,
    pub(super) inside: Option<Inside>,
    pub(super) symmetric: Option<bool>,
}

impl Frame {
    /// Lays this over `base`: what is written here stands, and `default` in a list is what `base` has there.
    pub(super) fn over(self, base: &Self) -> Self {
        let slots = |own: Option<Vec<SlotSpec>>, base: &Option<Vec<SlotSpec>>| match own {
            None => base.clone(),
            Some(mut own) => {
                stand_in(&mut own, base.as_deref().unwrap_or_default());
                Some(own)
            }
        };
        Self {
            priority: self.priority.or(base.priority),
            roles: merge(self.roles, &base.roles),
            requires: slots(self.requires, &base.requires),
            excludes: slots(self.excludes, &base.excludes),
            not_before: self.not_before.or_else(|| base.not_before.clone()),
            not_after: self.not_after.or_else(|| base.not_after.clone()),
            only_before: self.only_before.or_else(|| base.only_before.clone()),
            only_after: self.only_after.or_else(|| base.only_after.clone()),
            modality: self.modality.or(base.modality),
            polarity: self.polarity.or(base.polarity),
            attributed: self.attributed.or(base.attributed),
            doer: self.doer.or(base.doer),
            wished: self.wished.or(base.wished),
            inside: self.inside.or(base.inside),
            symmetric: self.symmetric.or(base.symmetric),
        }
    }
}

/// Own roles first; inherited ones for the roles that are not listed.
pub(super) fn merge(mut own: Roles, inherited: &Roles) -> Roles {
    for (role, specs) in inherited {
        match own.iter_mut().find(|(r, _)| r == role) {
            None => own.push((*role, specs.clone())),
            Some((_, listed)) => stand_in(listed, specs),
        }
    }
    own.sort_by_key(|(role, _)| *role);
    own
}

/// Puts what is inherited in the place of `default`; without anything to inherit, `default` stays.
fn stand_in(list: &mut Vec<SlotSpec>, inherited: &[SlotSpec]) {
    if let Some(at) = list.iter().position(|s| s.slot == SlotName::Default).filter(|_| !inherited.is_empty()) {
        list.splice(at..=at, inherited.iter().cloned());
    }
}

/// Whether `default` stands in a list with nothing that it stands for.
pub(super) fn is_hollow(list: &[SlotSpec]) -> bool {
    list.iter().any(|s| s.slot == SlotName::Default)
}

impl Loader<'_> {
    pub(super) fn frame(&mut self, file: &str, source: source::Frame) -> Frame {
        let content = source.content.unwrap_or_default();
        Frame {
            priority: source.priority,
            roles: self.roles(file, source.roles),
            requires: self.specs(file, "requires", source.requires),
            excludes: self.specs(file, "excludes", source.excludes),
            not_before: self.words(file, "not_before", source.not_before),
            not_after: self.words(file, "not_after", source.not_after),
            only_before: self.words(file, "only_before", source.only_before),
            only_after: self.words(file, "only_after", source.only_after),
            modality: self.named(file, content.modality),
            polarity: self.named(file, content.polarity),
            attributed: content.attributed,
            doer: self.named(file, content.doer),
            wished: content.wished,
            inside: self.named(file, source.inside),
            symmetric: source.symmetric,
        }
    }

    pub(super) fn roles(&mut self, file: &str, source: BTreeMap<Spanned<String>, Vec<Spanned<String>>>) -> Roles {
        let mut roles = Vec::new();
        for (name, specs) in source {
            match name.get_ref().parse::<Role>() {
                Err(error) => {
                    let near = nearest(name.get_ref(), Role::ALL.iter().map(|r| r.name())).unwrap_or("agent");
                    self.faults.error(file, name.span(), error.to_string(), format!("did you mean `{near}`?"));
                }
                Ok(role) => {
                    if specs.is_empty() {
                        let message = format!("the list of slots for `{role}` is empty");
                        self.faults.error(file, name.span(), message, "name a slot or take the role out");
                    }
                    let specs = specs.iter().filter_map(|s| self.filler(file, s)).collect();
                    roles.push((role, specs));
                }
            }
        }
        roles.sort_by_key(|(role, _)| *role);
        roles
    }

    /// A slot of a role; a clause fills none.
    fn filler(&mut self, file: &str, written: &Spanned<String>) -> Option<SlotSpec> {
        let spec = self.spec(file, written)?;
        if spec.slot == SlotName::Clause {
            let proposal = "write it in `requires` or `excludes`, or take it out";
            self.faults.error(file, written.span(), "a clause fills no role", proposal);
            return None;
        }
        Some(spec)
    }

    /// The entries of a list; one that is written but holds nothing is a fault.
    pub(super) fn entries(&mut self, file: &str, name: &str, written: Written) -> Vec<Spanned<String>> {
        let Some(list) = written else { return Vec::new() };
        if list.get_ref().is_empty() {
            let message = format!("the list `{name}` is empty");
            self.faults.error(file, list.span(), message, "write something into it or take it out");
        }
        list.into_inner()
    }

    fn words(&mut self, file: &str, name: &str, written: Written) -> Option<FxHashSet<Symbol>> {
        written.is_some().then(|| self.entries(file, name, written).iter().map(|w| self.symbol(w.get_ref())).collect())
    }

    fn specs(&mut self, file: &str, name: &str, written: Written) -> Option<Vec<SlotSpec>> {
        written.is_some().then(|| self.entries(file, name, written).iter().filter_map(|s| self.spec(file, s)).collect())
    }

    /// A value from a closed list of names.
    fn named<T: FromStr<Err = UnknownName>>(&mut self, file: &str, written: Option<Spanned<String>>) -> Option<T> {
        let name = written?;
        match name.get_ref().parse() {
            Ok(value) => Some(value),
            Err(error) => {
                let proposal = nearest(name.get_ref(), error.known.iter().copied()).map_or_else(
                    || "take one of those, or take the line out".to_owned(),
                    |n| format!("did you mean `{n}`?"),
                );
                self.faults.error(file, name.span(), error.to_string(), proposal);
                None
            }
        }
    }
}
