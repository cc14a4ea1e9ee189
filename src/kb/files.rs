//! Files of a knowledge base: written whole or not at all.
//!
//! A file is written under a temporary name in the folder where it will stand, made durable, and renamed. Whoever
//! reads at any moment, or after a crash at any moment, sees the old file or the new one.

use super::error::KbError;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Ending of temporary names.
const TEMPORARY: &str = ".tmp";

/// Writes `content` to `path`, replacing what is there in one step. Makes the folder when it is missing.
///
/// # Errors
/// When the system refuses; then `path` is as it was.
pub fn write_atomically(path: &Path, content: &[u8]) -> Result<(), KbError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(KbError::io(folder, "make the folder"))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = folder.join(format!(".{name}{TEMPORARY}"));
    write_durably(&temporary, content).map_err(KbError::io(&temporary, "write the file"))?;
    fs::rename(&temporary, path).map_err(KbError::io(path, "replace the file"))?;
    sync_folder(folder);
    Ok(())
}

fn write_durably(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Makes a rename durable, where folders can be synced (not on Windows). A refusal is no fault: the rename itself has
/// happened, and only a power cut within the next seconds could undo it.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// Adds one line to a file and makes it durable.
pub fn append_line(path: &Path, line: &str) -> Result<(), KbError> {
    let append = || {
        let mut file = OpenOptions::new().create(true).append(true).open(path)?;
        file.write_all(format!("{line}\n").as_bytes())?;
        file.sync_all()
    };
    append().map_err(KbError::io(path, "write the file"))
}

/// Deletes a file; that it is gone already is no fault.
pub fn remove(path: &Path) -> Result<(), KbError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(KbError::io(path, "delete the file")(error)),
        _ => Ok(()),
    }
}

/// Whether a name is one of our temporary ones.
pub fn is_temporary(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(TEMPORARY)
}

/// Names in a folder, sorted; none when the folder is missing.
pub fn names(folder: &Path) -> Result<Vec<String>, KbError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(KbError::io(folder, "read the folder"))?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(KbError::io(folder, "read the folder"))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort_unstable();
    Ok(names)
}

/// The right to write to a knowledge base; the system gives it back when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    // Held only to be dropped: closing the file frees the lock.
    _file: File,
}

impl Lock {
    /// Takes the right, or says that another process has it.
    pub fn take(knowledge_base: &Path) -> Result<Self, KbError> {
        Self::named(knowledge_base, ".lock", || KbError::Locked { path: knowledge_base.to_owned() })
    }

    /// A right of another name in the same folder; `taken` says that another process has it.
    pub fn named(folder: &Path, name: &str, taken: impl FnOnce() -> KbError) -> Result<Self, KbError> {
        Self::locked(folder, name, File::try_lock, taken)
    }

    /// A right that many processes may have at a time, as long as none has [`Self::named`].
    #[cfg(feature = "rocksdb")]
    pub fn shared(folder: &Path, name: &str, taken: impl FnOnce() -> KbError) -> Result<Self, KbError> {
        Self::locked(folder, name, File::try_lock_shared, taken)
    }

    fn locked(
        folder: &Path,
        name: &str,
        lock: impl FnOnce(&File) -> Result<(), TryLockError>,
        taken: impl FnOnce() -> KbError,
    ) -> Result<Self, KbError> {
        let path: PathBuf = folder.join(name);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(KbError::io(&path, "open the lock file"))?;
        match lock(&file) {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(taken()),
            Err(TryLockError::Error(error)) => Err(KbError::io(&path, "lock the file")(error)),
        }
    }
}
