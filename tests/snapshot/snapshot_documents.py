"""What is found of a document as a whole: what it is, how it is parted, and which numbers its tables name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from policysum.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

Line = dict[str, Any]
_OF_METADATA = (
    "title", "issuer", "region", "region_code", "publish_date", "period", "plan_period", "period_ground", "year", "index_number",
)  # fmt: skip


def document_lines(source: str, text: str) -> Iterator[Line]:
    """The lines of one document."""
    document = Document.from_text(text)
    metadata = document.metadata
    line: Line = {"of": source, "what": "document", "at": list(document.body), "kind": document.kind}
    line |= {name: said for name in _OF_METADATA if (said := getattr(metadata, name)) is not None}
    line |= {
        "printed": {name: list(span) for name, span in metadata.spans.items()},
        "says": document.title_says,
        "chrome": [[one.start, one.end, one.kind] for one in document.boilerplate],
        "paragraphs": [[one.start, one.end] for one in document.paragraphs],
        "sentences": len(document.sentences),
        "clean": len(document.clean.text),
        "warnings": [f"{one.code} {one.count}" for one in document.warnings],
    }
    yield {name: said for name, said in line.items() if said not in ("", [], {})}
    for one in document.outline:
        yield {"of": source, "what": "section", "at": [one.start, one.end], "type": one.title, "level": one.level,
               "role": one.role, "content": one.content, "style": one.style, "run_in": one.run_in}  # fmt: skip
    for block in document.blocks:
        yield {"of": source, "what": "block", "at": [block.start, block.end], "role": block.role, "section": block.section}  # fmt: skip
    for item in document.items(untitled=True):
        yield {"of": source, "what": "item", "at": [item.start, item.end], "type": item.title, "role": item.role, "titled": item.titled}  # fmt: skip
    for mention in document.ledger:
        said = [mention.text, mention.indicator, mention.status, mention.change, mention.period, mention.role]
        yield {"of": source, "what": "number", "at": [mention.start, mention.end],
               "reads": " ".join(str(part) for part in said if part)}  # fmt: skip


AGAIN = re.compile("⟨(.*?)⟩", re.DOTALL)
"""What of a document is said again and again: so many times that each count of the rules is once too small."""
TIMES = range(13)


def grown_lines(source: str, text: str) -> Iterator[Line]:
    """At how many times that a part of a document is said it is taken for something else than with one less."""
    last = ""
    for count in TIMES:
        document = Document.from_text(AGAIN.sub(lambda part, n=count: part[1] * n, text))
        metadata = document.metadata
        said = [
            document.kind,
            *(getattr(metadata, name) for name in _OF_METADATA),
            *sorted({f"{one.kind} left out" for one in document.boilerplate}),
            *sorted({one.code for one in document.warnings}),
            *dict.fromkeys(f"{one.title}: {one.role}" for one in document.outline),
            *dict.fromkeys(
                f"{one.indicator} {one.status} {one.period}" for one in document.ledger if one.kpi
            ),
        ]
        if (now := " | ".join(str(part) for part in said if part)) != last:
            yield {"of": source, "what": "grown", "at": [count, count], "reads": now}
        last = now
