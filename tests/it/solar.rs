//! Solar dates inside queries, through the program.

use crate::support::{Folder, khabar};
use serde_json::json;

#[test]
fn a_query_reads_and_writes_solar_dates() {
    let folder = Folder::new();
    let base = folder.path("kb");
    let lines = [("early", "2024-03-10"), ("late", "2024-04-15")].map(|(id, published)| {
        let text = "وزیر دفاع دیروز وارد هرات شد.";
        json!({ "id": id, "text": text, "published": published }).to_string()
    });
    khabar(&["ingest", &base, &folder.file("in.jsonl", lines.join("\n"))]).fine();
    // The year 1403 begins on 20 March 2024.
    let sparql = "SELECT DISTINCT (kb:jalali(?day) AS ?solar) {
        ?e a sem:Event ; sem:hasBeginTimeStamp ?day FILTER(?day >= kb:gregorian(\"۱۴۰۳/۱/۱\"))
    }";
    assert_eq!(khabar(&["query", &base, sparql, "--format", "csv"]).fine(), "solar\r\n1403-01-26\r\n");
}

#[test]
fn what_is_no_solar_date_has_no_value_and_stops_nothing() {
    let base = &crate::support::BASE.1;
    let sparql = "SELECT (COALESCE(kb:gregorian(\"1402-12-30\"), 'none') AS ?day) {}";
    assert_eq!(khabar(&["query", base, sparql, "--format", "csv"]).fine(), "day\r\nnone\r\n");
}
