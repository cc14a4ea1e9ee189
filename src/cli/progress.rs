//! How far a long run is: a bar with rate and time left on a terminal, now and then a plain line elsewhere.

use crate::kb::Watch;
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

/// How often a run that is not watched on a terminal says how far it is.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Pace {
    /// Where standard error is no terminal, say every so many seconds how far it is; 0 says nothing.
    #[arg(long = "progress", value_name = "SECONDS", default_value_t = 60.0)]
    pub seconds: f64,
}

/// What is over sooner than this shows no bar: it could not be read.
const SHORT: Duration = Duration::from_millis(500);

/// Progress on standard error. Steps may come from any thread.
pub(crate) struct Progress {
    what: &'static str,
    bar: ProgressBar,
    /// Whether there is somebody to see the bar who does not see it yet.
    unseen: AtomicBool,
    /// The pause between plain lines; `None` on a terminal, where the bar speaks.
    pause: Option<Duration>,
    started: Instant,
    said: Mutex<Instant>,
}

impl Progress {
    /// Begins; without a `total` there is a rate and no time left.
    pub(crate) fn new(what: &'static str, total: Option<usize>, pace: &Pace) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let bar = match total {
            Some(total) => ProgressBar::new(total as u64),
            None => ProgressBar::no_length(),
        };
        bar.set_draw_target(ProgressDrawTarget::hidden());
        let template = match total {
            Some(_) => "{bar:30} {pos} of {len} {msg}, {per_sec}, {eta} left",
            None => "{spinner} {pos} {msg}, {per_sec}, {elapsed}",
        };
        // A template of ours that cannot be read would only look different.
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(what);
        let pause = Duration::try_from_secs_f64(pace.seconds).ok().filter(|p| !p.is_zero() && !terminal);
        let (unseen, now) = (AtomicBool::new(terminal), Instant::now());
        Self { what, bar, unseen, pause, started: now, said: Mutex::new(now) }
    }

    /// One more is done.
    pub(crate) fn step(&self) {
        if self.started.elapsed() > SHORT && self.unseen.swap(false, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
        let Some(pause) = self.pause else { return };
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.elapsed() >= pause {
            *said = Instant::now();
            eprintln!("khabar: {}", line(self.what, self.bar.position(), self.bar.length(), self.started.elapsed()));
        }
    }

    /// All is done: the bar gives its line back.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// Shows progress for a knowledge base that is loaded or indexed.
pub(crate) struct Watching {
    what: &'static str,
    pace: Pace,
    progress: RwLock<Option<Progress>>,
}

impl Watching {
    /// Nothing is shown before the work begins; `what` are its steps.
    pub(crate) const fn new(what: &'static str, pace: Pace) -> Self {
        Self { what, pace, progress: RwLock::new(None) }
    }
}

impl Watch for Watching {
    fn begin(&self, articles: usize) {
        let progress = Progress::new(self.what, Some(articles), &self.pace);
        *self.progress.write().unwrap_or_else(PoisonError::into_inner) = Some(progress);
    }

    fn step(&self) {
        if let Some(progress) = &*self.progress.read().unwrap_or_else(PoisonError::into_inner) {
            progress.step();
        }
    }

    fn end(&self) {
        if let Some(progress) = self.progress.write().unwrap_or_else(PoisonError::into_inner).take() {
            progress.end();
        }
    }
}

/// `1200 of 5000 articles, 85 a second, 45 seconds left`.
fn line(what: &str, done: u64, total: Option<u64>, elapsed: Duration) -> String {
    let rate = done as f64 / elapsed.as_secs_f64().max(0.001);
    match total {
        Some(total) => {
            let left = total.saturating_sub(done) as f64 / rate.max(0.001);
            format!("{done} of {total} {what}, {rate:.0} a second, {left:.0} seconds left")
        }
        None => format!("{done} {what}, {rate:.0} a second"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_line_has_rate_and_time_left() {
        let ten = Duration::from_secs(10);
        assert_eq!(line("articles", 50, Some(200), ten), "50 of 200 articles, 5 a second, 30 seconds left");
        assert_eq!(line("articles", 50, None, ten), "50 articles, 5 a second");
    }
}
