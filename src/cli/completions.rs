//! `khabar completions` and `khabar man`: what shells and the manual need, made from the declared command line.

use super::arguments::Arguments;
use super::failure::Failure;
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Prints the completions of a shell, to be put where it looks for them.
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

/// Prints the manual page, or writes one for each command into a folder.
#[derive(Debug, Args)]
pub(crate) struct Man {
    /// The folder for the pages; it is made when it is missing.
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

pub(crate) fn completions(command: &Completions) -> Result<ExitCode, Failure> {
    // Made in memory first: the generator panics when a pipe is closed.
    let mut made = Vec::new();
    clap_complete::generate(command.shell, &mut Arguments::command(), "khabar", &mut made);
    io::stdout().write_all(&made)?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn man(command: &Man) -> Result<ExitCode, Failure> {
    let mut root = Arguments::command();
    root.build();
    match &command.output {
        None => clap_mangen::Man::new(root).render(&mut io::stdout())?,
        Some(folder) => {
            fs::create_dir_all(folder)
                .map_err(|source| Failure::Folder { path: folder.display().to_string(), source })?;
            write(folder, root)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the page of a command, and those of the commands below it.
fn write(folder: &std::path::Path, command: clap::Command) -> Result<(), Failure> {
    let below: Vec<clap::Command> =
        command.get_subcommands().filter(|c| c.get_name() != "help" && !c.is_hide_set()).cloned().collect();
    let page = clap_mangen::Man::new(command);
    let path = folder.join(page.get_filename());
    let mut made = Vec::new();
    page.render(&mut made)?;
    fs::write(&path, made).map_err(|source| Failure::Write { path, source })?;
    below.into_iter().try_for_each(|command| write(folder, command))
}
