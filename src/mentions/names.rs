//! Names of the gazetteer in a sentence, found whatever their spacing, and which of them are mentions.

use super::Mention;
use crate::analysis::{Sentence, Word};
use crate::rules::Pack;
use crate::rules::gazetteer::Entry;
use crate::rules::lexicon::{Features, Pos};
use crate::schema::EntityType;
use crate::text::TokenKind;

/// An entry of a phrase list that begins at some word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameMatch {
    /// Which entry.
    pub entry: Entry,
    /// The word after its last.
    pub end: usize,
    /// Whether the last word carries an ending that the name does not have.
    pub inflected: bool,
}

/// For every word of the sentence, the list entries that begin there.
pub(crate) fn matches(text: &str, sentence: &Sentence, pack: &Pack) -> Vec<Vec<NameMatch>> {
    let words = &sentence.words;
    let mut key = String::new();
    (0..words.len())
        .map(|start| {
            let mut found = Vec::new();
            if words[start].kind != TokenKind::Word {
                return found;
            }
            key.clear();
            for (n, word) in words[start..].iter().enumerate() {
                if word.kind == TokenKind::Mark {
                    // Names with an inner comma («صنعت، معدن و تجارت») are stored without it.
                    if n == 0 || word.mark != Some(crate::rules::Mark::Comma) {
                        break;
                    }
                    continue;
                }
                let before = key.len();
                for part in word.span.of(text).split_whitespace() {
                    pack.orthography.fold_into(part, &mut key);
                }
                let Some(symbol) = pack.lexicon.symbols.get(&key) else {
                    // The last word may carry an ending («سازمان‌های»): its lemma may complete the name.
                    lemma_entries(pack, &mut key, before, word, start + n + 1, &mut found);
                    break;
                };
                let end = start + n + 1;
                let entries = pack.gazetteer.entries(symbol);
                found.extend(entries.iter().map(|entry| NameMatch { entry: *entry, end, inflected: false }));
                if entries.is_empty() {
                    let whole = key.clone();
                    lemma_entries(pack, &mut key, before, word, end, &mut found);
                    key = whole;
                }
                if !pack.gazetteer.is_prefix(symbol) {
                    break;
                }
            }
            found
        })
        .collect()
}

fn lemma_entries(pack: &Pack, key: &mut String, before: usize, word: &Word, end: usize, found: &mut Vec<NameMatch>) {
    // With the indefinite ending it is another word.
    if !word.has(Features::DERIVED) || word.has(Features::INDEFINITE) {
        return;
    }
    key.truncate(before);
    pack.orthography.fold_into(pack.lexicon.symbols.display(word.reading.lemma), key);
    let stripped: String = key.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(symbol) = pack.lexicon.symbols.get(&stripped) {
        let entries = pack.gazetteer.entries(symbol).iter();
        found.extend(entries.map(|entry| NameMatch { entry: *entry, end, inflected: true }));
    }
}

/// Mentions of named places, organizations and works.
pub(crate) fn mentions(sentence: &Sentence, matches: &[Vec<NameMatch>], pack: &Pack) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    for (start, list) in matches.iter().enumerate() {
        // In a list of places the next is a place, though its name is another word («Kurdistan, Golestan and Markazi»).
        let listed = start > 1
            && continues_list(&sentence.words[start - 1], pack)
            && found.iter().any(|m| m.kind == EntityType::Place && m.words.end == start - 1);
        for m in list {
            let record = pack.gazetteer.record(m.entry);
            let Some(kind) = record.entity else { continue };
            let last = &sentence.words[m.end - 1];
            // A word of several tokens («the central bank») is hardly another word.
            let single = m.end == start + 1 && sentence.words[start].tokens.len() == 1;
            let country = record.kind == "country";
            if (single || record.needs.is_some())
                && !(listed && kind == EntityType::Place && record.needs != Some("never-alone"))
                && !name_fits(sentence, start, pack, record.needs, kind, country)
            {
                continue;
            }
            // A conjunction or preposition and the next word may run together to a name, but no name begins with a conjunction or preposition.
            let first = &sentence.words[start];
            let several = m.end > start + 1 || first.tokens.len() > 1;
            let split =
                several && matches!(first.readings[0].pos, Pos::Cconj | Pos::Adp | Pos::Adv | Pos::Pron | Pos::Sconj);
            // Several of a name are none of it.
            if split || (m.inflected && last.has(Features::PLURAL)) {
                continue;
            }
            // A seat («کاخ سفید») acts for a body; the capital itself stays a place.
            let strength = 50 + i32::try_from(m.end - start).unwrap_or(0) + i32::from(kind == EntityType::Organization);
            let mut mention = Mention::new(kind, start..m.end, sentence, "gazetteer", strength);
            mention.record = Some(m.entry.record);
            found.push(mention);
        }
    }
    found
}

/// Whether a word joins the parts of a list.
fn continues_list(word: &Word, pack: &Pack) -> bool {
    word.mark == Some(crate::rules::Mark::Comma) || word.is(pack.grammar.and)
}

/// Whether a one-word name is a name here and not a common word.
fn name_fits(
    sentence: &Sentence,
    at: usize,
    pack: &Pack,
    needs: Option<&str>,
    kind: EntityType,
    country: bool,
) -> bool {
    let g = &pack.grammar;
    let word = &sentence.words[at];
    if matches!(word.pos(), Pos::Verb | Pos::Aux | Pos::Adp | Pos::Cconj | Pos::Sconj | Pos::Det | Pos::Pron | Pos::Adv)
    {
        return false;
    }
    let previous = at.checked_sub(1).map(|p| &sentence.words[p]);
    let heads = |p: &Word| match kind {
        EntityType::Organization => p.is(g.body),
        _ => p.is(g.place) || p.is(g.body) || p.is(pack.lexicon.classes.get("place-office")),
    };
    let after_head = previous.is_some_and(|p| heads(p) && !p.has(Features::PLURAL));
    match needs {
        Some("never-alone") => false,
        Some("head") => after_head,
        Some("cue") => after_head || previous.is_some_and(|p| p.is(pack.lexicon.classes.get("role-source"))),
        Some("preposition") => after_head || previous.is_some_and(|p| p.pos() == Pos::Adp && !p.is(g.object_marker)),
        _ => {
            // A word that is also a common noun or adjective names something only beside a head or preposition.
            let common = word.readings.iter().any(|r| {
                matches!(r.pos, Pos::Noun | Pos::Adj)
                    && !r.classes.meets(g.place_name)
                    && !r.features.has(Features::DERIVED)
            });
            !common
                || after_head
                || country
                || kind == EntityType::Organization
                || word.pos() == Pos::Propn
                || (kind == EntityType::Place && word.is(g.place))
        }
    }
}
