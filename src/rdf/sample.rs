//! A small article with its knowledge, made by hand for tests of this stage and the next.

use super::{PackFact, Precision, RuleFact, RuleFacts, Yield};
use crate::article::Article;
use crate::knowledge::{
    Argument, Days, Entity, EntityIndex, EntityMention, Event, EventIndex, EventMention, Fact, FactValue, Identity,
    Join, Knowledge, Link, MentionForm, Scope, Source,
};
use crate::schema::{Coreference, EntityType, EventType, FactProperty, LinkProperty, Modality, Polarity, Role};
use crate::span::Span;

/// The minister Sara Karimi met Davud Rostami in Oslo; they did not agree to exchange students; a bus overturned near
/// Karaj and twelve people died; Rostami thanked the rescuers.
pub(crate) const TEXT: &str = "دیدار در اسلو
سارا کریمی، وزیر فرهنگ نروژ، روز ۳ خرداد در اسلو با داوود رستمی دیدار کرد.
به گفته خبرنگار «پیک»، این دو بر سر «تبادل دانشجو» توافق نکردند.
در این دیدار رستمی به خاطر نجات مسافران اتوبوسی که در کرج واژگون شد و ۱۲ کشته داد، از امدادگران ایرانی تشکر کرد.
نروژ قول داد گفت\u{200C}وگوها را ادامه دهد. گروه\u{200C}های تندرو مانند «شبتاب» محکوم شدند.
کریمی گفت کشاورزان جنوب را شبتاب ربوده بود؛ آنان نجات یافتند.";

/// The `nth` place of `words` in the text, from 1.
pub(crate) fn place(words: &str, nth: usize) -> Span {
    let start = TEXT.match_indices(words).nth(nth - 1).map(|(n, _)| n).unwrap();
    Span::new(start, start + words.len())
}

fn sentence(at: Span) -> Span {
    let start = TEXT[..at.start].rfind(['\n', '.']).map_or(0, |n| n + 1);
    let start = start + TEXT[start..].len() - TEXT[start..].trim_start().len();
    let end = TEXT[at.end..].find(['\n', '.']).map_or(TEXT.len(), |n| at.end + n);
    Span::new(start, if TEXT[end..].starts_with('.') { end + 1 } else { end })
}

fn entity(key: &str, kind: EntityType, scope: Scope, label: &str, mentions: &[(&str, usize)]) -> Entity {
    let mentions = mentions
        .iter()
        .map(|(words, nth)| EntityMention {
            span: place(words, *nth),
            form: if words.starts_with("این") || *words == "آنان" {
                MentionForm::Anaphor
            } else {
                MentionForm::Named
            },
            rule: format!("names/{}", kind.name().to_lowercase()),
            joined: None,
        })
        .collect();
    Entity { key: key.into(), kind, label: label.into(), scope, identity: Identity::default(), mentions }
}

fn argument(role: Role, words: &str, nth: usize, entity: Option<usize>) -> Argument {
    Argument { role, span: place(words, nth), entity: entity.map(EntityIndex), event: None }
}

fn mention(kind: EventType, words: &str, nth: usize, arguments: Vec<Argument>) -> EventMention {
    let trigger = place(words, nth);
    EventMention {
        kind,
        trigger,
        sentence: sentence(trigger),
        arguments,
        polarity: Polarity::Positive,
        modality: Modality::Actual,
        attributed: None,
        rule: format!("events/{}", kind.name().to_lowercase()),
        joined: None,
    }
}

fn event(key: &str, label: &str, mentions: Vec<EventMention>) -> Event {
    let first = &mentions[0];
    let (kind, polarity, modality) = (first.kind, first.polarity, first.modality);
    Event { key: key.into(), kind, label: label.into(), polarity, modality, days: None, mentions }
}

/// The article `id` with its knowledge.
pub(crate) fn knowledge(id: &str) -> Knowledge {
    use EntityType::{Group, Organization, Person, Place, Product, Quantity, Time};
    use Scope::{Article as Here, Everywhere};
    let mut entities = vec![
        entity("oslo", Place, Everywhere, "اسلو", &[("اسلو", 1), ("اسلو", 2)]),
        entity("sara-karimi", Person, Everywhere, "سارا کریمی", &[("سارا کریمی", 1), ("کریمی", 2)]),
        entity("norway", Place, Everywhere, "نروژ", &[("نروژ", 1), ("نروژ", 2)]),
        entity("time-3-khordad", Time, Here, "روز ۳ خرداد", &[("روز ۳ خرداد", 1)]),
        entity("davud-rostami", Person, Everywhere, "داوود رستمی", &[("داوود رستمی", 1), ("رستمی", 2)]),
        entity("both", Group, Here, "این دو", &[("این دو", 1)]),
        entity("passengers", Group, Here, "مسافران اتوبوسی", &[("مسافران اتوبوسی", 1)]),
        entity("bus", Product, Here, "اتوبوسی", &[("اتوبوسی", 1)]),
        entity("karaj", Place, Everywhere, "کرج", &[("کرج", 1)]),
        entity("dead", Quantity, Here, "۱۲ کشته", &[("۱۲ کشته", 1)]),
        entity("rescuers", Group, Here, "امدادگران ایرانی", &[("امدادگران ایرانی", 1)]),
        entity("radicals", Group, Here, "گروه\u{200C}های تندرو", &[("گروه\u{200C}های تندرو", 1)]),
        entity("shabtab", Organization, Here, "شبتاب", &[("شبتاب", 1), ("شبتاب", 2)]),
        entity("farmers", Group, Here, "کشاورزان جنوب", &[("کشاورزان جنوب", 1), ("آنان", 1)]),
    ];
    entities[0].identity = Identity {
        wikidata: Some("Q585".into()),
        english: Some("Oslo".into()),
        entry: Some(("اسلو".into(), "city".into())),
        coordinates: Some((59.91, 10.75)),
        ..Identity::default()
    };
    let join = |reason, words, nth| Some(Join { reason, antecedent: place(words, nth) });
    entities[1].mentions[1].joined = join(Coreference::SameName, "سارا کریمی", 1);
    entities[13].mentions[1].joined = join(Coreference::Pronoun, "کشاورزان جنوب", 1);
    entities[3].identity = Identity {
        days: Some(Days { first: "2025-05-24".into(), last: "2025-05-24".into(), basis: "publication".into() }),
        ..Identity::default()
    };
    entities[9].identity = Identity { number: Some(12.0), unit: Some("کشته".into()), ..Identity::default() };

    let mut meeting = [
        mention(EventType::Meet, "دیدار", 1, vec![argument(Role::Place, "اسلو", 1, Some(0))]),
        mention(
            EventType::Meet,
            "دیدار کرد",
            1,
            vec![
                argument(Role::Participant, "سارا کریمی", 1, Some(1)),
                argument(Role::Time, "روز ۳ خرداد", 1, Some(3)),
                argument(Role::Place, "اسلو", 2, Some(0)),
                argument(Role::Participant, "داوود رستمی", 1, Some(4)),
            ],
        ),
        mention(EventType::Meet, "دیدار", 3, vec![]),
    ];
    meeting[1].joined = join(Coreference::SharedParticipants, "دیدار", 1);
    meeting[2].joined = join(Coreference::Pointing, "دیدار کرد", 1);
    let mut agree = mention(
        EventType::Agree,
        "توافق نکردند",
        1,
        vec![argument(Role::Participant, "این دو", 1, Some(5)), argument(Role::Topic, "«تبادل دانشجو»", 1, None)],
    );
    agree.polarity = Polarity::Negative;
    agree.attributed = Some(Source { span: place("خبرنگار «پیک»", 1), entity: None });
    let mut exchange = mention(EventType::Cooperate, "تبادل دانشجو", 1, vec![]);
    exchange.modality = Modality::Possible;
    let mut go_on =
        mention(EventType::Talk, "گفت\u{200C}وگوها", 1, vec![argument(Role::Participant, "نروژ", 2, Some(2))]);
    go_on.modality = Modality::Planned;
    let thanks_arguments = vec![
        argument(Role::Agent, "رستمی", 2, Some(4)),
        argument(Role::Cause, "نجات مسافران اتوبوسی", 1, None),
        argument(Role::Addressee, "امدادگران ایرانی", 1, Some(10)),
    ];
    let said = vec![argument(Role::Agent, "کریمی", 2, Some(1))];
    let held = vec![argument(Role::Patient, "کشاورزان جنوب", 1, Some(13)), argument(Role::Agent, "شبتاب", 2, Some(12))];
    let mut kidnapping = mention(EventType::Kidnap, "ربوده", 1, held);
    kidnapping.attributed = Some(Source { span: place("کریمی", 2), entity: Some(EntityIndex(1)) });
    let rescue = mention(EventType::Rescue, "نجات یافتند", 1, vec![argument(Role::Patient, "آنان", 1, Some(13))]);
    let mut events = vec![
        event("meet-1", "دیدار سارا کریمی و داوود رستمی", meeting.into()),
        event("agree-1", "توافق نکردن این دو", vec![agree]),
        event("cooperate-1", "تبادل دانشجو", vec![exchange]),
        event(
            "rescue-1",
            "نجات مسافران",
            vec![mention(EventType::Rescue, "نجات", 1, vec![argument(Role::Patient, "مسافران اتوبوسی", 1, Some(6))])],
        ),
        event(
            "accident-1",
            "واژگونی اتوبوس",
            vec![mention(
                EventType::Accident,
                "واژگون شد",
                1,
                vec![argument(Role::Patient, "اتوبوسی", 1, Some(7)), argument(Role::Place, "کرج", 1, Some(8))],
            )],
        ),
        event(
            "die-1",
            "۱۲ کشته",
            vec![mention(EventType::Die, "کشته", 1, vec![argument(Role::Quantity, "۱۲ کشته", 1, Some(9))])],
        ),
        event("appreciate-1", "تشکر رستمی", vec![mention(EventType::Appreciate, "تشکر کرد", 1, thanks_arguments)]),
        event(
            "pledge-1",
            "قول نروژ",
            vec![mention(EventType::Pledge, "قول داد", 1, vec![argument(Role::Agent, "نروژ", 2, Some(2))])],
        ),
        event("statement-1", "گفتهٔ کریمی", vec![mention(EventType::Statement, "گفت", 3, said)]),
        event("kidnap-1", "ربودن کشاورزان", vec![kidnapping]),
        event("rescue-2", "نجات کشاورزان", vec![rescue]),
        event("talk-1", "گفت\u{200C}وگوها", vec![go_on]),
    ];
    events[0].days.clone_from(&entities[3].identity.days);
    Knowledge {
        article: Article {
            id: id.into(),
            text: TEXT.into(),
            url: Some("https://example.org/news/1".into()),
            published: Some("2025-05-25".into()),
            publisher: Some("پیک".into()),
            ..Article::default()
        },
        entities,
        events,
        facts: facts(),
        links: links(),
    }
}

fn facts() -> Vec<Fact> {
    let fact = |subject, property, value, words: &str, nth| Fact {
        subject: EntityIndex(subject),
        property,
        value,
        evidence: place(words, nth),
        rule: "positions/appositive".into(),
    };
    let other = |n| FactValue::Entity(EntityIndex(n));
    vec![
        fact(1, FactProperty::Position, FactValue::Text("وزیر فرهنگ".into()), "وزیر فرهنگ", 1),
        fact(1, FactProperty::Country, other(2), "وزیر فرهنگ نروژ", 1),
        fact(5, FactProperty::Member, other(1), "این دو", 1),
        fact(5, FactProperty::Member, other(4), "این دو", 1),
        fact(12, FactProperty::MemberOf, other(11), "گروه\u{200C}های تندرو مانند «شبتاب»", 1),
    ]
}

fn links() -> Vec<Link> {
    let link = |from, property, to| Link {
        from: EventIndex(from),
        property,
        to: EventIndex(to),
        rule: "links/same-sentence".into(),
    };
    vec![
        link(1, LinkProperty::Content, 2),
        link(1, LinkProperty::During, 0),
        link(4, LinkProperty::Result, 5),
        link(6, LinkProperty::Cause, 3),
        link(7, LinkProperty::Content, 11),
    ]
}

/// Facts of the rule of meetings and nothing else.
pub(crate) struct Rules;

impl RuleFacts for Rules {
    fn rule(&self, id: &str) -> Option<RuleFact> {
        (id == "events/meet").then(|| RuleFact {
            makes: Some(Yield::Event(EventType::Meet)),
            description: Some("Meetings in person.".into()),
            precision: Some(Precision { correct: 37, judged: 40 }),
        })
    }

    fn pack(&self) -> Option<PackFact> {
        Some(PackFact { name: "fa".into(), language: "fa".into(), version: "1".into(), hash: "0abc".into() })
    }
}
