//! Whether an unwritten ezafe may join a word to the phrase on its left: what kind of word it is, what stands beside it,
//! and whether a time, a name or a number is complete before it. Asked by `phrase.rs` for each word of a phrase.

use super::phrase::Chunker;
use super::valence;
use super::verb_group::VerbGroup;
use super::words::Word;
use crate::rules::Mark;
use crate::rules::lexicon::{Features, Pos, Tense};

impl Chunker<'_> {
    /// «لکه‌ها | او را», «اروپا | قرارداد را»: after such a letter an ezafe is written, so a word without it ends its phrase.
    pub(super) fn cannot_take_ezafe(&self, word: &Word) -> bool {
        matches!(word.pos(), Pos::Noun | Pos::Propn | Pos::Adj)
            && !word.is(self.g.title)
            && !word.has(Features::EZAFE)
            && word.span.of(self.text).chars().next_back().is_some_and(|c| self.open.contains(c))
    }

    /// «صدور نخستین اخطار», but «دیدار | نخستین بار»: an act that asks for what it is done to.
    pub(super) fn is_of_first(&self, head: usize, at: usize) -> bool {
        let after = &self.words[at + 1];
        self.words[head].is(self.g.event) && self.words[head].is(self.g.relational) && !after.is(self.g.time)
    }

    /// «حزب کار | مدعی است», but «مرد بزرگی است»: a plain adjective before the copula is what is said of the noun.
    pub(super) fn is_predicate(&self, at: usize) -> bool {
        let word = &self.words[at];
        !word.has(Features::INDEFINITE)
            && !word.has(Features::SUPERLATIVE)
            && !word.is(self.g.ordinal)
            && self.groups.iter().any(|v| v.copula && v.words.start == at + 1 && !self.words[at].has(Features::COPULA))
    }

    /// «کارگران | خواستار مزد خود هستند»: whether word `at` governs what follows it as the predicate of a copula.
    pub(super) fn governs_to_copula(&self, head: usize, at: usize) -> bool {
        let g = self.g;
        let first = &self.words[head];
        let acts = first.is(g.human.with(g.body).with(g.collective).with(g.vehicle)) || first.pos() == Pos::Propn;
        let complement = |verb: &VerbGroup| {
            let form = self.words[at].form;
            verb.copula
                && form.is_some_and(|f| self.pack.verbs.compound(verb.lemma, f).is_some_and(|c| c.takes_complement))
        };
        acts && !self.words[at - 1].has(Features::EZAFE) && self.verb_after(at + 1).is_some_and(complement)
    }

    /// «نمایندگان | قرار است …»: whether word `at` stands before the copula and makes a verb with it.
    fn goes_with_copula(&self, at: usize) -> bool {
        let form = self.words[at].form;
        let makes = |v: &&VerbGroup| v.copula && v.words.start == at + 1;
        !self.words[at - 1].has(Features::EZAFE)
            && self
                .groups
                .iter()
                .find(makes)
                .zip(form)
                .is_some_and(|(v, f)| self.pack.verbs.compound(v.lemma, f).is_some())
    }

    /// Whether a common noun cannot belong to the phrase on its left.
    pub(super) fn breaks(&self, head: usize, at: usize) -> bool {
        let previous = &self.words[at - 1];
        let word = &self.words[at];
        // A plural that shows no ezafe where one would be written ends its phrase.
        // «خودرو | هدف حمله قرار گرفت»: a target of what happens, as in «مورد حمله».
        let target = word.is(self.target) && self.word(at + 1).is_some_and(|w| w.is(self.g.event));
        if previous.has(Features::FINAL)
            || word.is(self.g.undergo)
            || target
            || self.governs_to_copula(head, at)
            || self.goes_with_copula(at)
        {
            return true;
        }
        // A place name is complete: a common noun after it begins something else.
        // «ولسوالی … | ولایت …»: after a place the greater one in which it lies goes on with it.
        let greater = self.words[head].is(self.g.place)
            && word.is(self.g.place)
            && self.word(at + 1).is_some_and(|w| w.is(self.g.place_name));
        if previous.pos() == Pos::Propn && previous.is(self.g.place_name) && !word.is(self.g.ordinal) && !greater {
            return true;
        }
        // So is a person's name, unless what the person is follows.
        if previous.pos() == Pos::Propn
            && (previous.is(self.g.given) || previous.is(self.g.family))
            && !word.is(self.g.human)
            && !word.is(self.g.title)
            && !previous.has(Features::EZAFE)
            && !word.has(Features::UNKNOWN)
        {
            return true;
        }
        if self.time_breaks(head, at) || self.is_had(head, at) || self.is_performed(head, at) {
            return true;
        }
        // «نشست | فردا برگزار شد»: before the verb or another phrase a day stands for itself.
        if word.is(self.g.deictic)
            && !self.words[head].is(self.g.time)
            && !previous.is(self.daypart)
            && self.ends_nominal(at + 1)
        {
            return true;
        }
        // «خبرنگار | نامه‌ای نوشت»: a person, and an indefinite thing before the verb.
        let thing = word.has(Features::INDEFINITE)
            && word.has(Features::DERIVED)
            && !word.is(self.g.human)
            && !word.is(self.g.body)
            && !word.is(self.g.place);
        if thing && at == head + 1 && self.words[head].is(self.g.human) && self.roles.verbal.get(at + 1) == Some(&true)
        {
            return true;
        }
        false
    }

    /// «دولت | قصد افزایش مالیات ندارد»: whether word `at` is what the verb of having makes a verb of, after who has it.
    fn is_had(&self, head: usize, at: usize) -> bool {
        let g = self.g;
        let first = &self.words[head];
        let acts = first.is(g.body) || first.is(g.human) || first.is(g.collective) || first.pos() == Pos::Propn;
        let verb = self.groups.iter().find(|v| v.words.start > at && !v.attributive);
        let element = self.words[at].form;
        acts && verb.zip(element).is_some_and(|(verb, element)| {
            g.have.contains(&verb.lemma)
                && verb.elements.is_empty()
                && self.pack.verbs.compound(verb.lemma, element).is_some_and(|c| c.stative)
        })
    }

    /// «از سه مأمور | بازجویی به عمل آورد»: whether word `at` is what the verb after it performs, after people.
    fn is_performed(&self, head: usize, at: usize) -> bool {
        let (people, act) = (&self.words[head], &self.words[at]);
        let counted = people.has(Features::PLURAL) || head > 0 && self.words[head - 1].pos() == Pos::Num;
        let performs = |v: &VerbGroup| {
            let element = v.elements.iter().filter_map(|e| e.symbol);
            v.start() == at + 1
                && element
                    .map(Some)
                    .any(|e| self.pack.verbs.support.get(&(v.lemma, e)).is_some_and(|k| &**k == "perform"))
        };
        act.is(self.g.event) && people.is(self.g.human) && counted && self.groups.iter().any(performs)
    }

    /// Whether a time begins or ends before word `at`.
    pub(super) fn time_breaks(&self, head: usize, at: usize) -> bool {
        let g = self.g;
        let (previous, word, first) = (&self.words[at - 1], &self.words[at], &self.words[head]);
        // A time expression stands by itself unless its noun asks for it: «نشست روز یکشنبه», but «نشست وزیران | روز یکشنبه».
        let time = word.is(g.time) || word.is(g.weekday);
        // «این دیدار | عصر دیروز»: what is pointed at takes no time of its own.
        let pointed = head.checked_sub(1).is_some_and(|b| self.words[b].is(g.demonstrative));
        let asks = first.is(g.time)
            || !pointed && first.is(g.event) && self.words[head + 1..at].iter().all(|w| w.pos() == Pos::Adj);
        let day = |w: &Word| w.is(g.weekday) || w.is(g.deictic);
        let goes_on = previous.is(g.time) && previous.pos() == Pos::Noun || day(previous) && word.is(self.daypart);
        // «بودجه دفاعی سال آینده را»: a time before the object marker belongs to the object.
        let marked = self.words.get(at + 2).is_some_and(|w| w.is(g.object_marker)) && word.is(g.time);
        let acts = first.is(g.human) || first.is(g.body) || first.pos() == Pos::Propn;
        if time && !asks && !goes_on && (!marked || acts) && self.time_begins(at) {
            return true;
        }
        // «سال گذشته | مدیران», «فردا | خورشید», «بامداد شنبه | غواصان را»: a time that is complete takes no genitive.
        let complete = previous.is(g.deictic)
            || self.points_at_time(head, at)
            // «در این سال | زلزله‌ای»: what is pointed at needs no more.
            || (pointed && first.is(g.time) && at == head + 1 && !first.is(g.event) && !word.is(g.time))
            || (previous.is(g.weekday) && !word.is(g.time))
            || (previous.is(self.daypart) && at == head + 2 && day(first) && !word.is(g.time))
            || (first.is(g.time.with(g.weekday))
                && !first.is(g.classifier)
                && at > head + 1
                && !word.is(g.time)
                && matches!(previous.pos(), Pos::Adj | Pos::Num))
            // «دوم مهر | سفیر», «دوم مهر ماه | سفیر»: so is a day of a month before people and bodies.
            || (first.is(g.time.with(g.weekday).with(g.month)) && word.is(g.human.with(g.body)) && self.dated(at));
        let part = day(previous) && word.is(self.daypart);
        complete && !part && !previous.has(Features::EZAFE) && !word.is(g.weekday) && !word.is(g.month)
    }

    /// Whether the day of a month ends before word `at`: «دوم مهر», «۲ مهر ماه».
    fn dated(&self, at: usize) -> bool {
        let month = match at.checked_sub(1) {
            Some(m) if self.words[m].is(self.g.month) => m,
            Some(m) if m > 0 && self.words[m].is(self.g.time) && self.words[m - 1].is(self.g.month) => m - 1,
            _ => return false,
        };
        month.checked_sub(1).is_some_and(|d| self.words[d].pos() == Pos::Num || self.words[d].is(self.g.ordinal))
    }

    /// «فردای آن روز | نیروها», «شب همان روز | سه نفر»: whether a time that points at another one ends before word `at`.
    fn points_at_time(&self, head: usize, at: usize) -> bool {
        let time = self.g.time.with(self.g.deictic);
        at >= head + 3
            && self.words[head].is(time)
            && self.words[at - 1].is(self.g.time)
            && self.words[at - 2].is(self.g.demonstrative)
    }

    /// Whether nothing nominal stands at `at`.
    fn ends_nominal(&self, at: usize) -> bool {
        self.word(at).is_none_or(|w| matches!(w.pos(), Pos::Adp | Pos::Cconj | Pos::Sconj | Pos::Adv))
    }

    /// «دولت آن را تأیید کرد»: the pronoun before the object marker is the object when an agent stands before it.
    pub(super) fn pronoun_is_object(&self, head: usize, at: usize) -> bool {
        let agent = &self.words[head];
        let acts = agent.is(self.g.body)
            || agent.pos() == Pos::Propn
            || (agent.is(self.g.human) && agent.has(Features::PLURAL))
            || agent.is(self.g.collective);
        acts && self.words[at].is(self.g.personal_or_demonstrative())
            && self.words.get(at + 1).is_some_and(|w| w.is(self.g.object_marker))
    }

    fn time_begins(&self, at: usize) -> bool {
        let next = self.word(at + 1);
        self.words[at].is(self.g.weekday)
            || next.is_some_and(|w| {
                w.is(self.g.weekday)
                    || w.is(self.g.month)
                    || w.pos() == Pos::Num
                    || w.is(self.g.time)
                    || w.pos() == Pos::Adj
            })
    }

    pub(super) fn name_breaks(&self, head: usize, at: usize) -> bool {
        if self.words[head].is(self.g.time) && !self.words[at].is(self.g.month) && self.time_breaks(head, at) {
            return true;
        }
        let previous = &self.words[at - 1];
        let word = &self.words[at];
        // Two place names side by side are two places, two persons' names one name.
        previous.pos() == Pos::Propn && previous.is(self.g.place_name) && word.is(self.g.place_name)
    }

    /// «مرگ حدود ۳۰ تن»: the same where the preposition is also a noun.
    pub(super) fn counts_many(&self, head: usize, at: usize) -> bool {
        self.word(at + 1).is_some_and(|w| w.pos() == Pos::Num) && self.suffered_by_many(head, at)
    }

    /// Whether the word before `at` tells what befalls something and an approximate number of that follows.
    pub(super) fn suffered_by_many(&self, head: usize, at: usize) -> bool {
        let word = &self.words[at - 1];
        let pointed = head.checked_sub(1).is_some_and(|b| self.words[b].is(self.g.demonstrative));
        let mut after = at + 1;
        while self.word(after).is_some_and(|w| w.pos() == Pos::Num) {
            after += 1;
        }
        let counted = self.word(after).is_some_and(|w| {
            w.pos().is_nominal() && !w.is(self.g.time) && (!w.is(self.g.unit) || w.is(self.g.classifier))
        });
        counted && !pointed && (is_infinitive(word) || valence::befalls(self.pack, word))
    }

    pub(super) fn number_continues(&self, head: usize, at: usize) -> bool {
        let previous = &self.words[at - 1];
        // «سال گذشته | سه میلیون تن»: a time that is described is complete.
        if self.words[head].is(self.g.time) && previous.pos() == Pos::Adj && !previous.is(self.g.ordinal) {
            return false;
        }
        // «طی دو سال | ۱۲۰۰ مهاجر»: a time that is counted already.
        if previous.is(self.g.time) && at >= 2 && self.words[at - 2].pos() == Pos::Num && at - 2 < head {
            return false;
        }
        // «در این مدت | ۲۶ نفر»: a time that is pointed at is complete.
        let pointed = head.checked_sub(1).is_some_and(|b| self.words[b].is(self.g.demonstrative));
        if pointed && at == head + 1 && previous.is(self.g.time) {
            return false;
        }
        // «امسال | ۲۵ نفر», «شب همان روز | سه نفر»: a day or year that is named or pointed at takes no number.
        if previous.is(self.g.deictic) || self.points_at_time(head, at) {
            return false;
        }
        let mut after = at + 1;
        while self.word(after).is_some_and(|w| w.pos() == Pos::Num) || self.spans(after) {
            after += 1;
        }
        // «در تهران | ۵، در مشهد | ۳ و در …»: how many, of what is named once at the end.
        let preposition = head.checked_sub(1).map(|p| &self.words[p]).filter(|p| p.pos() == Pos::Adp);
        let again = self.words.get(after).is_some_and(|w| w.is(self.g.and) || w.mark == Some(Mark::Comma))
            && self.word(after + 1).is_some_and(|w| preposition.is_some_and(|p| p.form == w.form));
        if again && previous.is(self.g.place_name) {
            return false;
        }
        let Some(next) = self.word(after) else { return true };
        // «۵ مهر | دو کارگر», but «۵ مهر ۱۴۰۳»: a month is numbered by its year only.
        let small = self.words[at].number.is_some_and(|n| n < 100.0);
        if previous.is(self.g.month) && small && next.pos() == Pos::Noun && !next.is(self.g.time) {
            return false;
        }
        // «شنبه شب | یک انفجار»: after a time «one» counts what follows.
        let one = after == at + 1 && self.words[at].number == Some(1.0);
        let calendar = self.g.time.with(self.g.month).with(self.g.weekday);
        if one && previous.is(self.g.time) && next.pos() == Pos::Noun && !next.is(calendar) {
            return false;
        }
        // «به تهران | دو روز طول کشید», «این بندر | سه هفته»: how long, after what is complete.
        let complete = previous.pos() == Pos::Propn || previous.is(self.g.human.with(self.g.body).with(self.g.place));
        if complete && next.is(self.g.time) && !previous.has(Features::EZAFE) {
            return false;
        }
        // «سال ۱۴۰۳», «وزیران دو کشور»; but «پلیس ۱۲ نفر …», «تولید ۸ درصد …» are two phrases.
        // «شنبه شب | دو کارگر», but «صبح ۱۲ خرداد».
        if previous.is(self.daypart) && !next.is(self.g.month) && !next.is(self.g.time) {
            return false;
        }
        let counted = next.is(self.g.classifier) || next.is(self.g.unit) && !next.is(self.g.time);
        // «صادرات | ۱۰ درصد کاهش یافت»: a measure directly before the verb.
        let measures =
            next.is(self.g.unit) && !next.is(self.g.classifier) && self.roles.verbal.get(after + 1) == Some(&true);
        let governed = head.checked_sub(1).is_some_and(|p| self.words[p].pos() == Pos::Adp);
        if measures && !governed && previous.is(self.g.event) {
            return false;
        }
        !counted || previous.is(self.g.event) || previous.is(self.g.time) || is_infinitive(previous)
    }
}

fn is_infinitive(word: &Word) -> bool {
    word.reading.verb.is_some_and(|v| v.tense == Tense::Infinitive)
}
