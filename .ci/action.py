"""Runs the steps of `action.yml` as a runner of GitHub does, in a repository of its own, with a program that is built.

usage: action.py KHABAR

Once all must be fine; then an assertion of the repository does not hold, and the job must fail and say where.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from ruamel.yaml import YAML

khabar = pathlib.Path(sys.argv[1]).resolve()
source = pathlib.Path.cwd()
action = YAML(typ="safe").load(pathlib.Path("action.yml"))


def demand(holds, message):
    if not holds:
        sys.exit(f"action.py: {message}")


def outputs(path):
    return dict(line.split("=", 1) for line in path.read_text().splitlines())


def run(folder, repository, **given):
    """The exit code of the job, what it said, its outputs and its summary."""
    files = {name: folder / name for name in ("GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")}
    values = {"runner.os": "Linux", "runner.arch": "X64", "github.action_path": str(source)}
    values |= {f"inputs.{name}": given.get(name, about["default"]) for name, about in action["inputs"].items()}
    # As on GitHub, an output that no step has set is empty.
    value = lambda name: values.get(name, "") if name.startswith("steps.") else values[name]
    filled = lambda text: re.sub(r"\$\{\{ *(.*?) *\}\}", lambda found: value(found[1]), text)
    said = ""
    for step in action["runs"]["steps"]:
        if "uses" in step or "if" in step:  # the cache, which has the program, so that none is built
            continue
        for path in files.values():
            path.write_text("")
        environment = {**os.environ, **{name: str(path) for name, path in files.items()},
                       **{name: filled(text) for name, text in step.get("env", {}).items()},
                       "GITHUB_ACTIONS": "true", "RUNNER_TEMP": str(folder)}
        ended = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", filled(step["run"])],
                               cwd=filled(step.get("working-directory", str(repository))), env=environment,
                               capture_output=True, text=True)
        said += ended.stdout + ended.stderr
        values |= {f"steps.{step['id']}.outputs.{name}": v for name, v in outputs(files["GITHUB_OUTPUT"]).items()}
        if step["id"] == "source":
            (folder / "khabar" / "bin").mkdir(parents=True, exist_ok=True)
            shutil.copy(khabar, folder / "khabar" / "bin" / "khabar")
        if ended.returncode:
            break
    told = {name: filled(about["value"]) for name, about in action["outputs"].items()}
    return ended.returncode, said, told, files["GITHUB_STEP_SUMMARY"].read_text()


with tempfile.TemporaryDirectory() as place:
    folder, repository = pathlib.Path(place), pathlib.Path(place) / "repository"
    (repository / "news").mkdir(parents=True)
    (repository / "assertions").mkdir()
    command = lambda *words: subprocess.run(words, cwd=repository, check=True, capture_output=True)
    commit = lambda: (command("git", "add", "-A"), command("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-m", "news"))
    meeting, arrest = repository / "news" / "یک دیدار.txt", repository / "news" / "arrest.txt"
    meeting.write_text("دیدار در کابل\n\nوزیر خارجه تاجیکستان با همتای ازبک خود در کابل دیدار کرد.\n")
    command("git", "init", "--initial-branch=main")
    command(khabar, "ingest", "kb", "news")
    commit()
    arrest.write_text("پولیس هرات سه تن را بازداشت کرد.\n")
    command(khabar, "ingest", "kb", "news")
    command(khabar, "test", "news", "--update")
    commit()
    common = {"check": "kb", "articles": "news", "test": "news", "diff": "kb"}

    code, said, told, summary = run(folder, repository, **common)
    demand(code == 0, f"a sound repository ends with {code}: {said}")
    report = json.loads((repository / told["sarif"]).read_text())
    demand(report["runs"][0]["results"] == [], "a sound repository has findings")
    demand("Arrest" in summary and "Meet" not in summary, f"the summary does not say what came: {summary}")

    (repository / "assertions" / "no-arrest.rq").write_text(
        "# Nobody is arrested.\nSELECT ?mention { ?mention kb:eventType kb:Arrest ; oa:exact ?words }\n")
    code, said, told, summary = run(folder, repository, **common, assertions="assertions")
    demand(code == 1, f"a finding ends with {code}: {said}")
    demand("::error file=news/arrest.txt,line=1," in said, f"no annotation: {said}")
    report = json.loads((repository / told["sarif"]).read_text())
    found = report["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    demand(found == "news/arrest.txt", f"SARIF names {found}")
    demand("Nobody is arrested." in summary, f"the summary has no finding: {summary}")
    (repository / "news" / "arrest.expect.toml").write_text('[[no_event]]\ntype = "Arrest"\n')
    code, said, _, summary = run(folder, repository, test="news")
    demand(code == 1 and "Arrest" in summary, f"a broken expectation ends with {code}: {summary}")
print("action.yml: its steps end as they must")
