"""Reports on a cluster with Ray Data: one actor a worker, the limits divided among them, results as rows.

    import ray, policysum.ray

    reports = ray.data.from_items([{"path": "s3-mount/a.txt"}, {"path": "s3-mount/b.txt"}])
    kpis = policysum.ray.summarize(reports, workers=8, table="kpis", engine="extractive")
    kpis.write_parquet("out/")

Needs `pip install 'policysum[ray]'` on every node. Keys come from the environment of the nodes, never from here.
"""

from __future__ import annotations

import importlib
import json
from typing import TYPE_CHECKING, Any

from policysum.document import Document
from policysum.errors import ConfigError, PolicysumError
from policysum.summarizer import Summarizer
from policysum.views import TABLES, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Unpack

    from policysum.options import Options

__all__ = ["divided", "summarize"]

_SHARED = ("rpm", "tpm", "budget")
_STAY_HERE = ("api_key", "log")
"""A key would lie in the object store of the cluster; a log is one file on one machine."""


def summarize(dataset: Any, *, workers: int = 2, table: str | None = None, **options: Unpack[Options]) -> Any:
    """Summarise the reports of a `ray.data.Dataset`; the rows of the answer come in no particular order.

    Args:
        dataset: rows with a column `path`, or with `text` and perhaps `name`.
        workers: actors, each with a `Summarizer` of its own; requests a minute, tokens a minute, the budget and the
            requests under way are divided among them.
        table: give the rows of this table, "kpis" or another of `policysum.views.TABLES`; without it one row a
            report: `report`, `error` and `result`, the result in its JSON form.
        options: as for `policysum.summarize`.

    Returns:
        A `ray.data.Dataset`. A report that fails is a row with its `error`, or no row of a table.

    Raises:
        ConfigError: an option that cannot be passed on, no such table, or Ray is not installed.
    """
    for name in _STAY_HERE:
        if options.get(name) is not None:
            hint = "Set OPENAI_API_KEY on the nodes." if name == "api_key" else "Leave it out."
            raise ConfigError(f"{name} is not passed on to a cluster", hint=hint)
    if table is not None and table not in TABLES:
        raise ConfigError(f"there is no table {table!r}", hint=f"The tables are: {', '.join(TABLES)}.")
    if workers < 1:
        raise ConfigError("a cluster needs at least one worker", where=f"workers={workers}")
    try:
        data = importlib.import_module("ray.data")
    except ImportError as cause:
        raise ConfigError(
            "policysum.ray needs Ray, which is not installed", hint="pip install 'policysum[ray]'"
        ) from cause
    return dataset.flat_map(
        _Reader,
        fn_constructor_kwargs={"table": table, "options": divided(options, workers)},
        compute=data.ActorPoolStrategy(size=workers),
    )


def divided(options: Mapping[str, Any], workers: int) -> dict[str, Any]:
    """The options of one of so many workers: together they keep within the limits of all."""
    own = dict(options)
    for name in _SHARED:
        if own.get(name) is not None:
            own[name] /= workers
    if (under_way := own.get("concurrency")) is not None:
        own["concurrency"] = max(1, under_way // workers)
    return own


class _Reader:
    """What an actor holds: one engine, opened once."""

    def __init__(self, table: str | None, options: dict[str, Any]) -> None:
        self._table = table
        self._summarizer = Summarizer(**options)

    def __call__(self, row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        name = str(row.get("name") or row.get("path") or "report.txt")
        try:
            text = row.get("text")
            source = str(row["path"]) if text is None else Document.from_text(str(text), name=name)
            data = self._summarizer.summarize(source).to_dict()
        except PolicysumError as error:
            if self._table is None:
                yield {"report": name, "error": str(error), "result": None}
            return
        if self._table is not None:
            yield from rows(data, self._table)
        else:
            result = json.dumps(data, ensure_ascii=False)
            yield {"report": data["document"]["name"], "error": None, "result": result}
