"""What was sent to the Batch API from a folder, and what became of it; on disk before anything is sent."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from policysum.batch.output_folder import locked
from policysum.errors import ConfigError
from policysum.export.files import write_atomically
from policysum.regular import regular_bytes
from policysum.seal import genuine, seal, unsealed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Order", "Sent", "Shipment", "opened"]

_STATE = ".batch.state"  # not *.json, which are results
_LOCK = ".batch.lock"


@dataclass(slots=True)
class Sent:
    """One request: which shipment it went with, and what became of it.

    Attributes:
        mark: of its shipment.
        report: the report it is about.
        passage: the stretch of the report, as `start-end`.
        prompt: version of the prompt.
        state: "sent", "answered", "failed" (to be sent again) or "unusable" (asking again gives the same).
        tries: how often it failed.
        reason: why it failed.
        response: the answer that cannot be used, kept here because the cache keeps none of these.
    """

    mark: str
    report: str
    passage: str
    prompt: str
    state: str = "sent"
    tries: int = 0
    reason: str = ""
    response: dict[str, Any] | None = None


@dataclass(slots=True)
class Shipment:
    """One batch: its number on the server is empty from before it is sent until the server has named it."""

    mark: str
    requests: int
    created: str
    id: str = ""
    status: str = "sending"
    collected: bool = False


@dataclass(slots=True)
class Order:
    """Everything a folder has ordered.

    Attributes:
        paths: the reports, as they were named.
        settings: fields of `Settings` that decide what is asked; no key is among them.
        shipments: batches, oldest first.
        requests: requests by key.
    """

    paths: list[str] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    shipments: list[Shipment] = field(default_factory=list)
    requests: dict[str, Sent] = field(default_factory=dict)

    def save(self, out: Path) -> None:
        """Write it, whole or not at all."""
        record = asdict(self)
        record["seal"] = seal(unsealed(record))
        write_atomically(
            out / _STATE, json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")
        )

    @property
    def open(self) -> list[Shipment]:
        """The batches that are not collected yet."""
        return [one for one in self.shipments if not one.collected]


@contextmanager
def opened(out: Path) -> Iterator[Order]:
    """Read the order of a folder and keep other processes from changing it meanwhile.

    Raises:
        ConfigError: another process works on it, it cannot be read, or somebody else wrote it: it names an address
            that would get the key, modules that would be imported, and files that would be sent.
    """
    out.mkdir(parents=True, exist_ok=True)
    with locked(out / _LOCK) as alone:
        if not alone:
            raise ConfigError(
                "another batch command works in this folder", where=str(out), hint="Wait until it is done."
            )
        try:
            data = json.loads(regular_bytes(out / _STATE))
            if not genuine(unsealed(data), data.get("seal")):
                raise _foreign(out, data)
            order = Order(
                data["paths"],
                data["settings"],
                [Shipment(**one) for one in data["shipments"]],
                {key: Sent(**one) for key, one in data["requests"].items()},
            )
        except FileNotFoundError:
            order = Order()
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ConfigError(
                f"the record of what was submitted cannot be read ({type(error).__name__})",
                where=str(out / _STATE),
                hint="Restore it, or remove it if nothing of it is needed: answers not collected would be lost.",
            ) from error
        yield order


def _foreign(out: Path, data: dict[str, Any]) -> ConfigError:
    """A record that this user did not write on this machine, with what it would have used."""
    settings = data.get("settings")
    address = settings.get("base_url") if isinstance(settings, dict) else None
    named = f"; it names the address {str(address)[:200]!r}" if address else ""
    return ConfigError(
        f"the record of what was submitted was not written by you on this machine{named}",
        where=str(out / _STATE),
        hint="Collect with the configuration folder it was submitted with (POLICYSUM_CONFIG_DIR); "
        "remove it only if no answer of it is still to be collected.",
    )
