"""An object with `indicator` and `value` makes one claim as a whole."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from policysum.claims.fields import ALONE, CHANGES, NAMES, PARTS, REACHES, STATUSES
from policysum.claims.model import Claim
from policysum.claims.numerals import number_text, quantity_of, read_all
from policysum.claims.objects import NO_MARKS, Fields, UnreadableError, unfold
from policysum.lexicon import table
from policysum.quantity import Bound, Kind, Quantity, Span, unread
from policysum.quantity.reader import read
from policysum.statements.contexts.directions import CHANGE_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["about_one", "make", "text_of", "unread_claims"]

_READ = frozenset(name for names in NAMES.values() for name in names)
_MINUS = ("-", "−", "－")
_CHANGED = {"up": "growth", "down": "decline"}
_ADVERBS = 2
"""Characters that may stand between a verb of change and its number: 下降了, 增长超过."""
_LONGEST_TIME = 20
_WRITTEN = table("numerals").compiled(r"(?:{zero|digit|two|ten|small|big|tens}){1,20}[\u3400-\u9fff]?")
"""A value that is all numeral but for a measure word: 一个, 零, which no sentence would make a number."""
_MODIFIER = 4
"""Characters that may stand around a printed number: 约, 超过, 达到."""


def about_one(node: Fields, join: Callable[[str], str]) -> tuple[list[Claim], frozenset[str]] | None:
    """The claims that an object makes of its one indicator, and the keys of all that they are made of.

    Args:
        node: The object.
        join: Gives the path of one of its parts.
    """
    claims = _whole(node, join)
    if claims is not None:
        return claims, PARTS
    columns = _over_time(node, join)
    if not columns:
        return None
    return [claim for found in columns.values() for claim in found], PARTS | columns.keys()


def _whole(node: Fields, join: Callable[[str], str]) -> list[Claim] | None:
    """The claim that an object with `indicator` and `value` makes as a whole: one, or as many as its value has numbers.

    None where it is no such object.
    """
    values = node.values
    indicator = text_of(values, "indicator")
    key = present(values, "value")
    if not indicator or key is None:
        return None
    marks = node.marks.get(key, NO_MARKS)
    if marks.excluded:
        return []
    about = {
        "indicator": indicator,
        "status": _folded(text_of(values, "status"), STATUSES),
        "period": _period(values),
        "change": _folded(text_of(values, "change"), CHANGES),
    }
    path = join(key)
    value = unfold(values[key], path)
    if isinstance(value, Fields) or (isinstance(value, list) and any(map(_is_nested, value))):
        return None
    for name in _READ & values.keys():
        unfold(values[name], join(name))  # what cannot be read is refused, not passed over
    unit = text_of(values, "unit") or marks.unit
    printed = text_of(values, "text")
    about["said"] = " ".join(part for part in (indicator, _shown(value) + unit) if part)
    claims = list(_value_claims(value, unit, printed, path, about))
    beside = present(values, "text")
    if claims and beside is not None and value is not None:
        claims.extend(_contradicting(claims, printed, join(beside), about))
    return claims


def _over_time(node: Fields, join: Callable[[str], str]) -> dict[str, list[Claim]]:
    """The claims of a row whose columns are headed by times, by column: 指标, 单位, 2022年, 2023年."""
    values = node.values
    if not text_of(values, "indicator") or present(values, "value") is not None:
        return {}
    said = {key: value for key, value in values.items() if key in _READ}
    found: dict[str, list[Claim]] = {}
    for key, value in values.items():
        if key in _READ or not _is_time(key):
            continue
        one = Fields(
            {**said, "value": value, "period": key.strip()}, {"value": node.marks.get(key, NO_MARKS)}
        )
        claims = _whole(one, lambda part, key=key: join(key if part == "value" else part))  # type: ignore[misc]
        if claims is not None:
            found[key] = claims
    return found


def _is_time(key: str) -> bool:
    times = read(key.strip()) if len(key) <= _LONGEST_TIME else []
    return len(times) == 1 and times[0].kind is Kind.DATE and times[0].text == key.strip()


def _numbers(text: str) -> list[Quantity]:
    """The numbers of a value; an ordinal beside another number only counts it."""
    found = (read_all(text) or _alone(text)) if text else []
    marked = len(found) == 1 and (found[0].bound is not Bound.EXACT or found[0].end < len(text))
    if marked and found[0].kind is Kind.ORDINAL:
        found = _alone(text) or found  # 1.1左右 is no heading's number
    return [one for one in found if one.kind is not Kind.ORDINAL] if len(found) > 1 else found


def _alone(text: str) -> list[Quantity]:
    """A value that is a number only in its place (`第二`, `千家`), read as if it stood there."""
    for before in ALONE:
        for found in read(before + text):
            if found.start == len(before) and found.end == len(before) + len(text):
                # 超 before 千家 is ours, and bounds nothing
                bound = Bound.EXACT if _WRITTEN.match(text) else found.bound
                return [found._replace(start=0, end=len(text), bound=bound)]
    return []


def _contradicting(
    claims: list[Claim], printed: str, path: str, about: dict[str, str | None]
) -> Iterator[Claim]:
    """The printed form of a value as a claim of its own where it says another number than the value does."""
    found = _numbers(printed)
    if len(found) != 1 or len(printed) > len(found[0].text) + _MODIFIER:
        return  # a quotation, not a number
    said = {(claim.quantity.value, claim.quantity.unit) for claim in claims}
    if (found[0].value, found[0].unit) not in said:
        yield make(path, printed, found[0], about)


def _value_claims(
    value: object, unit: str, printed: str, path: str, about: dict[str, str | None]
) -> Iterator[Claim]:
    if isinstance(value, str) and value.strip():
        yield from _string_claims(value.strip(), unit, path, about)
    elif isinstance(value, (int, float, Decimal)):
        yield _number_claim(value, unit, printed, path, about)
    elif isinstance(value, list) and value:
        yield from _range_claims(value, unit, printed, path, about)
    elif printed:  # no value, but the words of it
        yield from _string_claims(printed, "", path, about)


def _string_claims(text: str, unit: str, path: str, about: dict[str, str | None]) -> Iterator[Claim]:
    found = _numbers(text)
    if len(found) == 1 and not found[0].unit and unit and found[0].end == len(text):
        quantity = quantity_of(text, unit)
        yield make(path, text + unit, quantity, _changed(about, text[: found[0].start]))
        return
    if not found:
        yield from islice(unread_claims(text, path, about.get("said") or text), 1)
    for quantity in found:
        said = _changed(about, text[: quantity.start])
        yield make(path, text if len(found) == 1 else quantity.text, quantity, said)


def unread_claims(text: str, path: str, said: str) -> Iterator[Claim]:
    """What looks like a number in a text that holds none that can be read; of a text that is a numeral, all of it."""
    written = (Span(0, len(text)),) if _WRITTEN.fullmatch(text) else ()
    for start, end in written or unread(text):
        printed = text[start:end]
        quantity = Quantity(start, end, printed, Kind.OTHER, None, "", Bound.EXACT, digits=printed)
        yield make(path, printed, quantity, {"said": said})


def _changed(about: dict[str, str | None], before: str) -> dict[str, str | None]:
    """What is said of a number, with the change that the words before it in its own field say: 下降5.7%."""
    change = _claimed_change(before)
    return {**about, "change": change} if change else about


def _claimed_change(words: str) -> str | None:
    """The change that the words right before a claimed number make of it: 同比下降 of `下降5.7%`.

    What is reached by a change is a level: 提高到7.4% is none.
    """
    words = words.rstrip()
    found = None if words.endswith(REACHES) else CHANGE_WORDS.last(words)
    return _CHANGED[found[2].group] if found and len(words) - found[1] <= _ADVERBS else None


def _number_claim(
    value: float | Decimal, unit: str, printed: str, path: str, about: dict[str, str | None]
) -> Claim:
    quantity = quantity_of(number_text(value), unit)
    as_printed = _numbers(printed)
    if len(as_printed) == 1 and (as_printed[0].value, as_printed[0].unit) == (quantity.value, quantity.unit):
        return make(path, printed, as_printed[0], about)  # the object itself says how the source prints it
    return make(path, number_text(value) + unit, quantity, about)


def _range_claims(
    value: list[object], unit: str, printed: str, path: str, about: dict[str, str | None]
) -> Iterator[Claim]:
    ends = [unfold(end) for end in value]
    numbers = [end for end in ends if isinstance(end, (int, float, Decimal))]
    as_printed = _numbers(printed)
    if len(numbers) == len(ends) == 2:
        low, high = (number_text(number) for number in numbers)
        quantity = quantity_of(f"{low}-{high}", unit)
        if len(as_printed) == 1 and as_printed[0].value == quantity.value:
            yield make(path, printed, as_printed[0], about)
            return
        if isinstance(quantity.value, tuple):
            yield make(path, f"{low}-{high}{unit}", quantity, about)
            return
    for index, end in enumerate(ends):
        yield from _value_claims(end, unit, "", f"{path}[{index}]", about)


def make(path: str, text: str, quantity: Quantity, about: dict[str, str | None], said: str = "") -> Claim:
    """A claim with what is said about it."""
    change = about.get("change")
    lost = quantity.kind is not Kind.MEASURE and text.startswith(_MINUS)  # -8.3℃ is no decline
    return Claim(
        path,
        text,
        quantity,
        indicator=about.get("indicator") or "",
        status=about.get("status"),
        period=about.get("period"),
        said=said or about.get("said") or text,
        change=change or ("decline" if lost else None),
    )


def _period(values: dict[str, object]) -> str | None:
    key = present(values, "period")
    if key is None:
        return None
    value = _softly(values[key])
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int) and 1900 <= value < 2200 else None


def present(values: dict[str, object], part: str) -> str | None:
    """The key under which an object has a part: the first that says something, else the first there is."""
    empty = None
    for name in NAMES[part]:
        if name in values:
            if values[name] is not None:
                return name
            empty = empty or name
    return empty


def text_of(values: dict[str, object], part: str) -> str:
    """A part of an object as text; empty where it has none, or one that is no text."""
    key = present(values, part)
    value = _softly(values[key]) if key is not None else None
    return value.strip() if isinstance(value, str) else ""


def _softly(value: object) -> object:
    """A part that may be no part at all: an object that cannot be read is refused where it is walked."""
    try:
        return unfold(value)
    except UnreadableError:
        return None


def _shown(value: object) -> str:
    """A value in the claim's own words."""
    if isinstance(value, list):
        return "-".join(_shown(unfold(one)) for one in value)
    if isinstance(value, (int, float, Decimal)):
        return number_text(value)
    return "" if value is None else str(value).strip()


def _folded(word: str, table: dict[str, str]) -> str | None:
    """A word of somebody's schema as one of ours; a word that is none of them claims nothing."""
    return table.get(word.casefold())


def _is_nested(value: object) -> bool:
    return isinstance(_softly(value), (Fields, list))
