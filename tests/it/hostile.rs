//! Input that means harm, or is broken as badly as if it did: no panic, an error that says what is wrong, and no more
//! memory than a limit that does not depend on the input.

use crate::support::{Folder, Ran, json_lines, khabar, string};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::Duration;

/// What `--max-bytes` allows in these tests.
const LIMIT: &str = "1000000";
/// What the program may use beyond what it needs for one short article.
const ROOM: u64 = 120 << 20;

/// Runs the program and watches the most memory that it ever had.
fn watched(arguments: &[&str]) -> (Ran, u64) {
    let folder = Folder::new();
    let (out, err) = (folder.path("out"), folder.path("err"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_khabar"))
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(File::create(&out).expect("a file"))
        .stderr(File::create(&err).expect("a file"))
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    let code = loop {
        let now = std::fs::read_to_string(&status).unwrap_or_default();
        let high = now.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        most = most.max(high.unwrap_or(0) << 10);
        if let Some(ended) = child.try_wait().expect("it can be asked") {
            break ended.code().unwrap_or(-1);
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let text = |path: &str| std::fs::read_to_string(path).expect("the program writes UTF-8");
    (Ran { code, out: text(&out), err: text(&err) }, most)
}

/// What one short article needs.
static USUAL: LazyLock<u64> = LazyLock::new(|| {
    let folder = Folder::new();
    let small = folder.file("small.txt", "وزیر کشور به هرات سفر کرد.");
    watched(&["extract", "-f", "jsonl", "--jobs", "2", &small]).1
});

/// Reads a file within the limit, in bounded memory; what it says.
#[track_caller]
fn read(path: &str) -> Ran {
    let usual = *USUAL;
    let (ran, most) = watched(&["extract", "-f", "jsonl", "--jobs", "2", "--max-bytes", LIMIT, path]);
    assert!(ran.code == 0 || ran.code == 3, "{ran:?}");
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    assert!(most <= usual + ROOM, "{} MB, {} MB are usual", most >> 20, usual >> 20);
    ran
}

#[track_caller]
fn too_large(ran: &Ran) {
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("more than 1000000 bytes") && ran.err.contains("--max-bytes"), "{}", ran.err);
}

/// Gzip members of a million equal bytes each.
fn gzip_bomb(before: &str, byte: u8, members: usize) -> Vec<u8> {
    let pack = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    };
    let mut bomb = pack(before.as_bytes());
    let member = pack(&vec![byte; 1_000_000]);
    (0..members).for_each(|_| bomb.extend_from_slice(&member));
    bomb
}

/// A frame of zstd in which four bytes stand for 128 KB.
fn zstd_bomb(before: &str, byte: u8, blocks: usize) -> Vec<u8> {
    let block = |kind: u32, size: usize| (u32::try_from(size).expect("small") << 3 | kind << 1).to_le_bytes();
    // No size of the content, a window of 128 KB, no checksum.
    let mut bomb = vec![0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x38];
    bomb.extend_from_slice(&block(0, before.len())[..3]);
    bomb.extend_from_slice(before.as_bytes());
    for _ in 0..blocks {
        bomb.extend_from_slice(&block(1, 128 << 10)[..3]);
        bomb.push(byte);
    }
    bomb.extend_from_slice(&[1, 0, 0]);
    bomb
}

#[test]
fn a_line_of_200_megabytes_is_passed_over() {
    let folder = Folder::new();
    let path = folder.path("in.jsonl");
    let mut file = BufWriter::new(File::create(&path).expect("a file"));
    file.write_all(b"{\"id\":\"a\",\"text\":\"").expect("room");
    let piece = "متن ".repeat(1 << 16);
    for _ in 0..(200 << 20) / piece.len() {
        file.write_all(piece.as_bytes()).expect("room");
    }
    file.write_all("\"}\n{\"id\":\"b\",\"text\":\"متن\"}\n".as_bytes()).expect("room");
    file.flush().expect("room");
    let ran = read(&path);
    too_large(&ran);
    assert_eq!(json_lines(&ran.out).iter().map(|l| string(l, "id")).collect::<Vec<_>>(), ["b"]);
}

#[test]
fn bombs_of_gzip_and_zstd_are_stopped_at_the_limit() {
    let folder = Folder::new();
    let line = "{\"id\":\"a\",\"text\":\"متن\"}\n";
    let record = "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 900000000\r\n\r\n";
    let plain = "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\nab\r\n\r\n".to_owned();
    for (name, before, byte) in [
        ("text.txt", "", b'x'),
        ("page.html", "<p>", b'<'),
        ("lines.jsonl", line, b'x'),
        ("blank.jsonl", line, b'\n'),
        ("spaces.jsonl", line, b' '),
        ("record.warc", &(plain + record), b'x'),
    ] {
        let gzip = read(&folder.file(&format!("{name}.gz"), gzip_bomb(before, byte, 900)));
        too_large(&gzip);
        let zstd = read(&folder.file(&format!("{name}.zst"), zstd_bomb(before, byte, 7000)));
        too_large(&zstd);
        assert!(gzip.err.contains("(unpacked)") && zstd.err.contains("(unpacked)"), "{name}");
        assert_eq!(json_lines(&gzip.out).len(), usize::from(before == line), "{name}");
    }
}

#[test]
fn a_bomb_inside_a_record_is_left_out_and_the_next_record_read() {
    let folder = Folder::new();
    let mut block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
    block.extend(gzip_bomb("<p>", b'<', 100));
    let head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: ";
    let mut archive = format!("{head}{}\r\n\r\n", block.len()).into_bytes();
    archive.extend(block);
    let text = "وزیر کشور به هرات سفر کرد.";
    archive.extend(format!(
        "\r\n\r\nWARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{text}\r\n\r\n",
        text.len()
    ).bytes());
    let ran = read(&folder.file("in.warc", archive));
    too_large(&ran);
    assert_eq!(json_lines(&ran.out).len(), 1);
}

#[test]
fn pages_of_nothing_but_markup_are_read_in_bounded_depth_and_memory() {
    let folder = Folder::new();
    let prose =
        "<p>وزیر کشور در سفر به هرات با والی و فرماندهان امنیتی این ولایت دیدار و گفت‌وگو کرد و به کابل بازگشت.</p>";
    for (name, page) in [
        ("divs", "<div>".repeat(190_000) + prose),
        ("links", "<a>".repeat(300_000) + prose),
        ("tables", "<table><tr><td>".repeat(60_000) + prose),
        ("closed", "<p>".to_owned() + &"</b></div>".repeat(90_000) + prose),
        ("attributes", format!("<div {}>{prose}", (0..90_000).map(|n| format!("a{n} ")).collect::<String>())),
        ("comment", format!("{prose}<!-- {}", "-".repeat(900_000))),
        ("script", format!("{prose}<script>{}", "<".repeat(900_000))),
        ("entities", format!("{prose}<p>{}", "&zwnj;".repeat(150_000))),
        ("linked-data", format!("<script type=application/ld+json>{}</script>{prose}", "[".repeat(900_000))),
    ] {
        let ran = read(&folder.file(&format!("{name}.html"), page));
        assert_eq!((ran.code, json_lines(&ran.out).len()), (0, 1), "{name}: {}", ran.err);
    }
}

#[test]
fn nul_bytes_are_characters_like_others() {
    let folder = Folder::new();
    folder.file("in/a.txt", "وزیر\0کشور به هرات سفر کرد.\n\0\0\n");
    folder.file("in/b.jsonl", "{\"id\":\"b\",\"text\":\"وزیر کشور\\u0000 به هرات سفر کرد.\"}\n");
    folder.file("in/c.html", "<p>وزیر کشور به هرات سفر کرد و با والی این ولایت درباره امنیت راه‌ها دیدار کرد.\0</p>");
    let base = folder.path("kb");
    khabar(&["ingest", &base, &folder.path("in")]).fine();
    khabar(&["check", &base, "--quiet"]).fine();
    // In a file of lines they are no line.
    let ran = read(&folder.file("nul.jsonl", "\0\0\0\n{\"id\":\"b\",\"text\":\"متن\"}\n"));
    assert!(ran.code == 3 && ran.err.contains("line 1") && json_lines(&ran.out).len() == 1, "{ran:?}");
}

#[test]
fn half_a_character_in_json_is_told_with_its_column() {
    let folder = Folder::new();
    let input = "{\"id\":\"a\",\"text\":\"x \\ud83d y\"}\n{\"id\":\"b\",\"text\":\"\\udc00\"}\n{\"id\":\"c\",\"text\":\"متن\"}\n";
    let ran = read(&folder.file("in.jsonl", input));
    assert_eq!((ran.code, json_lines(&ran.out).len()), (3, 1));
    for place in ["line 1: column", "line 2: column"] {
        assert!(ran.err.contains(place) && ran.err.contains("surrogate"), "{}", ran.err);
    }
}

#[test]
fn json_that_is_deep_or_wide_is_told_and_passed_over() {
    let folder = Folder::new();
    let deep = format!("{{\"id\":\"a\",\"x\":{}", "[".repeat(400_000));
    let wide = format!("{{\"id\":\"a\",\"text\":\"متن\",\"x\":[{}0]}}", "0,".repeat(400_000));
    let ran = read(&folder.file("in.jsonl", format!("{deep}\n{wide}\n")));
    assert!(ran.code == 3 && ran.err.contains("line 1") && json_lines(&ran.out).len() == 1, "{ran:?}");
}

#[test]
fn encodings_in_one_folder_are_each_read_or_told() {
    let folder = Folder::new();
    let prose: &[u8] = b"<p>\xE6\xD2\xED\xD1 \x98\xD4\xE6\xD1 \xC8\xE5 \xE5\xD1\xC7\xCA \xD3\xDD\xD1 \x98\xD1\xCF \xE6 \xC8\xC7 \xE3\xD1\xCF\xE3 \xC2\xE4 \xD4\xE5\xD1 \xCF\xED\xCF\xC7\xD1 \x98\xD1\xCF.";
    folder.file("in/a.html", [b"<meta charset=windows-1256>", prose].concat());
    folder.file("in/b.html", [b"<meta charset=nonsense>", prose].concat());
    // One broken byte in a page that says that it is UTF-8.
    let utf8 = "<meta charset=utf-8><p>وزیر کشور به هرات سفر کرد و با مردم آن شهر دیدار کرد.".as_bytes();
    folder.file("in/c.html", [utf8, b"\xFF</p>"].concat());
    let wide: Vec<u8> = "\u{FEFF}<p>وزیر کشور به هرات سفر کرد و با مردم آن شهر دیدار کرد."
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    folder.file("in/d.html", wide);
    folder.file("in/e.txt", b"\xE6\xD2\xED\xD1");
    let ran = read(&folder.path("in"));
    assert_eq!(json_lines(&ran.out).iter().map(|l| string(l, "id")).collect::<Vec<_>>(), ["a", "c", "d"]);
    assert!(ran.err.contains("b.html: not UTF-8") && ran.err.contains("e.txt: not UTF-8"), "{}", ran.err);
}
