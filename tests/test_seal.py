"""What this user wrote is told from what somebody planted."""

import hmac
import json
import stat
import subprocess
import sys

import pytest

from policysum.batch.openai_batch_state import Order, opened
from policysum.errors import ConfigError
from policysum.seal import genuine, outlives_the_process, seal


def test_a_seal_holds_for_its_bytes_alone():
    assert genuine(b"abc", seal(b"abc"))
    assert not genuine(b"abd", seal(b"abc"))
    assert not genuine(b"abc", None)


def test_the_secret_is_the_users_own(clean_environment, monkeypatch):
    made = seal(b"abc")
    key = clean_environment / "config" / "seal.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    monkeypatch.setenv("POLICYSUM_CONFIG_DIR", str(clean_environment / "another"))
    assert not genuine(b"abc", made)


def test_a_record_of_ones_own_is_read_back(tmp_path):
    Order(["report.txt"], {"base_url": "http://127.0.0.1:1/v1"}).save(tmp_path)
    with opened(tmp_path) as order:
        assert order.settings["base_url"] == "http://127.0.0.1:1/v1"


@pytest.mark.parametrize("change", ["base_url", "schema", "no seal"])
def test_a_planted_record_is_refused_before_its_address_or_module_is_used(tmp_path, change):
    Order(["report.txt"], {"base_url": "http://127.0.0.1:1/v1", "schema": None}).save(tmp_path)
    state = tmp_path / ".batch.state"
    record = json.loads(state.read_text("utf-8"))
    if change == "no seal":
        del record["seal"]
    else:
        record["settings"][change] = "http://evil.example/v1"
    state.write_text(json.dumps(record), "utf-8")
    with pytest.raises(ConfigError, match="not written by you"), opened(tmp_path):
        pass


def test_without_a_place_for_configuration_the_secret_lies_beside_the_cache(
    clean_environment, monkeypatch, tmp_path
):
    (tmp_path / "file").write_text("x", "utf-8")
    monkeypatch.setenv("POLICYSUM_CONFIG_DIR", str(tmp_path / "file" / "config"))
    Order(["report.txt"], {}).save(tmp_path)
    code = (
        "import sys, pathlib\n"
        "from policysum.batch.openai_batch_state import opened\n"
        "with opened(pathlib.Path(sys.argv[1])) as order: print(order.paths)"
    )
    done = subprocess.run(  # a process of its own: it knows only what lies on the disk
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['report.txt']"
    assert outlives_the_process()
    assert (clean_environment / "cache" / "seal.key").exists()


def test_a_secret_planted_beside_the_cache_is_not_looked_at(clean_environment):
    (clean_environment / "cache").mkdir(parents=True)
    (clean_environment / "cache" / "seal.key").write_bytes(bytes(32))
    assert seal(b"abc") != hmac.new(bytes(32), b"abc", "sha256").hexdigest()


def test_a_seal_that_nothing_keeps_is_known_to_be_one(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("x", "utf-8")
    for name in ("CONFIG", "CACHE"):
        monkeypatch.setenv(f"POLICYSUM_{name}_DIR", str(tmp_path / "file" / "x"))
    assert genuine(b"abc", seal(b"abc"))
    assert not outlives_the_process()
