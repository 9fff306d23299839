"""The headings of a report, and the stretch, path and role of each section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.document.contents import contents
from policysum.document.headings import Marker, Style, title_end
from policysum.document.marks import find_marks
from policysum.document.outline_builder import OutlineBuilder
from policysum.document.roles import Role, heading_roles, title_role
from policysum.document.sections import Block, Section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policysum.document.kinds import DocumentKind
    from policysum.document.lines import Paragraph

__all__ = ["Block", "Section", "build_outline"]


_AROUND = 4  # characters by which a title differs where it is printed once more: 关于


def build_outline(
    source: str,
    paragraphs: Sequence[Paragraph],
    *,
    begun: Mapping[int, Marker | None],
    kind: DocumentKind,
    title: str | None,
    year: int | None,
    ahead: bool = False,
) -> tuple[list[Section], list[Block]]:
    """Read the headings of the body and part it into blocks of one role.

    Args:
        source: the decoded text.
        paragraphs: the body's paragraphs, boilerplate left out.
        begun: where each of them begins, and the mark it begins with.
        kind: what kind of document it is.
        title: its title, which says what it is where no heading does.
        year: the year the report looks back on.
        ahead: whether it has no title, and looks back on no year but only to one that is to come.
    """
    listed = {number for number in contents(source, paragraphs) if not paragraphs[number].row}
    read = [one for number, one in enumerate(paragraphs) if number not in listed]
    marks = find_marks(source, read, begun)
    _drop_title(source, read, marks, title or "")
    numbered = any(found and found[0].style == Style.CHINESE for found in marks)
    titled = "plan" if ahead else title_role(title or "")
    edges = [(marker.start, marker.style) for found in marks for marker in found]
    builder = OutlineBuilder(
        source,
        kind,
        titled,
        year,
        numbered=numbered,
        plain=_plain_roles(source, read, marks, year),
        edges=edges,
        bare=bool(title) and not edges,
    )
    builder.blocks += [Block(paragraphs[n].start, paragraphs[n].end, "other", -1) for n in sorted(listed)]
    for paragraph, found in zip(read, marks, strict=True):
        builder.read(paragraph, found)
    sections = builder.finish(paragraphs[-1].end if paragraphs else 0)
    return sections, sorted(builder.blocks, key=lambda block: block.start)


def _drop_title(
    source: str, paragraphs: Sequence[Paragraph], marks: Sequence[list[Marker]], title: str
) -> None:
    """The title, where it is printed once more above the text, heads no section; nor does its second line."""
    wanted = "".join(title.split())
    for at, found in enumerate(marks):
        if wanted and found and found[0].family == "plain":
            text = "".join(source[found[0].end : paragraphs[at].end].split())
            above = "".join(source[paragraphs[at - 1].start : paragraphs[at - 1].end].split())
            longer, shorter = sorted((text, wanted), key=len, reverse=True)
            second = at > 0 and longer == wanted and above in wanted
            if shorter and shorter in longer and (second or len(longer) <= len(shorter) + _AROUND):
                del found[0]


def _plain_roles(
    source: str, paragraphs: Sequence[Paragraph], marks: Sequence[Sequence[Marker]], year: int | None
) -> list[tuple[int, Role]]:
    """Where an outermost heading says in plain words what its section is of, and what first, up to the first that plans."""
    found: list[tuple[int, Role]] = []
    for paragraph, on_it in zip(paragraphs, marks, strict=True):
        for marker in on_it:
            if marker.style <= Style.PLAIN:
                title = source[marker.end : title_end(source, marker.end, paragraph.end)]
                roles = [role for role in heading_roles(title, year, plainly=True) if role != "other"]
                if roles:
                    found.append((marker.start, roles[0]))
                if roles[:1] == ["plan"]:
                    return found
    return found
