"""The page's script: it is made of the modules as they are, and their own tests pass."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

import policysum

PAGE = Path(__file__).parents[2] / "page"
BUNDLE = Path(policysum.__file__).parent / "export" / "templates" / "review.js"


def test_the_script_in_the_package_is_made_of_the_modules_as_they_are():
    digest = hashlib.sha256()
    for module in sorted((PAGE / "src").iterdir(), key=lambda path: path.name):
        digest.update(f"{module.name}\n{module.read_text(encoding='utf-8')}".encode())
    made_of = BUNDLE.read_text(encoding="utf-8").splitlines()[1].split()[-1]
    assert made_of == digest.hexdigest(), "page/src has changed: run `make page`"


def test_the_unit_tests_of_the_modules_pass():
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine: the modules are tested in the browser alone")
    tests = sorted(str(path) for path in (PAGE / "test").glob("*.test.js"))
    done = subprocess.run([node, "--test", *tests], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"# pass {done.stdout.count('# Subtest: ')}" in done.stdout
