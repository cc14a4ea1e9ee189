"""Holds the reports of `khabar check`, `khabar test` and `khabar rules` against the schemas of SARIF 2.1.0 and JUnit.

usage: reports.py KHABAR SARIF-SCHEMA.json JUNIT.xsd

Each report is written twice: of a run with findings in an article of two lines, and of a run without. Exit code 1 when
a report does not follow its schema, or when a run does not end as it must.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema
import xmlschema

khabar, sarif_schema, junit_schema = sys.argv[1:4]
sarif = jsonschema.Draft7Validator(json.loads(pathlib.Path(sarif_schema).read_text()))
junit = xmlschema.XMLSchema(junit_schema)
faults = 0


def hold(name, arguments, expected, findings):
    """Runs the program and validates what it writes. `findings` is how many results the reports must have."""
    global faults
    reports = {kind: folder / f"{name}.{kind}" for kind in ("sarif", "junit", "json")}
    options = [f"--report={kind}={path}" for kind, path in reports.items()]
    code = subprocess.run([khabar, *arguments, *options], cwd=folder, stdout=subprocess.DEVNULL).returncode
    written = json.loads(reports["sarif"].read_text())
    found = len(written["runs"][0]["results"])
    told = [f"sarif: {e.json_path}: {e.message}" for e in sarif.iter_errors(written)]
    told += [f"junit: {e.path}: {e.reason}" for e in junit.iter_errors(str(reports["junit"]))]
    if (code, found) != (expected, findings):
        told.append(f"exit code {code} with {found} findings, expected {expected} with {findings}")
    for line in told:
        print(f"{name}: {line}")
    faults += len(told)


with tempfile.TemporaryDirectory() as place:
    folder = pathlib.Path(place)
    (folder / "news").mkdir()
    (folder / "assertions").mkdir()
    article = "دیدار & «گفت‌وگو» <در> کابل\nوزیر خارجه تاجیکستان با همتای ازبک خود در کابل دیدار کرد.\n"
    (folder / "news" / "خبر ۱.txt").write_text(article)
    (folder / "news" / "خبر ۱.expect.toml").write_text('[[event]]\ntype = "Meet"\nplace = ["هرات"]\n\n[[no_event]]\ntype = "Die"\n')
    (folder / "assertions" / "no-meeting.rq").write_text(
        "# Nobody meets in <Kabul> & elsewhere.\nSELECT ?mention { ?mention kb:eventType kb:Meet ; oa:exact \"دیدار کرد\" }\n"
    )
    (folder / "assertions" / "no-ministers.rq").write_text(
        "# No ministers.\n# severity: warning\nASK { FILTER NOT EXISTS { ?e a kb:Meet } }\n"
    )
    hold("valid", ["check", "news"], 0, 0)
    hold("findings", ["check", "news", "--assertions", "assertions"], 1, 2)
    hold("expectations", ["test", "news"], 1, 1)
    (folder / "rules" / "events").mkdir(parents=True)
    (folder / "rules" / "events" / "mine.toml").write_text(
        '[[event]]\nid = "mine"\ntype = "Talk"\nabout = "<x> & y"\nverbs = ["چمباتمه زدن"]\n'
        '[[event.example]]\ntext = "هوا <سرد> & گرم است."\n'
    )
    hold("rules", ["--add-rules", "rules", "rules", "test", "mine"], 1, 1)
    hold("lint", ["--add-rules", "rules", "rules", "lint"], 0, 0)
sys.exit(1 if faults else print("reports: valid"))
