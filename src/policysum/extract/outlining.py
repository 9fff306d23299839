"""What a model takes a document for: its kind, title, issuer, region and period, and what its sections are.

It is asked in a short request of its own, or along with the text where the whole report is read at once. Where the
source says something in plain words, that stands, and what the model says against it is a doubt. Where the source
only lets it be inferred the model decides, and every reading that follows from it says so.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from policysum.extract.draft import Contested, Outlined, Stretch
from policysum.extract.indexed import by_index
from policysum.extract.readings import as_read, read_again
from policysum.quantity import Span
from policysum.statements.ground import Ground, plain_role

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from policysum.document import Document, Section
    from policysum.document.outline import Block
    from policysum.document.roles import Role
    from policysum.extract.draft import Draft
    from policysum.extract.passages import Passage
    from policysum.statements import Mention

__all__ = ["headings_of", "outlined", "outlined_by_headings", "outlined_by_lines", "shown_outline"]

_ROLES = frozenset({"achievement", "problem", "plan", "other"})
_PLAINLY = {"plan": "plan", "review": "achievement", "problem": "problem"}
"""What a heading says in plain words -> the role of its section."""
_IMPLIED = {"achievement": "actual", "problem": "actual", "plan": "target"}
_SIMPLE = re.compile(r"(?:as_of:)?(\d{4})[^/]*")
"""A period of one year or a part of one."""
_HEADINGS = 24
_HEADING = 24
_FIRST = 36
_OPENING = 90
_DATES = 8
"""Headings and dates that are shown, and characters of a heading, of a section's first sentence, of the opening."""
_ROOM = 450
"""Characters of all headings and first sentences."""


def headings_of(document: Document) -> list[Section]:
    """The sections that are shown: the outermost, and those below them as long as they are few."""
    levels = sorted({section.level for section in document.outline})
    chosen: list[Section] = []
    for level in levels:
        more = [section for section in document.outline if section.level <= level]
        if chosen and len(more) > _HEADINGS:
            break
        chosen = more
    return chosen[:_HEADINGS]


def shown_outline(document: Document) -> dict[str, object]:
    """The variables of the request: title, opening, dates, and headings with the first words under them."""
    source, body = document.source, document.body
    first = next((line for line in document.sentences if line.start >= body.start), None)
    dates = [mention.text for mention in document.ledger if mention.kind == "date"]
    chosen = headings_of(document)
    room = _ROOM // max(1, len(chosen))
    headings = []
    for at, section in enumerate(chosen, 1):
        heading = _line(f"{'  ' * (section.level - 1)}{section.marker}{section.title}", min(_HEADING, room))
        said = _line(source[section.content : section.end], max(0, min(_FIRST, room - len(heading))))
        headings.append(f"{at}:{heading}|{said}")
    return {
        "title": _line(document.metadata.title or "", _OPENING),
        "opening": _line(source[first.start : body.end], _OPENING) if first else "",
        "dates": "、".join(list(dict.fromkeys(dates))[:_DATES]),
        "headings": "\n".join(headings),
    }


def _line(text: str, characters: int) -> str:
    return " ".join(text[: 2 * characters].split())[:characters].replace("<", "〈").replace(">", "〉")


def outlined_by_headings(said: dict[str, Any], document: Document) -> Outlined:
    """What an answer says, its sections being the headings that were shown."""
    shown = dict(enumerate(headings_of(document), 1))
    inner = {
        at: Span(
            section.start, min([section.end, *(o.start for o in shown.values() if o.start > section.start)])
        )
        for at, section in shown.items()
    }
    return _outlined(said, inner)


def outlined_by_lines(said: dict[str, Any], passage: Passage) -> Outlined:
    """What an answer says, its sections being sentences of the passage."""
    return _outlined(said, {at: line.span for at, line in enumerate(passage.lines, 1)})


def _outlined(said: dict[str, Any], spans: dict[int, Span]) -> Outlined:
    stretches = []
    for at, what in by_index(said.get("sections", ()), spans).said.items():
        role = next((part for part in re.split("[,，、 ]+", what) if part in _ROLES), "")
        if role:
            stretches.append(Stretch(spans[at], role, read_again(what).period))
    texts = {name: str(said.get(name) or "").strip() for name in ("kind", "title", "issuer", "region")}
    return Outlined(
        **texts, period=read_again(str(said.get("period") or "")).period, stretches=tuple(stretches)
    )


def outlined(document: Document, draft: Draft) -> Document:
    """The document as the model takes it, wherever the source does not say otherwise in plain words.

    What the model says against plain words, and how the source reads what the model decided, is noted in the draft.
    """
    outline = draft.outline
    if outline is None:
        return document
    read = _retitled(document, outline, draft)
    roles: dict[int, Role] = {}
    decided: list[tuple[Block, str | None]] = []
    for block in read.blocks:
        said = _said_of(block, outline.stretches)
        if said is None or said.role == "other":
            continue
        path = read.outline[block.section].path if block.section >= 0 else ()
        plain = _PLAINLY.get(plain_role(path)) == block.role or bool(read.title_says)
        if plain and said.role != block.role:
            draft.contested.append(Contested(Span(block.start, block.end), "status", _IMPLIED[said.role]))
        elif not plain:
            roles[block.start] = cast("Role", said.role)
            decided.append((block, said.period))
    read = read.with_roles(roles) if any(roles[b.start] != b.role for b, _ in decided) else read
    dated = {mention.start for mention in document.ledger if mention.period}
    # What is said of a number itself counts for more than what is said of its section.
    dated -= {
        start
        for start, said in (draft.readings | draft.proposals).items()
        if said.reading is not None and said.reading.dated
    }
    mentions = dict(_by_model(read, decided, dated))
    if mentions:
        read = read.with_ledger(read.ledger.reread(mentions))
    for mention in read.ledger:
        before = document.ledger.mention_at(mention.start)
        if before is not None and as_read(before) != as_read(mention):
            draft.decided[mention.start] = as_read(before)
    return read


def _retitled(document: Document, outline: Outlined, draft: Draft) -> Document:
    """The document with what its page does not say: title, issuer, region where the text has them, kind and period."""
    meta, source = document.metadata, document.source
    found: dict[str, Any] = {}
    for name in ("title", "issuer", "region"):
        said = getattr(outline, name)
        if said and getattr(meta, name) is None and said in source:
            found[name] = said
    period = outline.period
    if period and not _agree(period, meta.period):
        if meta.period is None or meta.period_ground in {None, "inferred", "assumed"}:
            found |= {"period": period, "period_ground": "model"}
        else:
            draft.contested.append(Contested(document.body, "period", period))
    kind = outline.kind if document.kind == "other" and outline.kind not in {"", "other"} else None
    return document.reread(metadata=replace(meta, **found), kind=kind) if found or kind else document


def _agree(period: str, own: str | None) -> bool:
    """Whether two periods are one, or the source's own is a range of years that ends with the year said.

    Such a range was gathered from the dates of a text that covers no year of its own, or is a term of office. A model
    calls it by its last year; if that stood, all that the text does not date would be of it, and 目前 its December.
    """
    return period == own or bool(own and "/" in own and own.rpartition("/")[2][:4] == period)


def _said_of(block: Block, stretches: Sequence[Stretch]) -> Stretch | None:
    """The stretch that most of a block belongs to, by its role."""
    shares: dict[str, int] = {}
    best: dict[str, Stretch] = {}
    for stretch in stretches:
        shared = min(block.end, stretch.span.end) - max(block.start, stretch.span.start)
        if shared > 0:
            shares[stretch.role] = shares.get(stretch.role, 0) + shared
            best.setdefault(stretch.role, stretch)
    role = max(shares, key=shares.__getitem__, default="")
    return best[role] if role and 2 * shares[role] > block.end - block.start else None


def _by_model(
    document: Document, decided: Iterable[tuple[Block, str | None]], dated: Container[int]
) -> Iterable[tuple[int, Mention]]:
    """The numbers of decided blocks, the grounds of what is only inferred of them being the model.

    The year of a section is that of the numbers which the source dates alike; one that it dates otherwise has a time of its
    own, as the first of 由82%提高到93.5% has.
    """
    weak = (Ground.INFERRED, Ground.ASSUMED)
    for block, period in decided:
        inside = document.ledger.within(block.start, block.end)
        periods = Counter(one.period for one in inside if one.kpi and one.period)
        usual = max(periods.values(), default=0)
        for mention in inside:
            found: dict[str, object] = {}
            if mention.status_ground in weak:
                found["status_ground"] = Ground.MODEL
            simple = _SIMPLE.fullmatch(mention.period or "")
            # A number of no time is not given that of its section: only a reading of its own can say so.
            alike = mention.period is None or periods[mention.period] == usual
            if period and mention.start in dated and mention.period_ground in weak and alike:
                other = mention.period is None or (simple and simple[1] != period.removeprefix("as_of:")[:4])
                found |= {"period_ground": Ground.MODEL, **({"period": period} if other else {})}
            if mention.kpi and found:
                yield mention.start, mention._replace(**cast("Any", found))
