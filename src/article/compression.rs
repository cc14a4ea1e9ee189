//! Gzip and zstd, known by their first bytes, unpacked as a stream.
//!
//! Both decoders are written in Rust and keep a window only; how much may come out is the reader's business.

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, BufReader, Read};

/// Bytes that come in.
pub(super) type Bytes = Box<dyn BufRead + Send>;

const GZIP: &[u8] = &[0x1F, 0x8B];
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];
/// The longest window of zstd that is unpacked: what `zstd` makes at its highest ordinary level.
const WINDOW: u64 = 64 << 20;

/// Endings of the names of packed files.
pub(super) const ENDINGS: &[&str] = &["gz", "zst", "zstd"];

/// Unpacks what `head` shows to be packed, or gives the input back.
pub(super) fn unpacked(input: Bytes, head: &[u8]) -> Result<Bytes, Bytes> {
    if is_gzip(head) {
        Ok(Box::new(BufReader::new(MultiGzDecoder::new(input))))
    } else if head.starts_with(ZSTD) {
        Ok(Box::new(BufReader::new(Frames { input, frame: None })))
    } else {
        Err(input)
    }
}

/// Whether bytes begin as gzip does.
pub(super) fn is_gzip(head: &[u8]) -> bool {
    head.starts_with(GZIP)
}

/// The frames of a zstd stream, one after the other.
struct Frames {
    input: Bytes,
    /// The decoder of the frame at hand.
    frame: Option<Box<FrameDecoder>>,
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            let Some(frame) = &mut self.frame else {
                if self.input.fill_buf()?.is_empty() {
                    return Ok(0);
                }
                self.frame = begun(&mut self.input)?;
                continue;
            };
            while frame.can_collect() == 0 && !frame.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                frame.decode_blocks(&mut self.input, one).map_err(|error| damaged(&error))?;
            }
            let length = frame.read(buffer)?;
            if length > 0 {
                return Ok(length);
            }
            let stated = frame.get_checksum_from_data();
            if stated.is_some() && stated != frame.get_calculated_checksum() {
                return Err(damaged(&"the checksum does not fit"));
            }
            self.frame = None;
        }
    }
}

/// The decoder of the frame that begins; nothing for one that is to be skipped.
fn begun(input: &mut Bytes) -> io::Result<Option<Box<FrameDecoder>>> {
    let mut decoder = FrameDecoder::new();
    decoder.set_max_window_size(WINDOW);
    match decoder.init(&mut *input) {
        Ok(()) => Ok(Some(Box::new(decoder))),
        Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
            io::copy(&mut input.take(u64::from(length)), &mut io::sink())?;
            Ok(None)
        }
        Err(error) => Err(damaged(&error)),
    }
}

fn damaged(error: &dyn std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("zstd: {error}"))
}
