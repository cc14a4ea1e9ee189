//! Reading no more than is allowed, whatever the input holds.

use std::io::{self, BufRead, Read};

/// How reading a line ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// The line is in the buffer, with its end when it has one.
    Read,
    /// The line has more bytes than are allowed; the rest of it is not read.
    TooLong,
    /// There is no more.
    End,
}

/// Reads a line of at most `limit` bytes.
pub(super) fn line(input: &mut impl BufRead, buffer: &mut Vec<u8>, limit: u64) -> io::Result<Line> {
    buffer.clear();
    loop {
        let found = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            found => found?,
        };
        if found.is_empty() {
            return Ok(if buffer.is_empty() { Line::End } else { Line::Read });
        }
        let end = found.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
        let length = end.unwrap_or(found.len());
        if (buffer.len() + length) as u64 > limit {
            return Ok(Line::TooLong);
        }
        buffer.extend_from_slice(&found[..length]);
        input.consume(length);
        if end.is_some() {
            return Ok(Line::Read);
        }
    }
}

/// Passes over the rest of a line.
pub(super) fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    input.skip_until(b'\n').map(|_| ())
}

/// All bytes, or `None` when there are more than `limit`.
pub(super) fn all(input: impl Read, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    input.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_passed_over_and_the_next_one_read() {
        let mut input = io::BufReader::with_capacity(4, "abcdefghij\nabc\nx".as_bytes());
        let mut buffer = Vec::new();
        assert_eq!(line(&mut input, &mut buffer, 5).expect("memory"), Line::TooLong);
        skip_line(&mut input).expect("memory");
        assert_eq!(line(&mut input, &mut buffer, 5).expect("memory"), Line::Read);
        assert_eq!(buffer, b"abc\n");
        assert_eq!(line(&mut input, &mut buffer, 5).expect("memory"), Line::Read);
        assert_eq!(line(&mut input, &mut buffer, 5).expect("memory"), Line::End);
        assert_eq!(all("abc".as_bytes(), 3).expect("memory"), Some(b"abc".to_vec()));
        assert_eq!(all("abcd".as_bytes(), 3).expect("memory"), None);
    }
}
