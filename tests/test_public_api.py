"""What `import policysum` promises: its names, and that it is instant."""

import importlib
import pickle
import re
import subprocess
import sys

import pytest

import policysum
from policysum import errors

HEAVY = (
    "openai",
    "instructor",
    "pydantic",
    "xllamacpp",
    "diskcache",
    "rich",
    "jinja2",
    "pandas",
    "polars",
    "pyarrow",
    "trafilatura",
    "docx",
    "pypdf",
)


def loaded_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split("\n")[-2].split())


def test_every_public_name_can_be_had():
    assert {name: getattr(policysum, name) for name in policysum.__all__}
    assert set(policysum.__all__) <= set(dir(policysum))


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = policysum.nonsense


def test_importing_loads_nothing_heavy():
    assert not loaded_by("import policysum") & set(HEAVY)


def test_the_help_loads_neither_openai_nor_instructor():
    code = "import policysum.cli.app as a\ntry:\n    a.app(['--help'])\nexcept SystemExit:\n    pass"
    assert not loaded_by(code) & {"openai", "instructor", "pydantic", "xllamacpp", "diskcache", "jinja2"}


def test_the_numbers_of_a_text_load_no_model_library():
    assert not loaded_by("import policysum; policysum.quantities('补助6134万元')") & {
        "openai",
        "instructor",
        "pydantic",
    }


def test_importing_keeps_warnings_off_stderr():
    code = "import logging, policysum; logging.getLogger('policysum.batch').error('a.txt: failed')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""


ERRORS = [getattr(errors, name) for name in errors.__all__]


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_an_error_survives_pickling_with_where_and_hint(kind):
    error = pickle.loads(pickle.dumps(kind("it broke", where="a.txt", hint="Mend it.")))
    assert type(error) is kind
    assert str(error) == "a.txt: it broke. Mend it."


@pytest.mark.parametrize(
    ("hint", "said"),
    [("Check the path", "Check the path."), ("Mend it.", "Mend it."), ("Is it there?", "Is it there?")],
)
def test_a_hint_always_ends_its_sentence(hint, said):
    assert str(errors.InputError("no such file", where="a", hint=hint)) == f"a: no such file. {said}"


def test_a_clause_without_a_hint_stays_a_clause():
    assert str(errors.InputError("no such file", where="a")) == "a: no such file"


def all_errors(kind=errors.PolicysumError, depth=0):
    yield kind.__name__, depth
    for child in kind.__subclasses__():
        if child.__module__.startswith("policysum.") and not child.__name__.startswith("_"):
            yield from all_errors(child, depth + 1)


def test_every_error_stands_once_in_the_tree_of_the_docstring_at_its_depth():
    for module in (
        "export.results",
        "llm.failures",
        "llm.cache",
        "shortage",
        "traffic",
    ):  # some errors live where they are raised
        importlib.import_module(f"policysum.{module}")
    lines = re.findall(r"^([│├└─ ]*)(\w+Error)\b", errors.__doc__, re.MULTILINE)
    assert sorted((name, len(indent) // 4) for indent, name in lines) == sorted(all_errors())


def test_half_a_character_in_a_text_becomes_a_mark_and_moves_nothing():
    text = "今年以来，新认定高新技术\ud83d企业7家，下发补助资金6134万元。\n"
    summary = policysum.summarize(text, engine="extractive")
    assert [text[kpi.start : kpi.end] for kpi in summary.kpis] == ["7家", "6134万元"]
    summary.to_json().encode()
