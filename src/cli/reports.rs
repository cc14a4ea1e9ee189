//! `--report` and `--quiet`, which commands that check share: where findings go, and with which exit code a run ends.

use super::failure::{self, Failure};
use crate::findings::{Format, Report, Style};
use crate::rules::fault::Severity;
use clap::Args;
use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(crate) struct ReportTo {
    /// Also write a report: junit=FILE, sarif=FILE, json=FILE, markdown=FILE, or github for annotations of GitHub
    /// Actions (written there without being asked for). May be given several times; FILE - is standard output.
    #[arg(long = "report", value_name = "KIND=FILE", value_parser = target)]
    pub reports: Vec<Target>,
    /// Print no findings; the exit code and the reports say it.
    #[arg(short, long)]
    pub quiet: bool,
}

/// One report and where it goes; `None` is standard output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    format: Format,
    path: Option<PathBuf>,
}

fn target(written: &str) -> Result<Target, String> {
    let (kind, path) = written.split_once('=').map_or((written, None), |(kind, path)| (kind, Some(path)));
    let format = match kind {
        "junit" => Format::Junit,
        "sarif" => Format::Sarif,
        "json" => Format::Json,
        "markdown" => Format::Markdown,
        "github" => Format::Github,
        _ => return Err(format!("unknown kind `{kind}`; known are junit, sarif, json, markdown, github")),
    };
    match path {
        Some("") => Err(format!("`{written}` names no file; write {kind}=FILE")),
        None if format != Format::Github => Err(format!("name a file: {kind}=FILE")),
        None | Some("-") => Ok(Target { format, path: None }),
        Some(path) => Ok(Target { format, path: Some(path.into()) }),
    }
}

impl ReportTo {
    /// Writes everything that is asked for. `FINDINGS` when an error was found, else 0.
    pub(crate) fn finish(&self, report: &Report) -> Result<ExitCode, Failure> {
        self.finish_with(report, |style, output| report.write_text(style, output))
    }

    /// The same for a command that tells what it found in a form of its own.
    pub(crate) fn finish_with(
        &self,
        report: &Report,
        tell: impl FnOnce(Style, &mut dyn Write) -> io::Result<()>,
    ) -> Result<ExitCode, Failure> {
        for target in &self.reports {
            if let Some(path) = &target.path {
                let mut text = Vec::new();
                report.write(target.format, &mut text)?;
                fs::write(path, text).map_err(|source| Failure::Write { path: path.clone(), source })?;
            }
        }
        let stdout = io::stdout();
        let coloured = stdout.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        let mut output = BufWriter::new(stdout.lock());
        let printed: Vec<Format> = self.reports.iter().filter(|t| t.path.is_none()).map(|t| t.format).collect();
        let talk = printed.iter().all(|format| *format == Format::Github);
        if talk && !self.quiet {
            let style = if coloured { Style::coloured() } else { Style::plain() };
            tell(style, &mut output)?;
        }
        for format in &printed {
            report.write(*format, &mut output)?;
        }
        // A report on standard output must stay what it is, so annotations are only added to talk.
        if talk && printed.is_empty() && on_github() {
            report.write(Format::Github, &mut output)?;
        }
        output.flush()?;
        let failed = report.count(Severity::Error) > 0;
        Ok(if failed { ExitCode::from(failure::FINDINGS) } else { ExitCode::SUCCESS })
    }
}

fn on_github() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}
