//! What is tried with bytes of any kind. Each function panics when the program breaks a promise.

use khabar::article::Article;
use khabar::article::read::{self, Settings};
use khabar::rules::files::RuleFiles;
use khabar::rules::pattern::{self, FeatureId, KeyId, KindSet, LemmaId, ListId, Namespace, Resolver, Syntax};
use khabar::rules::{Pack, fault};
use khabar::{extract, text};
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// A pack that is small enough to be loaded many times a second.
static FILES: LazyLock<RuleFiles> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/packs/english");
    RuleFiles::read(&folder).expect("the pack is there")
});
/// The pack of the program, with which texts are read.
static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::embedded().expect("the pack has no fault"));

/// Names that make the same bytes a text, lines, a page, an archive, and something to be guessed.
const NAMES: &[&str] = &["in.txt", "in.jsonl", "in.html", "in.warc", "in", "in.gz"];

/// Bytes as input of each kind: articles or errors, within the limit, with tokens that lie in their text.
pub fn text_reader(data: &[u8]) {
    let settings = Settings { max_bytes: 1 << 16, ..Settings::default() };
    for name in NAMES {
        for found in read::of_bytes(data.to_vec(), name, &settings) {
            match found {
                Ok((article, _)) => readable(&article),
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
    }
}

fn readable(article: &Article) {
    assert!(!article.text.trim().is_empty(), "an article has a text");
    let shared: Arc<str> = article.text.as_str().into();
    let tokens = text::sentences(&shared, &PACK.orthography);
    let mut last = 0;
    for token in &tokens.tokens {
        // Panics when a place is no place of the text.
        assert!(!token.span.of(&article.text).is_empty(), "a token has characters");
        assert!(token.span.start >= last, "tokens come in the order of the text");
        last = token.span.end;
    }
    if article.text.len() < 4096 {
        let knowledge = extract(article, &PACK);
        for mention in knowledge.events.iter().flat_map(|event| &event.mentions) {
            assert!(!mention.trigger.of(&article.text).is_empty());
        }
    }
}

/// A file of a rule pack: the first byte chooses which. Faults can be shown, and a pack without faults reads a text.
pub fn rule_loader(data: &[u8]) {
    let Some((which, content)) = data.split_first() else { return };
    let mut files = FILES.clone();
    let paths: Vec<String> = files.iter().map(|(path, _)| path.to_owned()).collect();
    files.insert(paths[usize::from(*which) % paths.len()].clone(), String::from_utf8_lossy(content));
    let (pack, faults) = Pack::inspect(&files);
    let shown = fault::render(faults.all(), &files);
    assert_eq!(shown.is_empty(), faults.all().is_empty());
    let article = Article {
        id: "a".to_owned(),
        text: "The president met the minister in Geneva. He was not arrested, 3 said.".to_owned(),
        ..Article::default()
    };
    let _ = extract(&article, &pack);
}

/// A pattern: a syntax that can be built, or faults that lie in it.
pub fn expression_parser(data: &[u8]) {
    let source = String::from_utf8_lossy(data);
    let faults = match pattern::parse(&source) {
        Ok(syntax) => pattern::compile(&syntax, &Anything).err().unwrap_or_default(),
        Err(faults) => {
            assert!(!faults.is_empty(), "what is no pattern has a fault");
            faults
        }
    };
    for fault in faults {
        assert!(source.get(fault.span.clone()).is_some(), "the fault {fault:?} lies in the pattern");
    }
}

/// Knows every name but those of sub-patterns.
struct Anything;

fn number(name: &str) -> u32 {
    name.bytes().fold(7, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)))
}

impl Resolver for Anything {
    fn key(&self, word: &str) -> KeyId {
        KeyId(number(word))
    }

    fn lemma(&self, lemma: &str) -> LemmaId {
        LemmaId(number(lemma))
    }

    fn feature(&self, _: &str, value: &str) -> Option<FeatureId> {
        Some(FeatureId(number(value)))
    }

    fn list(&self, name: &str) -> Option<ListId> {
        Some(ListId(number(name)))
    }

    fn kind(&self, name: &str) -> Option<KindSet> {
        Some(KindSet::single(u8::try_from(number(name) % 128).unwrap_or(0)))
    }

    fn subpattern(&self, _: &str) -> Option<Arc<Syntax>> {
        None
    }

    fn known(&self, _: Namespace<'_>) -> Vec<String> {
        vec!["known".to_owned()]
    }
}
