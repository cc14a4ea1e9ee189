//! Input as pipelines have it: packed, archived, on standard input; recognised by content and name.

use crate::support::{Folder, Ran, json_lines, khabar, khabar_reading, root, string};
use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use std::fs;
use std::io::Write;

const LINES: &str = "{\"id\":\"a\",\"text\":\"وزیر کشور به هرات سفر کرد.\"}\n{\"id\":\"b\",\"text\":\"متن\"}\n";

fn gzip(content: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content.as_ref()).expect("memory");
    encoder.finish().expect("memory")
}

fn zstd(content: impl AsRef<[u8]>) -> Vec<u8> {
    compress_to_vec(content.as_ref(), CompressionLevel::Fastest)
}

fn ids(output: &str) -> Vec<String> {
    json_lines(output).iter().map(|line| string(line, "id").to_owned()).collect()
}

fn extract(path: &str) -> Ran {
    khabar(&["extract", "-f", "jsonl", path])
}

#[test]
fn packed_lines_give_what_plain_lines_give() {
    let folder = Folder::new();
    let plain = extract(&folder.file("in.jsonl", LINES)).fine();
    assert_eq!(ids(&plain), ["a", "b"]);
    for (name, content) in [
        ("gzip.jsonl.gz", gzip(LINES)),
        ("zstd.jsonl.zst", zstd(LINES)),
        // Several members and frames, one after the other, as `cat` makes them.
        ("members.jsonl.gz", LINES.split_inclusive('\n').flat_map(gzip).collect()),
        ("frames.jsonl.zst", LINES.split_inclusive('\n').flat_map(zstd).collect()),
        // The content tells where the name does not.
        ("wrong-name.jsonl", gzip(LINES)),
        ("no-name", zstd(LINES)),
    ] {
        let path = folder.file(name, &content);
        assert_eq!(extract(&path).fine(), plain, "{name}");
        assert_eq!(khabar_reading(&["extract", "-f", "jsonl", "-"], &content).fine(), plain, "{name}");
    }
}

#[test]
fn packed_texts_and_pages_are_read_under_the_name_without_its_endings() {
    let folder = Folder::new();
    folder.file("in/one.txt.gz", gzip("وزیر کشور به هرات سفر کرد."));
    folder.file("in/three.html.gz", gzip(fs::read(root("tests/pages/table.html")).expect("the page is there")));
    folder.file("in/two.txt.zst", zstd("متن"));
    folder.file("in/notes.md", "متن");
    assert_eq!(ids(&extract(&folder.path("in")).fine()), ["one", "three", "two"]);
}

#[test]
fn a_text_on_standard_input_is_one_article() {
    let out = khabar_reading(&["extract", "-f", "jsonl", "-"], "وزیر کشور به هرات سفر کرد.\nاو بازگشت.\n").fine();
    assert_eq!(ids(&out), ["stdin"]);
    assert!(out.contains("هرات"));
}

#[test]
fn nothing_on_standard_input_gives_nothing() {
    assert_eq!(khabar_reading(&["extract", "-f", "jsonl", "-"], "").fine(), "");
}

#[test]
fn a_file_that_is_cut_short_gives_its_beginning_and_says_so() {
    let folder = Folder::new();
    // More than one block of zstd, with few articles, so that the test is fast.
    let blank: String = (0..40_000).map(|n| " ".repeat(n * 7919 % 13) + "\n").collect();
    let many = format!("{LINES}{blank}{LINES}");
    for (name, packed) in [("in.jsonl.gz", gzip(&many)), ("in.jsonl.zst", zstd(&many))] {
        let path = folder.file(name, &packed[..packed.len() - 20]);
        let ran = extract(&path);
        assert_eq!(ran.code, 3, "{name}");
        assert!(ran.err.contains(name) && ran.err.contains("damaged or cut short"), "{}", ran.err);
        assert_eq!(ids(&ran.out).first().map(String::as_str), Some("a"), "{name}");
    }
}

/// A record of WARC.
fn record(head: &str, block: &[u8]) -> Vec<u8> {
    let mut record = format!("WARC/1.1\r\n{head}\r\nContent-Length: {}\r\n\r\n", block.len()).into_bytes();
    record.extend_from_slice(block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn response(address: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let mut block = format!("HTTP/1.1 {head}\r\n\r\n").into_bytes();
    block.extend_from_slice(body);
    let about = "WARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nWARC-Target-URI: ";
    record(&format!("{about}{address}"), &block)
}

fn archive() -> Vec<Vec<u8>> {
    let page = |name: &str| fs::read(root(&format!("tests/pages/{name}.html"))).expect("the page is there");
    let chunks = {
        let page = page("breaks");
        let mut chunks = Vec::new();
        for chunk in page.chunks(1000) {
            chunks.extend(format!("{:x}\r\n", chunk.len()).bytes());
            chunks.extend(chunk);
            chunks.extend(b"\r\n");
        }
        chunks.extend(b"0\r\n\r\n");
        chunks
    };
    vec![
        record("WARC-Type: warcinfo\r\nContent-Type: application/warc-fields", b"software: test\r\n"),
        record("WARC-Type: request\r\nWARC-Target-URI: https://a.example/1\r\nContent-Type: application/http", b"GET / HTTP/1.1\r\n\r\n"),
        response("https://a.example/plain", "200 OK\r\nContent-Type: text/html; charset=utf-8", &page("blog")),
        response("https://a.example/chunked", "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked", &chunks),
        response("https://a.example/packed", "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", &gzip(page("cards"))),
        response("https://a.example/gone", "404 Not Found\r\nContent-Type: text/html", &page("table")),
        response("https://a.example/picture", "200 OK\r\nContent-Type: image/png", b"\x89PNG\r\n\x1A\n"),
        response("https://a.example/old", "200 OK\r\nContent-Type: text/html; charset=windows-1256", b"<p>\xE6\xD2\xED\xD1 \x98\xD4\xE6\xD1 \xC8\xE5 \xE5\xD1\xC7\xCA \xD3\xDD\xD1 \x98\xD1\xCF \xE6 \xC8\xC7 \xE3\xD1\xCF\xE3 \xC2\xE4 \xD4\xE5\xD1 \xCF\xED\xCF\xC7\xD1 \x98\xD1\xCF."),
        record("WARC-Type: conversion\r\nWARC-Target-URI: https://a.example/text\r\nContent-Type: text/plain", "وزیر کشور به هرات سفر کرد.".as_bytes()),
    ]
}

#[test]
fn an_archive_gives_its_pages_and_texts_under_their_addresses() {
    let folder = Folder::new();
    let records = archive();
    let expected = ["plain", "chunked", "packed", "old", "text"].map(|name| format!("https://a.example/{name}"));
    for (name, content) in [
        ("crawl.warc", records.concat()),
        // Each record is a member of its own, as crawlers write them.
        ("crawl.warc.gz", records.iter().flat_map(gzip).collect()),
        ("crawl.warc.zst", zstd(records.concat())),
        ("crawl", records.concat()),
    ] {
        assert_eq!(ids(&extract(&folder.file(name, content)).fine()), expected, "{name}");
    }
}

#[test]
fn a_broken_archive_gives_what_comes_before() {
    let folder = Folder::new();
    let mut content = archive()[..3].concat();
    content.extend(b"garbage\r\n");
    let ran = extract(&folder.file("crawl.warc", content));
    assert_eq!((ran.code, ids(&ran.out)), (3, vec!["https://a.example/plain".to_owned()]));
    assert!(ran.err.contains("crawl.warc: record 4: a record begins with WARC/"), "{}", ran.err);
}
