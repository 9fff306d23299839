"""Random damage to texts and records: what the rooms of the fuzzer put in."""

__all__ = ["JUNK", "mangled"]

JUNK = (
    None, True, -1, 1.5, 10**400, "x", "", "\ud83d", [], [1, 2], [1, 2, 3], {}, float("nan"), float("inf"),
)  # fmt: skip
_PUT = (
    "", "{", "}", "[", "]", '"', ",", "\\", "\\ud83d", "null", "1e999", "NaN", "\x00", "“", "```", "\u202e", "½", "²", "卅", "-", "%", "亿元", "[" * 2000,
)  # fmt: skip


def mangled(text, chance):
    """A text with characters changed, cut out, doubled and put in."""
    for _ in range(chance.choice((1, 2, 5, 30))):
        at, length = chance.randrange(len(text) + 1), chance.choice((1, 1, 3, 20))
        put = chance.choice((*_PUT, text[at : at + length] * 3))
        text = text[:at] + put + text[at + chance.choice((0, length)) :]
    return text
