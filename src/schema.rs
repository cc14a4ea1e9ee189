//! The names everywhere: entity types, event types, roles, attributes.
//!
//! Rules, JSON, RDF and gold data use the same names; a name here is the local name of the class or property in
//! `rules/vocabulary.ttl`.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A closed list of names that can be printed, parsed and iterated.
macro_rules! names {
    ($(#[$doc:meta])* $kind:ident, $what:literal: $($name:ident = $text:literal $(: $gloss:literal)?),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $kind {
            $(
                #[doc = concat!("`", $text, "`" $(, ": ", $gloss)?)]
                #[serde(rename = $text)]
                $name,
            )+
        }

        impl $kind {
            /// All names, in the order of the schema.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name as it is written in rules, JSON and RDF.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }
        }

        impl fmt::Display for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl FromStr for $kind {
            type Err = UnknownName;
            fn from_str(text: &str) -> Result<Self, UnknownName> {
                Self::ALL.iter().copied().find(|n| n.name() == text).ok_or_else(|| UnknownName {
                    what: $what,
                    name: text.to_owned(),
                    known: Self::ALL.iter().map(|n| n.name()).collect(),
                })
            }
        }
    };
}

/// A name that the schema does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    /// What kind of name was expected.
    pub what: &'static str,
    /// The name that was found.
    pub name: String,
    /// The names that exist.
    pub known: Vec<&'static str>,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown {} `{}`; known are {}", self.what, self.name, self.known.join(", "))
    }
}

impl std::error::Error for UnknownName {}

names! {
    /// What kind of thing an entity is.
    EntityType, "entity type":
    Person = "Person": "a named individual",
    Organization = "Organization": "state body, company, party, armed group, agency, team, media outlet",
    Place = "Place": "country, city, region, sea, coast, road, building",
    Group = "Group": "people named by role, nationality or membership",
    Time = "Time": "a date, clock time, weekday, duration or relative time",
    Quantity = "Quantity": "a number with its unit or counted noun",
    Product = "Product": "vehicle, weapon, drug, good, document, law, work",
}

names! {
    /// What kind of happening an event is.
    EventType, "event type":
    Meet = "Meet", Talk = "Talk", Visit = "Visit", Statement = "Statement", Agree = "Agree", Pledge = "Pledge",
    Cooperate = "Cooperate", Support = "Support", Appreciate = "Appreciate", Request = "Request", Reject = "Reject",
    Accuse = "Accuse", Threaten = "Threaten", Sanction = "Sanction", Concede = "Concede", Aid = "Aid",
    Rescue = "Rescue", Attack = "Attack", Clash = "Clash", Protest = "Protest", Mobilize = "Mobilize",
    Kidnap = "Kidnap", Die = "Die", Injure = "Injure", Arrest = "Arrest", Release = "Release", Trial = "Trial",
    Sentence = "Sentence", Execute = "Execute", Investigate = "Investigate", Crime = "Crime", Disaster = "Disaster",
    Accident = "Accident", Damage = "Damage", Appoint = "Appoint", Leave = "Leave", Elect = "Elect",
    Legislate = "Legislate", Move = "Move", Trade = "Trade", Invest = "Invest", Change = "Change",
    Launch = "Launch", Stop = "Stop", Gather = "Gather", Publish = "Publish",
}

names! {
    /// What a filler is in an event.
    Role, "role":
    Agent = "agent": "who does, says or causes it",
    Participant = "participant": "each side of a symmetric event",
    Patient = "patient": "who or what undergoes it",
    Addressee = "addressee": "to whom it is directed",
    Topic = "topic": "about what; the content; the thing given, traded, launched",
    Place = "place": "where",
    Time = "time": "when",
    Origin = "origin": "from where, or from which value",
    Destination = "destination": "to where, or to which value",
    Instrument = "instrument": "with what means",
    Cause = "cause": "why",
    Quantity = "quantity": "how many, how much",
}

names! {
    /// Whether an event is asserted or denied.
    Polarity, "polarity":
    Positive = "positive",
    Negative = "negative",
}

names! {
    /// Whether an event happened, is intended, or is merely thought of.
    Modality, "modality":
    Actual = "actual": "happened or happens",
    Planned = "planned": "future, intended, promised",
    Possible = "possible": "hypothesis, hope, obligation, content of a request",
}

names! {
    /// What is stated of an entity outside any event.
    FactProperty, "fact property":
    Position = "position": "the office a person holds, as text",
    Organization = "organization": "the body in which the office is held",
    Country = "country": "the country a person, body or group belongs to",
    MemberOf = "memberOf": "the group that an entity is a member of",
    Member = "member": "a member of a group",
    PartOf = "partOf": "the larger place",
    FormerPosition = "formerPosition": "an office that the person no longer holds",
}

names! {
    /// How two events hang together.
    LinkProperty, "link property":
    During = "during": "the event took place in the course of the other",
    Content = "content": "the other event is what was said, agreed or promised",
    Result = "result": "the other event is a consequence",
    Cause = "cause": "the other event is the reason",
}

names! {
    /// Why a mention is one more mention of something that its article named or told before.
    Coreference, "coreference":
    SameName = "sameName": "the name of the person again, or a part of it",
    LooseName = "looseName": "the name of the person in another transliteration",
    SameEntry = "sameEntry": "a name of the same entry of the gazetteer",
    SameWords = "sameWords": "the same words for a thing that no gazetteer has",
    Pointing = "pointing": "this country, this meeting: the last of its kind",
    BothSides = "bothSides": "both officials, the two countries: the two sides again",
    Pronoun = "pronoun": "he, she, they: the last who spoke or was named",
    SharedParticipants = "sharedParticipants": "the same kind of event with participants in common",
    SameNoun = "sameNoun": "the noun of the event again, with no participant of its own",
    RelativeClause = "relativeClause": "told in the clause that describes the event",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_parses_back() {
        for kind in EventType::ALL {
            assert_eq!(kind.name().parse::<EventType>().as_ref(), Ok(kind));
        }
        assert_eq!(EventType::ALL.len(), 46);
    }

    #[test]
    fn an_unknown_name_says_what_exists() {
        let error = "agnet".parse::<Role>().unwrap_err();
        assert!(error.to_string().contains("agent"), "{error}");
    }
}
