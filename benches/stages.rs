//! Characters per second of each stage of the analysis alone, on one core, with its allocations.
//!
//! `cargo bench --bench stages` reads the article of `fixtures`; `KHABAR_BENCH_INPUT=FILE` another text or JSON Lines
//! file. Each stage gets the finished work of the stages before it, so that its figure is its own.

use divan::counter::CharsCount;
use divan::{AllocProfiler, Bencher, black_box};
use khabar::rules::Pack;
use khabar::text::Sentences;
use khabar::{analysis, article, events, extract, mentions, text};
use std::path::PathBuf;
use std::sync::LazyLock;

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::embedded().expect("the embedded rules load"));

static ARTICLES: LazyLock<Vec<article::Article>> = LazyLock::new(|| {
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/000_e5448f806678b67b.txt");
    let input = std::env::var_os("KHABAR_BENCH_INPUT").map_or_else(|| PathBuf::from(fixture), PathBuf::from);
    article::read::articles(&input).map(|found| found.expect("the articles can be read")).collect()
});

/// Tokens of each article, as the stage `text` leaves them.
fn tokens() -> Vec<Sentences> {
    ARTICLES.iter().map(|article| text::sentences(&article.text, &PACK.orthography)).collect()
}

fn characters() -> CharsCount {
    CharsCount::new(ARTICLES.iter().map(|article| article.text.chars().count()).sum::<usize>())
}

fn main() {
    LazyLock::force(&PACK);
    divan::main();
}

#[divan::bench(name = "1 text")]
fn text_alone(bencher: Bencher<'_, '_>) {
    bencher.counter(characters()).bench(tokens);
}

#[divan::bench(name = "2 analysis")]
fn analysis_alone(bencher: Bencher<'_, '_>) {
    let tokens = tokens();
    bencher.counter(characters()).bench(|| {
        for (article, tokens) in ARTICLES.iter().zip(&tokens) {
            black_box(analysis::analyse(&article.text, tokens, &PACK));
        }
    });
}

#[divan::bench(name = "3 mentions")]
fn mentions_alone(bencher: Bencher<'_, '_>) {
    let tokens = tokens();
    let analysed: Vec<_> =
        ARTICLES.iter().zip(&tokens).map(|(article, t)| analysis::analyse(&article.text, t, &PACK)).collect();
    bencher.counter(characters()).bench(|| {
        for (article, sentences) in ARTICLES.iter().zip(&analysed) {
            let mut known = mentions::KnownNames::default();
            for sentence in sentences {
                black_box(mentions::mentions(&article.text, sentence, &mut known, &PACK));
            }
        }
    });
}

#[divan::bench(name = "4 events")]
fn events_alone(bencher: Bencher<'_, '_>) {
    let tokens = tokens();
    let read: Vec<Vec<_>> = ARTICLES
        .iter()
        .zip(&tokens)
        .map(|(article, tokens)| {
            let mut known = mentions::KnownNames::default();
            analysis::analyse(&article.text, tokens, &PACK)
                .into_iter()
                .map(|sentence| {
                    let found = mentions::mentions(&article.text, &sentence, &mut known, &PACK);
                    (sentence, found)
                })
                .collect()
        })
        .collect();
    bencher.counter(characters()).bench(|| {
        for (article, sentences) in ARTICLES.iter().zip(&read) {
            for (sentence, found) in sentences {
                black_box(events::events(&article.text, sentence, found, &PACK));
            }
        }
    });
}

#[divan::bench(name = "whole article")]
fn whole(bencher: Bencher<'_, '_>) {
    bencher.counter(characters()).bench(|| {
        for article in ARTICLES.iter() {
            black_box(extract(article, &PACK));
        }
    });
}
