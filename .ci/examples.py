"""Holds `action.yml` and the examples of `docs/ci.md` against the schemas of the CI systems that read them.

usage: examples.py   (in an environment with check-jsonschema, which carries the schemas)
"""
import pathlib
import re
import subprocess
import sys
import tempfile

page = pathlib.Path("docs/ci.md").read_text()
faults = 0
with tempfile.TemporaryDirectory() as folder:
    files = {"vendor.github-actions": pathlib.Path("action.yml")}
    for mark, schema in (("workflow", "vendor.github-workflows"), ("gitlab", "vendor.gitlab-ci")):
        block = re.search(rf"<!-- {mark} -->\n```yaml\n(.*?)```", page, re.DOTALL)
        files[schema] = pathlib.Path(folder) / f"{mark}.yml"
        files[schema].write_text(block[1])
    for schema, path in files.items():
        ran = subprocess.run([sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)])
        faults += ran.returncode != 0
sys.exit(1 if faults else 0)
