"""What a reading rests on."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Ground"]


class Ground(StrEnum):
    """What a reading rests on, the surest first."""

    STATED = "stated"
    CARRIED = "carried"
    INFERRED = "inferred"
    ASSUMED = "assumed"

    @property
    def convicts(self) -> bool:
        """Whether a claim that differs may be refused; against the others it is only unclear."""
        return self in _CONVICTING


_CONVICTING = frozenset({Ground.STATED, Ground.CARRIED})
