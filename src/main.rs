//! Command line (under construction).
#![expect(clippy::print_stdout, reason = "the program prints its results")]
use khabar::{analysis, events, mentions, rules::Pack, text};

fn main() -> anyhow::Result<()> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let pack = match args.iter().position(|a| a == "--rules") {
        Some(at) => {
            let folder = args.remove(at + 1);
            args.remove(at);
            Pack::load(khabar::rules::files::RuleFiles::read(std::path::Path::new(&folder))?)?
        }
        None => Pack::embedded()?,
    };
    let mut args = args.into_iter();
    let mode = args.next().unwrap_or_default();
    for line in std::fs::read_to_string(args.next().unwrap_or_default())?.lines() {
        let v: serde_json::Value = serde_json::from_str(line)?;
        let (id, text) = (v["id"].as_str().unwrap_or(""), v["text"].as_str().unwrap_or(""));
        let tokens = text::sentences(text, &pack.orthography);
        let sentences = analysis::analyse(text, &tokens, &pack);
        if mode == "analyse" {
            let out = analysis::output::analysis(id, text, &tokens, &sentences, &pack);
            println!("{}", serde_json::to_string(&out)?);
            continue;
        }
        if mode == "know" {
            let article = khabar::article::Article { id: id.into(), text: text.into(), ..Default::default() };
            println!("{}", khabar::knowledge::output::line(&khabar::extract(&article, &pack))?);
            continue;
        }
        let points = khabar::span::CodePoints::new(text);
        let (mut ents, mut evs) = (vec![], vec![]);
        for s in &sentences {
            let ms = mentions::mentions(text, s, &pack);
            for m in &ms {
                let (a, b) = points.range(m.span);
                ents.push(
                    serde_json::json!({"type": m.kind, "text": m.span.of(text), "start": a, "end": b, "rule": m.rule}),
                );
            }
            for d in events::events(text, s, &ms, &pack) {
                let (a, b) = points.range(d.span);
                let args: Vec<_> = d
                    .fillers
                    .iter()
                    .map(|f| {
                        let (a, b) = points.range(f.span);
                        serde_json::json!({"role": f.role, "text": f.span.of(text), "start": a, "end": b})
                    })
                    .collect();
                evs.push(serde_json::json!({"type": d.kind, "trigger": d.span.of(text), "start": a, "end": b, "args": args, "polarity": d.polarity, "modality": d.modality, "rule": pack.events.list[d.rule].id}));
            }
        }
        println!("{}", serde_json::json!({"id": id, "entities": ents, "events": evs}));
    }
    Ok(())
}
