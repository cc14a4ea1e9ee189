//! Persian constructions, one sentence each: what the analysis makes of them.
//!
//! Every sentence here is our own. A clause is written as `element+verb: slot phrase; slot phrase`, in text order; a
//! subject that is understood from another clause stands in brackets.

use khabar::analysis::{self, ClauseKind, Sentence, SlotKind};
use khabar::rules::Pack;
use khabar::rules::lexicon::Pos;
use khabar::text;
use std::ops::Range;
use std::sync::OnceLock;

fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| Pack::embedded().expect("the embedded rules load"))
}

fn analyse(text: &str) -> Sentence {
    let sentences = text::sentences(text, &pack().orthography);
    assert_eq!(sentences.sentences.len(), 1, "one sentence: {text}");
    analysis::analyse_sentence(text, &sentences, 0, pack())
}

fn words(text: &str, sentence: &Sentence, range: Range<usize>) -> String {
    sentence.words[range.start].span.cover(sentence.words[range.end - 1].span).of(text).to_owned()
}

/// All clauses with a verb.
fn clauses(text: &str) -> Vec<String> {
    let sentence = analyse(text);
    let with_verb = sentence.clauses.list.iter().filter_map(|c| Some((c, &sentence.groups[c.verb?])));
    with_verb
        .map(|(clause, group)| {
            let elements = group.elements.iter().rev().map(|e| words(text, &sentence, e.words.clone()) + "+");
            let verb = if group.elided { String::new() } else { words(text, &sentence, group.words.clone()) };
            let slots = clause.slots.iter().map(|slot| {
                let phrase = &sentence.phrases[slot.phrase];
                let phrase = words(text, &sentence, phrase.words.clone());
                let name = match slot.kind {
                    SlotKind::Subject => "subject",
                    SlotKind::Object => "object",
                    SlotKind::Oblique(Some(p)) => pack().lexicon.symbols.display(p),
                    SlotKind::Oblique(None) => "oblique",
                    SlotKind::Adverbial => "adverbial",
                    SlotKind::Predicate => "predicate",
                };
                if slot.carried { format!("({name} {phrase})") } else { format!("{name} {phrase}") }
            });
            format!("{}{verb}: {}", elements.collect::<String>(), slots.collect::<Vec<_>>().join("; "))
        })
        .collect()
}

fn phrases(text: &str) -> Vec<String> {
    let sentence = analyse(text);
    sentence.phrases.iter().map(|p| words(text, &sentence, p.words.clone())).collect()
}

fn kinds(text: &str) -> Vec<ClauseKind> {
    analyse(text).clauses.list.iter().filter(|c| c.verb.is_some()).map(|c| c.kind).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(clauses(text), expected, "{text}");
}

#[track_caller]
fn check_pos(text: &str, word: &str, expected: Pos) {
    let sentence = analyse(text);
    let found = sentence.words.iter().find(|w| w.span.of(text) == word);
    assert_eq!(found.map(analysis::Word::pos), Some(expected), "{word} in {text}");
}

#[test]
fn a_plain_clause_has_subject_place_and_partner() {
    check(
        "وزیر خارجه روز دوشنبه در مسکو با همتای خود دیدار کرد.",
        &["دیدار+کرد: subject وزیر خارجه; adverbial روز دوشنبه; در مسکو; با همتای خود"],
    );
}

#[test]
fn the_marked_object_is_the_phrase_on_which_the_others_hang() {
    check("کارگران حمله به انبار را محکوم کردند.", &["محکوم+کردند: subject کارگران; object حمله"]);
    check("این شرکت نان و برنج را ارزان کرد.", &["ارزان+کرد: subject این شرکت; object نان"]);
}

#[test]
fn an_agent_before_a_marked_object_is_the_subject() {
    check("معترضان پرچم شرکت را آتش زدند.", &["آتش+زدند: subject معترضان; object پرچم شرکت"]);
    check("دولت آن را تأیید کرد.", &["تأیید+کرد: subject دولت; object آن"]);
    check("بازیکن‌ها او را ستودند.", &["ستودند: subject بازیکن‌ها; object او"]);
}

#[test]
fn an_indefinite_noun_beside_a_simple_verb_is_its_object() {
    check("خبرنگار نامه‌ای نوشت.", &["نوشت: subject خبرنگار; object نامه‌ای"]);
    check("ما کتاب خواندیم.", &["خواندیم: subject ما; object کتاب"]);
}

#[test]
fn a_definite_noun_before_an_intransitive_compound_is_its_subject() {
    check("شرایط فرق کرد.", &["فرق+کرد: subject شرایط"]);
}

#[test]
fn an_element_may_be_far_from_its_verb() {
    check(
        "این تصمیم می‌تواند پیامدهای جدی به همراه داشته باشد.",
        &["می‌تواند: subject این تصمیم", "به همراه+داشته باشد: object پیامدهای جدی; (subject این تصمیم)"],
    );
    check("رئیس‌جمهور ابراز امیدواری کرد.", &["ابراز امیدواری+کرد: subject رئیس‌جمهور"]);
}

#[test]
fn a_word_that_governs_the_noun_is_the_element() {
    check("متهم مرتکب قتل شد.", &["مرتکب+شد: subject متهم; predicate قتل"]);
}

#[test]
fn coordinated_elements_share_one_verb() {
    check("دو وزیر در تهران دیدار و گفت‌وگو کردند.", &["دیدار+گفت‌وگو+کردند: subject دو وزیر; در تهران"]);
}

#[test]
fn the_future_auxiliary_stands_between_element_and_verb() {
    let text = "این نشست فردا برگزار خواهد شد.";
    check(text, &["برگزار+خواهد شد: subject این نشست; adverbial فردا"]);
    let sentence = analyse(text);
    assert!(sentence.groups[0].future);
}

#[test]
fn a_participle_with_become_is_passive() {
    let sentence = analyse("سه نفر در این حادثه کشته شدند.");
    assert!(sentence.groups[0].passive);
    check("سه نفر در این حادثه کشته شدند.", &["کشته شدند: subject سه نفر; در این حادثه"]);
}

#[test]
fn the_progressive_is_one_verb() {
    check("شهر دارد آرام می‌شود.", &["آرام+می‌شود: subject شهر"]);
}

#[test]
fn a_copula_written_on_the_word_closes_a_clause() {
    check("کارشناسان معتقدند که قیمت نفت بالا می‌رود.", &["معتقدند: subject کارشناسان", "بالا+می‌رود: subject قیمت نفت"]);
}

#[test]
fn a_relative_clause_lies_inside_and_the_last_verb_belongs_to_its_head() {
    check(
        "مردی که دیروز بازداشت شد امروز آزاد شد.",
        &["آزاد+شد: subject مردی; adverbial امروز", "بازداشت+شد: adverbial دیروز; (subject مردی)"],
    );
    assert_eq!(kinds("مردی که دیروز بازداشت شد امروز آزاد شد."), [ClauseKind::Main, ClauseKind::Relative]);
}

#[test]
fn after_a_verb_the_complementizer_opens_a_complement() {
    assert_eq!(kinds("سخنگو گفت که مذاکرات پایان یافت."), [ClauseKind::Main, ClauseKind::Complement]);
}

#[test]
fn conditions_concessions_and_purposes_are_told_apart() {
    assert_eq!(kinds("اگر باران ببارد، بازی لغو می‌شود."), [ClauseKind::Main, ClauseKind::Conditional]);
    assert_eq!(kinds("اگرچه باران بارید، بازی ادامه یافت."), [ClauseKind::Main, ClauseKind::Concessive]);
    assert_eq!(kinds("پلیس آمد تا جاده را ببندد."), [ClauseKind::Main, ClauseKind::Purpose]);
}

#[test]
fn a_dropped_subject_is_carried_over() {
    check(
        "نخست‌وزیر وارد کابل شد و با رئیس‌جمهور ملاقات کرد.",
        &["وارد+شد: subject نخست‌وزیر; predicate کابل", "ملاقات+کرد: با رئیس‌جمهور; (subject نخست‌وزیر)"],
    );
}

#[test]
fn an_attributive_participle_does_not_close_the_clause_around_it() {
    let text = "نیروهای اعزام‌شده به مرز دیروز بازگشتند.";
    check_pos(text, "اعزام‌شده", Pos::Adj);
    let text = "خودروهای توقیف شده در این شهر دیروز آزاد شدند.";
    let sentence = analyse(text);
    assert!(sentence.groups[0].attributive);
    check(text, &["آزاد+شدند: subject خودروهای; adverbial دیروز", "توقیف+شده: در این شهر; (subject خودروهای)"]);
    assert_eq!(kinds(text), [ClauseKind::Main, ClauseKind::Relative]);
}

#[test]
fn a_participle_at_the_end_of_its_clause_is_a_verb() {
    check(
        "پلیس وارد ساختمان شده و چند نفر را دستگیر کرد.",
        &["وارد+شده: subject پلیس; predicate ساختمان", "دستگیر+کرد: object چند نفر; (subject پلیس)"],
    );
}

#[test]
fn a_complete_time_takes_no_genitive() {
    assert_eq!(phrases("سال گذشته مدیران شرکت استعفا دادند."), ["سال گذشته", "مدیران شرکت"]);
    assert_eq!(phrases("فردا مدیران می‌آیند."), ["فردا", "مدیران"]);
}

#[test]
fn ordinals_and_superlatives_begin_a_phrase() {
    assert_eq!(phrases("امسال نخستین نشست برگزار شد."), ["امسال", "نخستین نشست"]);
    assert_eq!(phrases("روز سرد بزرگ‌ترین کارخانه بسته شد.")[0], "روز سرد");
}

#[test]
fn a_phrase_ends_where_an_ezafe_would_be_written() {
    assert_eq!(phrases("اروپا قرارداد را لغو کرد."), ["اروپا", "قرارداد"]);
    assert_eq!(phrases("اروپای شرقی قرارداد را لغو کرد.")[0], "اروپای شرقی");
}

#[test]
fn after_a_fronted_adverbial_a_comma_makes_no_apposition() {
    check("در آغاز سال، دولت بودجه را اعلام کرد.", &["اعلام+کرد: در آغاز سال; subject دولت; object بودجه"]);
}

#[test]
fn examples_and_parts_hang_on_their_noun() {
    check("بسیاری از کشورها مانند هند برنج صادر می‌کنند.", &["صادر+می‌کنند: subject بسیاری; object برنج"]);
}

#[test]
fn a_demonstrative_is_a_determiner_only_before_its_noun() {
    check_pos("آن شهر ویران شد.", "آن", Pos::Det);
    check_pos("او به آن اشاره کرد.", "آن", Pos::Pron);
    check_pos("مردم آن را دیدند.", "آن", Pos::Pron);
}

#[test]
fn homographs_of_verbs_are_nouns_beside_what_only_nouns_have() {
    check_pos("مردم شهر آمدند.", "مردم", Pos::Noun);
    check_pos("نهادهای مدنی بیانیه دادند.", "نهادهای", Pos::Noun);
    check_pos("من با او صحبت کردم.", "کردم", Pos::Verb);
    check_pos("این خبر را به او داد.", "داد", Pos::Verb);
}

#[test]
fn the_shape_of_an_unknown_word_tells_its_kind() {
    check_pos("سامانه زرپوش‌شده آماده است.", "زرپوش‌شده", Pos::Adj);
    check_pos("بلورینک‌های تازه رسید.", "بلورینک‌های", Pos::Noun);
}

#[test]
fn listed_words_come_before_words_read_by_their_ending() {
    check_pos("آخرین نشست برگزار شد.", "آخرین", Pos::Adj);
    check_pos("تعداد زیادی آمدند.", "زیادی", Pos::Adj);
    check_pos("تنها دو نفر آمدند.", "تنها", Pos::Adv);
}

#[test]
fn spellings_with_and_without_joiner_are_analysed_alike() {
    let standard = "وزیران خارجه شده\u{200c}اند نگران و می\u{200c}گویند گفت\u{200c}وگوها ادامه می\u{200c}یابد.";
    let count = clauses(standard).len();
    for variant in [standard.replace('\u{200c}', ""), standard.replace('\u{200c}', " "), standard.replace('ی', "ي")] {
        assert_eq!(clauses(&variant).len(), count, "{variant}");
    }
}
