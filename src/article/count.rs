//! How many articles an input holds, without reading them: files of texts and pages, and lines.

use super::kind::{Kind, named};
use super::read::files_of;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// The number of articles, for saying how far a run is. Nothing for standard input, for what
/// is packed or an archive, and for what cannot be read.
#[must_use]
pub fn articles(inputs: &[impl AsRef<Path>]) -> Option<usize> {
    inputs.iter().map(|input| input_of(input.as_ref())).sum()
}

fn input_of(input: &Path) -> Option<usize> {
    if input == Path::new("-") {
        return None;
    }
    if fs::metadata(input).ok()?.is_dir() {
        return files_of(input).ok()?.iter().map(|file| file_of(file)).sum();
    }
    file_of(input)
}

fn file_of(path: &Path) -> Option<usize> {
    let named = named(path);
    match named.kind {
        _ if named.is_packed => None,
        Some(Kind::Lines) => lines(path),
        Some(Kind::Text | Kind::Page) => Some(1),
        Some(Kind::Archive) | None => None,
    }
}

/// Lines with anything on them.
fn lines(path: &Path) -> Option<usize> {
    let mut file = File::open(path).ok()?;
    let mut buffer = vec![0; 1 << 16];
    let (mut count, mut begun) = (0, false);
    loop {
        let length = file.read(&mut buffer).ok()?;
        if length == 0 {
            return Some(count + usize::from(begun));
        }
        for byte in &buffer[..length] {
            match byte {
                b'\n' => {
                    count += usize::from(begun);
                    begun = false;
                }
                b' ' | b'\t' | b'\r' => {}
                _ => begun = true,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_lines_are_counted_and_standard_input_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let lines = folder.path().join("a.jsonl");
        fs::write(&lines, "{}\n\n{}\r\n  \n{}").expect("a file");
        fs::write(folder.path().join("b.txt"), "one\ntwo").expect("a file");
        assert_eq!(articles(&[&lines]), Some(3));
        assert_eq!(articles(&[folder.path()]), Some(4));
        assert_eq!(articles(&[folder.path(), Path::new("-")]), None);
        assert_eq!(articles(&[folder.path().join("none.jsonl")]), None);
    }
}
