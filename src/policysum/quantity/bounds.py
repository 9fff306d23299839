"""How the words before a number say that it stands to the real one: 近, 超过, 至少增加."""

from __future__ import annotations

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.cues import CUE_SPOILERS, PREFIXES
from policysum.quantity.model import Bound
from policysum.quantity.unit_parser import BLANK

__all__ = ["bound_before", "is_recent"]

_ADVERBS = table("bound_cues").values("adverb")
_ADVERB_STARTS = frozenset(word[0] for word in _ADVERBS)
_ADVERB = table("bound_cues").compiled(
    "({adverb}){modal}?(?:{name_heads.verb|change_verbs.up|change_verbs.down|status_words.reached})$"
)
_LONGEST_VERB = 8
_VERB_ENDS = frozenset(
    row.word[-1]
    for name, groups in (
        ("name_heads", ["verb"]),
        ("change_verbs", ["up", "down"]),
        ("status_words", ["reached"]),
    )
    for row in table(name).of(*groups)
)
_SHARE_OF = table("bound_cues").compiled("(?P<cue>{prefix}){signs.share}[^，,。；;、]{1,12}{signs.of}$")
"""A bound before the verb of a share: 约占全球的四分之三."""
_STANDARDS = table("bound_cues").values("standard")
_STANDARD = table("bound_cues").compiled(r"(?P<cue>{standard})[^，,。；;、\d]{1,20}?(?:{signs.of}|{base})$")
"""A bound before what a share is of: 不低于居住用地供应总量的70%, 不超过项目投资额30%."""
_STANDARD_ENDS = frozenset((signs.OF, *(word[-1] for word in table("bound_cues").words("base"))))
_LONGEST_SHARE = 26
_NEGATIONS = table("bound_cues").words("negation")
_LONGEST_NEGATION = max(map(len, _NEGATIONS))
_DENIED = {Bound.GT: Bound.LE, Bound.LT: Bound.GE}
_BLANKS = "".join(BLANK)
_APART = 3
"""近 before a number, and the blanks that may part the two."""
_PREFIX_MAX = max(map(len, PREFIXES))
_PREFIX_ENDS = frozenset(cue[-1] for cue in PREFIXES)


def is_recent(text: str, at: int) -> bool:
    """Whether 近 stands before a number, be it with a blank or two between: of a length of time it means the last."""
    return text[max(0, at - _APART) : at].rstrip(_BLANKS).endswith(signs.RECENT)


def bound_before(text: str, at: int, floor: int) -> Bound | None:
    """What the words directly before the number say about it."""
    end = at
    while end > floor and text[end - 1] in BLANK:
        end -= 1
    if end <= floor:
        return None
    near = max(floor, end - _LONGEST_SHARE)
    if text[end - 1] == signs.OF and (share := _SHARE_OF.search(text, near, end)):
        return PREFIXES[share["cue"]]
    if text[end - 1] in _STANDARD_ENDS and (standard := _STANDARD.search(text, near, end)):
        return Bound(_STANDARDS[standard["cue"]])
    if text[end - 1] not in _PREFIX_ENDS:
        return _bound_of_verb(text[max(floor, end - _LONGEST_VERB) : end])
    for length in range(min(_PREFIX_MAX, end - floor), 0, -1):
        word = text[end - length : end]
        bound = PREFIXES.get(word)
        if bound is None:
            continue
        previous = text[end - length - 1 : end - length] if end - length > 0 else ""
        if previous and previous in CUE_SPOILERS.get(word, ""):
            continue
        return _negated(bound, text[max(floor, end - length - _LONGEST_NEGATION) : end - length])
    return _bound_of_verb(text[max(floor, end - _LONGEST_VERB) : end])


def _negated(bound: Bound, before: str) -> Bound:
    """The bound of a cue behind a word that denies it: 不得低于98% is at least 98 %, 未超过5% at most 5 %."""
    return _DENIED[bound] if bound in _DENIED and before.endswith(_NEGATIONS) else bound


def _bound_of_verb(words: str) -> Bound | None:
    """What an adverb says before the verb of a number: 至少增加5个."""
    if words[-1] not in _VERB_ENDS or _ADVERB_STARTS.isdisjoint(words):
        return None
    found = _ADVERB.search(words)
    return Bound(_ADVERBS[found[1]]) if found else None
