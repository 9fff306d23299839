"""Every error policysum raises on purpose, in one tree.

PolicysumError
├── InputError            what the caller named cannot be used
│   ├── DocumentError     a file is missing, empty, binary, undecodable or of a format we do not read
│   ├── ClaimsError       the claims given to `check` are not readable
│   ├── ConfigError       an engine, model, prompt or schema that does not exist
│   ├── LexiconError      a table of words cannot be read (lexicon/loader.py)
│   └── NoResultError     a readable file that never was a result (export/results.py)
├── CacheError            the response cache cannot be used (llm/database.py)
├── ShortageError         the machine has too little memory, or no file descriptor left (shortage.py)
├── RunStoppedError       the run is being stopped and sends nothing more (traffic.py)
└── ModelError            the model gave no usable answer
    ├── ModelUnreachableError   nobody answers at the address
    ├── ModelAuthError          the key is refused
    ├── ModelQuotaError         the account is out of quota; waiting does not help
    ├── BudgetExhaustedError    the next request might cost more than the user allowed
    ├── ModelRateLimitError     the rate limit outlasted every wait
    ├── ModelRequestError       the server refuses the request itself (unknown model, bad parameter)
    ├── ModelUnavailableError   5xx or time-outs outlasted every retry
    │   └── NotSentError            requests are only planned, none is sent (llm/failures.py)
    └── ModelAnswerError        an answer came, but it cannot be used (its kinds: llm/failures.py)
        ├── TruncatedAnswerError    cut off at the token limit
        ├── RefusedAnswerError      the model declined
        ├── EmptyAnswerError        nothing came
        ├── OversizedAnswerError    far longer than any that was asked for
        └── SchemaAnswerError       not of the schema, after every correction
"""

from __future__ import annotations

from policysum.option_words import said

__all__ = [
    "BudgetExhaustedError",
    "ClaimsError",
    "ConfigError",
    "DocumentError",
    "InputError",
    "LexiconError",
    "ModelAnswerError",
    "ModelAuthError",
    "ModelError",
    "ModelQuotaError",
    "ModelRateLimitError",
    "ModelRequestError",
    "ModelUnavailableError",
    "ModelUnreachableError",
    "PolicysumError",
]


_ENDS = (".", "!", "?", "。", "！", "？")
"""What a hint may end with; where the full stop is forgotten it is added."""


class PolicysumError(Exception):
    """Root of every error policysum raises on purpose.

    Args:
        what: what was wrong, in one clause, without a trailing full stop.
        where: the document, address or field it happened at, if there is one.
        hint: what to do next, as an instruction.
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        """One line: where, what, and what to do next, in the words of whoever reads it."""
        what, hint = said(self.what), said(self.hint)
        head = f"{self.where}: {what}" if self.where else what
        if not hint:
            return head
        return f"{head}. {hint}" if hint.rstrip().endswith(_ENDS) else f"{head}. {hint}."

    def __reduce__(self) -> tuple[object, ...]:
        """Survive pickling with keyword arguments intact (worker processes send errors home)."""
        return (_rebuild, (type(self), self.what, self.where, self.hint))


def _rebuild(cls: type[PolicysumError], what: str, where: str, hint: str) -> PolicysumError:
    return cls(what, where=where, hint=hint)


class InputError(PolicysumError):
    """What the caller named cannot be used."""


class DocumentError(InputError):
    """A file is missing, empty, binary, undecodable or of a format that is not read."""


class ClaimsError(InputError):
    """The claims given to `check` are not readable."""


class ConfigError(InputError):
    """An engine, model, prompt or schema that does not exist or cannot be used."""


class LexiconError(InputError):
    """A table of words cannot be read, or one of its rows is wrong."""


class ModelError(PolicysumError):
    """The model gave no usable answer."""


class ModelUnreachableError(ModelError):
    """Nobody answers at the address."""


class ModelAuthError(ModelError):
    """The server refuses the key."""


class ModelQuotaError(ModelError):
    """The account is out of quota; waiting does not help."""


class ModelRateLimitError(ModelError):
    """The rate limit outlasted every wait; it is no report's fault."""


class BudgetExhaustedError(ModelError):
    """The next request might cost more than the user allowed."""


class ModelRequestError(ModelError):
    """The server refuses the request itself: an unknown model or a parameter it does not take."""


class ModelUnavailableError(ModelError):
    """Server errors or time-outs outlasted every retry."""


class ModelAnswerError(ModelError):
    """An answer came, but it is truncated, refused, empty or not of the schema."""
