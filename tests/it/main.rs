//! Integration tests: the program as its users meet it, and the rule pack as a whole.
//!
//! Each module says in its head what belongs there. What a single stage does is tested beside its code in `src`.

mod bad_input;
mod checks;
mod cli;
mod differences;
mod docs_rules;
mod english;
mod examples;
mod exit_codes;
mod expectations;
mod explaining;
mod exporting;
mod factuality;
mod faults;
mod figures;
mod hostile;
mod indexing;
mod inputs;
mod kill;
mod knowledge_base;
mod linking;
mod malformed;
mod naming;
mod pages;
mod pattern_trace;
mod phrases;
mod pipeline;
mod pushing;
mod questions;
mod reports;
mod rerun;
mod roles;
mod rule_reports;
mod rule_tools;
mod rules;
mod shells;
mod solar;
mod streaming;
mod strict;
mod support;
mod templates;
mod trace;
