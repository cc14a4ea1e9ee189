//! `khabar analyse`: the skeleton of each sentence, for reading or for scorers.

use super::Reading;
use super::arguments::{Analyse, AnalyseFormat};
use super::failure::Failure;
use crate::analysis::{self, Sentence, output};
use crate::rules::Pack;
use crate::text;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

pub(crate) fn run(command: &Analyse, pack: &Pack) -> Result<ExitCode, Failure> {
    let terminal = io::stdout().is_terminal();
    let format = command.format.unwrap_or(if terminal { AnalyseFormat::Table } else { AnalyseFormat::Jsonl });
    let reading = Reading::of(&command.inputs, pack);
    let mut out = BufWriter::new(io::stdout().lock());
    for article in reading.articles(&command.inputs.inputs) {
        let tokens = text::sentences(&article.text, &pack.orthography);
        let sentences = analysis::analyse(&article.text, &tokens, pack);
        match format {
            AnalyseFormat::Jsonl => {
                let made = output::analysis(&article.id, &article.text, &tokens, &sentences, pack);
                writeln!(out, "{}", serde_json::to_string(&made)?)?;
            }
            AnalyseFormat::Conllu => {
                for (n, sentence) in sentences.iter().enumerate() {
                    writeln!(out, "# sent_id = {}-{}", article.id, n + 1)?;
                    writeln!(out, "# text = {}", sentence.span.of(&article.text).replace('\n', " "))?;
                    for (t, (form, lemma, pos, features)) in
                        output::tokens(&article.text, &tokens, n, sentence, pack).into_iter().enumerate()
                    {
                        writeln!(out, "{}\t{form}\t{lemma}\t{pos}\t_\t{features}\t_\t_\t_\t_", t + 1)?;
                    }
                    writeln!(out)?;
                }
            }
            AnalyseFormat::Table => {
                for sentence in &sentences {
                    view(&article.text, sentence, pack, &mut out)?;
                }
            }
        }
        out.flush()?;
    }
    Ok(reading.finish())
}

/// A sentence for reading: its words with tags, then each clause with its verb and slots.
fn view(text: &str, sentence: &Sentence, pack: &Pack, out: &mut impl Write) -> io::Result<()> {
    let isolate = |s: &str| format!("\u{2068}{}\u{2069}", s.split_whitespace().collect::<Vec<_>>().join(" "));
    writeln!(out, "{}", isolate(sentence.span.of(text)))?;
    let words: Vec<String> =
        sentence.words.iter().map(|w| format!("{}/{}", isolate(w.span.of(text)), w.pos())).collect();
    writeln!(out, "  words    {}", words.join(" "))?;
    let cover = |words: std::ops::Range<usize>| {
        let list = &sentence.words;
        list[words.start].span.cover(list[words.end - 1].span).of(text)
    };
    let phrases: Vec<String> = sentence
        .phrases
        .iter()
        .map(|p| {
            let before =
                p.preposition.map_or(String::new(), |w| format!("{} + ", isolate(sentence.words[w].span.of(text))));
            format!("[{before}{}]", isolate(cover(p.words.clone())))
        })
        .collect();
    writeln!(out, "  phrases  {}", phrases.join(" "))?;
    for clause in &sentence.clauses.list {
        let Some(group) = clause.verb.map(|v| &sentence.groups[v]) else { continue };
        let element = group.element().map_or(String::new(), |e| format!("{} + ", isolate(cover(e.words.clone()))));
        writeln!(
            out,
            "  clause   {}: {element}{}",
            output::kind_name(clause.kind),
            isolate(cover(group.words.clone()))
        )?;
        for slot in &clause.slots {
            let phrase = &sentence.phrases[slot.phrase];
            let carried = if slot.carried { " (carried)" } else { "" };
            writeln!(
                out,
                "    {}{carried}: {}",
                output::slot_name(slot.kind, pack),
                isolate(cover(phrase.words.clone()))
            )?;
        }
    }
    writeln!(out)
}
