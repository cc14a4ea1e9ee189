//! Where a chain of nouns is cut: subject, object and the noun of a preposition stand side by side without a mark.

use super::support::{Folder, json_lines, khabar, list, number, string};

/// The slots of the first clause of a sentence, each as `slot: words`.
fn slots(sentence: &str) -> Vec<String> {
    let folder = Folder::new();
    let line = serde_json::json!({ "id": "a", "text": sentence }).to_string();
    let file = folder.file("in.jsonl", line);
    let answer = json_lines(&khabar(&["analyse", "-f", "jsonl", &file]).fine());
    let characters: Vec<char> = sentence.chars().collect();
    let clause = &list(&list(&answer[0], "sentences")[0], "clauses")[0];
    let shown = |slot: &serde_json::Value| {
        let phrase = &slot["phrase"];
        let words: String = characters[number(phrase, "start")..number(phrase, "end")].iter().collect();
        format!("{}: {words}", string(slot, "slot"))
    };
    list(clause, "slots").iter().map(shown).collect()
}

#[test]
fn the_subject_stands_after_the_noun_of_a_preposition() {
    let found = slots("در این تیراندازی هشت نفر زخمی شدند.");
    assert_eq!(found, ["در: این تیراندازی", "subject: هشت نفر"]);
}

#[test]
fn the_object_stands_after_its_subject() {
    let found = slots("بانک مرکزی نرخ تازه تورم را اعلام کرد.");
    assert_eq!(found, ["subject: بانک مرکزی", "object: نرخ تازه تورم"]);
}

#[test]
fn a_phrase_that_is_all_object_is_not_cut() {
    let found = slots("او مراحل درمان خود را آغاز کرد.");
    assert_eq!(found, ["subject: او", "object: مراحل درمان خود"]);
}

#[test]
fn after_a_comma_a_preposition_governs_nothing() {
    let found = slots("در مقابل، سخنگوی دولت این خبر را رد کرد.");
    assert_eq!(found, ["subject: سخنگوی دولت", "object: این خبر"]);
}

#[test]
fn what_shares_the_verb_of_another_is_not_its_subject() {
    // The skeleton shows the clause that has the verb; the other one has its own subject and is not told again.
    let found = slots("در این عملیات چهارده سرباز کشته و سه نفر زخمی شدند.");
    assert_eq!(found, ["subject: سه نفر"]);
}

#[test]
fn words_glued_by_a_lost_space_are_parted() {
    let found = slots("دولت گزارش تازه را در۶ صفحه منتشرکرد.");
    assert_eq!(found, ["subject: دولت", "object: گزارش تازه", "در: ۶ صفحه"]);
    let found = slots("این گزارش در تهران منتشر شدهاست.");
    assert_eq!(found, ["subject: این گزارش", "در: تهران"]);
}
