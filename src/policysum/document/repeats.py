"""What a page says twice: a copy of the report for another screen, a paragraph pasted twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.quantity.model import Span

__all__ = ["repeated_lines"]

_LINES, _CHARACTERS = 4, 200  # as long as this, a run of lines seen before is a copy and no coincidence
_GAP = 4  # lines the copy may leave out, such as the fields below its title
_PARAGRAPH = 30  # a line of this length that comes twice in succession was pasted twice


def repeated_lines(source: str, lines: Sequence[Span], first: int) -> set[int]:
    """The lines from `first` on that only repeat, in the same order, what was said above.

    Args:
        source: the decoded text.
        lines: its trimmed lines.
        first: the first line of the body.
    """
    order = [number for number, line in enumerate(lines) if line.end > line.start]
    seen: dict[str, int] = {}  # text of a line: its place among the lines that are not blank
    repeats: set[int] = set()
    run: list[int] = []  # places of the current run
    origin = -1

    def close() -> None:
        length = sum(lines[order[place]].end - lines[order[place]].start for place in run)
        if len(run) >= _LINES and length >= _CHARACTERS:
            repeats.update(order[place] for place in run)
        run.clear()

    previous = ""
    for place, number in enumerate(order):
        text = source[lines[number].start : lines[number].end]
        earlier = seen.get(text, -1)
        if run and not origin < earlier <= origin + _GAP:
            close()
        if earlier >= 0 and number > first and (run or earlier < place - 1):
            run.append(place)
        origin = earlier
        if text == previous and len(text) >= _PARAGRAPH and text[-1] in "。；！" and number > first:
            repeats.add(number)
        seen.setdefault(text, place)
        previous = text
    close()
    return repeats
