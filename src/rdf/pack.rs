//! What a rule pack tells the graph of its rules.

use super::{PackFact, Precision, RuleFact, RuleFacts, Yield};
use crate::rules::{About, Pack};

impl RuleFacts for Pack {
    fn rule(&self, id: &str) -> Option<RuleFact> {
        let described = |makes: Option<Yield>, about: &str| RuleFact {
            makes,
            description: (!about.is_empty()).then(|| about.to_owned()),
            precision: self.measured.get(id).map(|m| Precision { correct: m.right, judged: m.judged() }),
        };
        if let Some(rule) = self.events.list.iter().find(|r| r.id == id) {
            return Some(described(Some(Yield::Event(rule.kind)), &rule.about));
        }
        if let Some(rule) = self.patterns.iter().find(|r| r.id == id) {
            return Some(described(Some(Yield::Entity(rule.kind)), &rule.about));
        }
        if let Some(rule) = self.heads.iter().find(|r| r.id == id) {
            return Some(described(Some(Yield::Entity(rule.kind)), &rule.about));
        }
        // A part of the engine makes things of several types.
        let part = self.engine.iter().find(|part| part.id == id)?;
        Some(described(None, &part.about))
    }

    fn pack(&self) -> Option<PackFact> {
        let About { name, language, version } = self.about.clone();
        Some(PackFact { name, language, version, hash: self.hash.clone() })
    }
}
