//! The classes of words that bear on factuality. The words are data: `lexicon/words/factuality.tsv` says what each class
//! does, and any table of words may use it.

use super::View;
use crate::analysis::VerbGroup;
use crate::rules::lexicon::{ClassNames, Classes};

/// Classes of words, looked up once for a sentence.
pub(super) struct Signs {
    pub ban: Classes,
    pub condition: Classes,
    pub decree: Classes,
    pub doubt: Classes,
    pub each: Classes,
    pub existing: Classes,
    pub falsehood: Classes,
    pub future: Classes,
    pub governed: Classes,
    pub hope: Classes,
    pub implicative: Classes,
    pub inside: Classes,
    pub intent: Classes,
    pub lack: Classes,
    pub lasting: Classes,
    pub past: Classes,
    pub permit: Classes,
    pub phase: Classes,
    pub plan: Classes,
    pub prevent: Classes,
    pub purpose: Classes,
    pub rumour: Classes,
    pub speech: Classes,
    pub truth: Classes,
    pub without: Classes,
    pub charge: Classes,
    pub topic: Classes,
    pub neither: Classes,
    pub later: Classes,
    pub report: Classes,
    pub charged: Classes,
    pub urge: Classes,
    pub able: Classes,
    pub appointed: Classes,
    pub arranged: Classes,
    pub coming: Classes,
    pub cancel: Classes,
    pub reacting: Classes,
    pub term: Classes,
    pub verdict: Classes,
    pub generic: Classes,
    pub undergo: Classes,
    pub carrying: Classes,
    pub demanding: Classes,
    pub source: Classes,
    pub next: Classes,
    pub interrogative: Classes,
    pub because: Classes,
    pub considering: Classes,
    pub classifier: Classes,
    pub dating: Classes,
    pub confirm: Classes,
    pub until: Classes,
    pub failed: Classes,
    pub front: Classes,
    pub holding: Classes,
    pub light: Classes,
    pub nearly: Classes,
    pub postpone: Classes,
    pub trace: Classes,
    pub unrealised: Classes,
    pub when: Classes,
    pub whenever: Classes,
}

impl Signs {
    pub fn of(names: &ClassNames) -> Self {
        Self {
            ban: names.get("ban"),
            condition: names.get("role-condition"),
            decree: names.get("decree"),
            doubt: names.get("doubt"),
            each: names.get("each"),
            existing: names.get("existing"),
            falsehood: names.get("falsehood"),
            future: names.get("future-time"),
            governed: names.get("governed"),
            hope: names.get("hope"),
            implicative: names.get("implicative"),
            inside: names.get("inside"),
            intent: names.get("intent"),
            lack: names.get("lack"),
            lasting: names.get("as-long-as"),
            past: names.get("past-time"),
            permit: names.get("permit"),
            phase: names.get("phase"),
            plan: names.get("plan"),
            prevent: names.get("prevent"),
            purpose: names.get("role-purpose"),
            rumour: names.get("rumour"),
            speech: names.get("speech"),
            truth: names.get("truth"),
            without: names.get("role-without").with(names.get("role-instead")),
            charge: names.get("role-charge"),
            topic: names.get("role-topic"),
            neither: names.get("neither"),
            later: names.get("role-after").with(names.get("until")),
            report: names.get("report"),
            charged: names.get("charged"),
            urge: names.get("urge"),
            able: names.get("able"),
            appointed: names.get("appointed"),
            arranged: names.get("arranged"),
            coming: names.get("coming"),
            cancel: names.get("cancel"),
            reacting: names.get("reacting"),
            term: names.get("term"),
            verdict: names.get("verdict"),
            generic: names.get("generic"),
            undergo: names.get("undergo"),
            carrying: names.get("carrying"),
            demanding: names.get("demanding"),
            source: names.get("role-source").with(names.get("ground")),
            next: names.get("next"),
            interrogative: names.get("interrogative"),
            because: names.get("role-cause").with(names.get("role-concession")),
            considering: names.get("considering"),
            classifier: names.get("classifier"),
            dating: names.get("role-after").with(names.get("role-before")),
            confirm: names.get("confirm"),
            until: names.get("until"),
            failed: names.get("failed"),
            front: names.get("front"),
            holding: names.get("holding"),
            light: names.get("light"),
            nearly: names.get("nearly"),
            postpone: names.get("postpone"),
            trace: names.get("trace"),
            unrealised: names.get("unrealised"),
            when: names.get("when"),
            whenever: names.get("whenever"),
        }
    }
}

impl View<'_> {
    /// Whether some reading of a word has one of the classes.
    pub fn may_be(&self, word: usize, classes: Classes) -> bool {
        self.scene.word(word).readings.iter().any(|r| r.classes.meets(classes))
    }

    /// Whether a verb has one of the classes: it, its element, or the predicate directly before it.
    pub fn bears(&self, group: &VerbGroup, classes: Classes) -> bool {
        let bare = group.elements.is_empty() && self.scene.word(group.main).is(classes);
        let before = |at: usize| at.checked_sub(1).is_some_and(|b| self.may_be(b, classes));
        bare || before(group.words.start)
            || group.elements.iter().any(|e| e.words.clone().any(|w| self.may_be(w, classes)))
    }
}
