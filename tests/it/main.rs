//! Integration tests: the program as its users meet it, and the rule pack as a whole.
//!
//! Each module says in its head what belongs there. What a single stage does is tested beside its code in `src`.

mod bad_input;
mod cli;
mod english;
mod figures;
mod kill;
mod malformed;
mod phrases;
mod questions;
mod rule_tools;
mod rules;
mod strict;
mod support;
