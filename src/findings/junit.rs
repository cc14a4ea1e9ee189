//! A report as JUnit XML: a suite for each group, a test case for each check.
//!
//! Written with `quick-xml`, which the program has for its graph formats; a crate for JUnit would bring a second
//! version of it and a clock for elements that are five. `.ci/reports.py` holds the result against the schema.

use super::{Outcome, Report};
use crate::rules::fault::Severity;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io::{self, Write};

pub(super) fn write(report: &Report, output: &mut dyn Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(output, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let all: Vec<&Outcome> = report.checks.iter().collect();
    open(&mut xml, "testsuites", &report.subject, &all)?;
    let mut rest = report.checks.as_slice();
    while let Some(first) = rest.first() {
        let length = rest.iter().take_while(|c| c.group == first.group).count();
        let (suite, others) = rest.split_at(length);
        open(&mut xml, "testsuite", &first.group, &suite.iter().collect::<Vec<_>>())?;
        for check in suite {
            case(&mut xml, check)?;
        }
        xml.write_event(Event::End(BytesEnd::new("testsuite")))?;
        rest = others;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
    writeln!(xml.get_mut())
}

fn open<W: Write>(xml: &mut Writer<W>, element: &str, name: &str, checks: &[&Outcome]) -> io::Result<()> {
    let failures = checks.iter().filter(|c| failed(c)).count();
    let mut start = BytesStart::new(element);
    start.push_attribute(("name", clean(name).as_str()));
    start.push_attribute(("tests", checks.len().to_string().as_str()));
    start.push_attribute(("failures", failures.to_string().as_str()));
    start.push_attribute(("errors", "0"));
    xml.write_event(Event::Start(start))
}

fn failed(check: &Outcome) -> bool {
    check.severity == Severity::Error && !check.findings.is_empty()
}

fn case<W: Write>(xml: &mut Writer<W>, check: &Outcome) -> io::Result<()> {
    let mut start = BytesStart::new("testcase");
    start.push_attribute(("name", clean(&check.name).as_str()));
    start.push_attribute(("classname", clean(&check.group).as_str()));
    if check.findings.is_empty() {
        return xml.write_event(Event::Empty(start));
    }
    xml.write_event(Event::Start(start))?;
    let told: Vec<String> = check.findings.iter().map(super::markdown::line).collect();
    // What is a warning to us is no failure to a CI system, but it is kept where its page shows it.
    let element = if failed(check) { "failure" } else { "system-out" };
    let mut start = BytesStart::new(element);
    if failed(check) {
        start.push_attribute(("message", clean(&check.title).as_str()));
        start.push_attribute(("type", clean(&check.rule).as_str()));
    }
    xml.write_event(Event::Start(start))?;
    xml.write_event(Event::Text(BytesText::new(&clean(&told.join("\n")))))?;
    xml.write_event(Event::End(BytesEnd::new(element)))?;
    xml.write_event(Event::End(BytesEnd::new("testcase")))
}

/// Without the control characters that XML 1.0 has no way to write.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .filter(|c| !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
        .collect()
}
