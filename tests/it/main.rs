//! Integration tests: the program as its users meet it, and the rule pack as a whole.
//!
//! Each module says in its head what belongs there. What a single stage does is tested beside its code in `src`.

mod bad_input;
mod checks;
mod cli;
mod differences;
mod english;
mod exit_codes;
mod expectations;
mod figures;
mod kill;
mod malformed;
mod pipeline;
mod questions;
mod reports;
mod rule_tools;
mod rules;
mod strict;
mod support;
