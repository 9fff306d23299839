"""What this user wrote is told from what somebody planted."""

import json
import stat

import pytest

from policysum.batch.ledger import Order, opened
from policysum.errors import ConfigError
from policysum.seal import genuine, seal


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
