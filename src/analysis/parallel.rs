//! Pairs of phrases that stand beside each other and share a verb: «علی به سمت وزیر و رضا به سمت معاون منصوب شدند»,
//! «قیمت نفت سه درصد و قیمت طلا دو درصد افزایش یافت». After the conjunction the pair begins anew, so its first phrase is joined
//! to the first one of the pair before, not to what stands next to it.

use super::phrase::Phrase;
use super::verb_group::VerbGroup;
use super::words::Word;
use crate::rules::Mark;
use crate::rules::grammar::Grammar;
use crate::rules::lexicon::{Features, Pos};

/// Joins the phrases of each pair to those of the pair before.
pub(super) fn join_pairs(g: &Grammar, words: &[Word], groups: &[VerbGroup], phrases: &mut [Phrase]) {
    for c in 2..phrases.len() {
        if let Some(preposition) = phrases[c - 1].preposition
            && opens_element(words, groups, &phrases[c], preposition)
            && alike(words, &phrases[c - 2], &phrases[c])
            && phrases[c].joined_to == Some(c - 1)
            && phrases[c - 2].preposition.is_none()
        {
            phrases[c].joined_to = Some(c - 2);
        }
        if c + 1 == phrases.len() {
            break;
        }
        let (a, b, d) = (c - 2, c - 1, c + 1);
        let [one, two, three, four] = [a, b, c, d].map(|n| &phrases[n]);
        let parted = &words[two.words.end..first(three)];
        let conjunction = !parted.is_empty() && parted.iter().all(|w| w.is(g.and) || w.mark == Some(Mark::Comma));
        let pairs = one.words.end == first(two) && three.words.end == first(four);
        if !conjunction || !pairs || one.bracketed != two.bracketed || belongs_beside(g, words, one, two, three) {
            continue;
        }
        // «صادرات به عراق و واردات از چین»: of two acts each has what it takes beside it.
        let act = |p: &Phrase| words[p.head].is(g.event);
        let acts = act(one) && act(three) && !act(two) && two.preposition.is_some() && four.preposition.is_some();
        let (begins, goes_on) = (alike(words, one, three), acts || alike(words, two, four));
        let told_apart = two.preposition.is_some() || one.preposition.is_some() || counted(words, two);
        if !begins || !goes_on || !told_apart || counted(words, one) != counted(words, three) {
            continue;
        }
        let (bare_first, bare_second) = (one.preposition.is_none(), two.preposition.is_none());
        let joined = |n: usize, bare: bool| bare.then_some(n);
        (phrases[c].joined_to, phrases[c].apposition_of) = (joined(a, bare_first), None);
        if bare_second {
            (phrases[d].joined_to, phrases[d].apposition_of) = (Some(b), None);
        }
    }
}

/// «در مرز تهران و سمنان», «گروهی از زنان و کودکان»: whether the third phrase is of the sort of the second, and the first is not.
fn belongs_beside(g: &Grammar, words: &[Word], one: &Phrase, two: &Phrase, three: &Phrase) -> bool {
    let sort = |at: usize| {
        let word = &words[at];
        let person = g.human.with(g.title).with(g.given).with(g.family);
        [g.place_name.with(g.place), person, g.body, g.time.with(g.month).with(g.weekday)]
            .into_iter()
            .position(|classes| word.is(classes))
    };
    let [first, second, third] = [sort(one.head), sort(two.words.end - 1), sort(three.head)];
    let head = &words[one.head];
    let some = counted(words, one)
        || head.is(g.quantifier.with(g.indefinite).with(g.collective).with(g.classifier))
        || head.has(Features::INDEFINITE);
    let part = some && two.preposition.is_some_and(|p| words[p].is(g.partitive)) && second == third;
    third == second && third != first || part
}

/// «… به حبس و یک متهم | به اعدام محکوم شد»: whether the preposition begins the element of the verb after a phrase.
fn opens_element(words: &[Word], groups: &[VerbGroup], phrase: &Phrase, preposition: usize) -> bool {
    let begins = |v: &VerbGroup| v.start() == phrase.words.end && words[v.start()].form == words[preposition].form;
    words[phrase.words.end..].first().is_some_and(|w| w.pos() == Pos::Adp) && groups.iter().any(begins)
}

/// The preposition of a phrase, or its first word.
fn first(phrase: &Phrase) -> usize {
    phrase.preposition.unwrap_or(phrase.words.start)
}

/// Whether two phrases have the same preposition, or both none and both or neither a number.
fn alike(words: &[Word], a: &Phrase, b: &Phrase) -> bool {
    match (a.preposition, b.preposition) {
        (Some(a), Some(b)) => words[a].form == words[b].form,
        (None, None) => counted(words, a) == counted(words, b),
        _ => false,
    }
}

fn counted(words: &[Word], phrase: &Phrase) -> bool {
    words[phrase.words.start].pos() == Pos::Num
}
