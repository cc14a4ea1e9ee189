//! Telling how far long work is.

/// Is told how far it is when all articles of a knowledge base are loaded or go into an index. Steps come from any
/// thread.
pub trait Watch: Send + Sync {
    /// Work on so many articles begins.
    fn begin(&self, articles: usize);
    /// One more of them is done.
    fn step(&self);
    /// The work ended, well or not.
    fn end(&self);
}

/// Work that is watched, or not; ends with its scope.
pub(super) struct Watched<'w>(Option<&'w dyn Watch>);

impl<'w> Watched<'w> {
    pub(super) fn begin(watch: Option<&'w dyn Watch>, articles: usize) -> Self {
        if let Some(watch) = watch {
            watch.begin(articles);
        }
        Self(watch)
    }

    pub(super) fn step(&self) {
        if let Some(watch) = self.0 {
            watch.step();
        }
    }
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        if let Some(watch) = self.0 {
            watch.end();
        }
    }
}
