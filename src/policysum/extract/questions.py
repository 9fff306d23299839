"""The requests about one document: what is shown of it, and how long each answer may be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policysum.extract.messages import message
from policysum.extract.outlining import shown_outline
from policysum.extract.profiles import SEED, answer_tokens
from policysum.extract.readings import listed
from policysum.llm.prompts import load_prompt
from policysum.llm.types import ChatRequest, Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from policysum.document import Document
    from policysum.extract.answers import Choice
    from policysum.extract.passages import Passage
    from policysum.extract.profiles import Profile
    from policysum.llm.types import ChatModel

__all__ = ["Questions"]

_OUTLINE = "outline"
_OUTLINE_TOKENS = 250


@dataclass(slots=True)
class Questions:
    """Writes what a model is asked about a document.

    Attributes:
        document: the report.
        model: who is asked.
        profile: how much is asked at once.
        folder: of prompts that go before our own.
        used: where the version of every prompt is noted, by its name.
        with_outline: whether a passage is the whole report, of which it is asked what it is.
    """

    document: Document
    model: ChatModel
    profile: Profile
    folder: Path | None
    used: dict[str, str]
    with_outline: bool = False

    def outline(self) -> ChatRequest:
        """What the document is and what its sections are."""
        return self._filled(_OUTLINE, shown_outline(self.document), tokens=_OUTLINE_TOKENS, about=_OUTLINE)

    def passage(
        self, name: str, passage: Passage, more: Mapping[str, object] | None = None, attempt: int = 0
    ) -> ChatRequest:
        """What a passage says.

        Args:
            name: of the prompt.
            passage: what is shown.
            more: what the prompt shows beyond it.
            attempt: how often just this was asked before.
        """
        request = self._filled(
            name,
            {**self._variables(passage), **(more or {})},
            tokens=answer_tokens(self.model, passage),
            about=f"{passage.start}-{passage.end}",
        )
        if not attempt:
            return request
        again = load_prompt("again", self.folder).messages()[0].content
        shown = request.messages[-1]
        messages = (*request.messages[:-1], Message(shown.role, f"{shown.content}\n{again}"))
        return replace(request, messages=messages, attempt=attempt)

    def choice(self, passage: Passage, choice: Choice, attempt: int) -> ChatRequest:
        """Which of the phrases of the source is the name of each number."""
        request = self.passage(self.profile.prompt, passage)
        return replace(request, schema=choice.schema, max_tokens=choice.most_tokens, attempt=attempt)

    def _filled(self, name: str, variables: Mapping[str, object], *, tokens: int, about: str) -> ChatRequest:
        prompt = load_prompt(name, self.folder)
        self.used[name] = prompt.fingerprint
        return ChatRequest(
            messages=prompt.messages(**variables),
            max_tokens=tokens,
            seed=SEED,
            prompt_fingerprint=prompt.fingerprint,
            about=about,
        )

    def _variables(self, passage: Passage) -> dict[str, object]:
        meta, source = self.document.metadata, self.document.source
        period = meta.year or meta.period
        marked = passage.marked(source)
        readings = listed(passage.numbers, period, source)
        return {
            "period": period or message("unknown"),
            "path": " > ".join(passage.path),
            "text": "".join(line.text for line in passage.lines)
            if self.profile.chooses
            else "\n".join(f"{at}|{text}" for at, text in enumerate(marked, 1)),
            "readings": readings.known,
            "open": readings.open,
            "outline": self.with_outline,
            "title": self.document.metadata.title or message("unknown"),
        }
