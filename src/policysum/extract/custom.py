"""Any Pydantic schema filled from a document; evidence and checking are the same as for a report."""

from __future__ import annotations

import json
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from policysum.errors import ModelAnswerError, ModelUnavailableError
from policysum.extract.draft import Draft
from policysum.extract.own_schema import OwnSchema
from policysum.extract.passages import passages
from policysum.extract.profiles import SEED
from policysum.llm.prompts import load_prompt
from policysum.llm.types import ChatRequest
from policysum.summary import UnreadPassage

if TYPE_CHECKING:
    from pathlib import Path

    from policysum.document import Document
    from policysum.extract.passages import Passage
    from policysum.llm.types import ChatModel

__all__ = ["custom"]

M = TypeVar("M", bound=BaseModel)
_UNKNOWN_CONTEXT = 8192
_ANSWER = 2000
"""Tokens an answer may take."""
_INSTRUCTIONS = 600
_PROMPT = "custom"
_REASKS = 1


async def custom(
    document: Document,
    schema: type[M],
    model: ChatModel,
    *,
    prompts: Path | None = None,
) -> tuple[M, Draft]:
    """Fill a schema of the user's.

    A document that fits the model's context is asked for at once. A longer one is read passage by passage, where
    every field may be missing; lists are joined in source order, and the first passage that says anything else wins.
    Where the whole then fails a validator, the model is shown what it said in parts and the validator's message.

    Args:
        document: The report.
        schema: What to fill.
        model: Who is asked.
        prompts: Folder of prompts that go before our own.

    Returns:
        The filled schema, not yet checked, and how the model was asked.

    Raises:
        ModelError: No model answered; a `ModelAnswerError` if the answer is of no use, or the document does not say what the schema demands.
    """
    draft = Draft()
    context = model.capabilities.context or _UNKNOWN_CONTEXT
    size = max(400, context - _ANSWER - _INSTRUCTIONS - len(str(OwnSchema(schema).strict)) // 2)
    parts = passages(document, size=size, numbers=size, mixed=True)
    if not parts:
        raise ModelAnswerError("the report has no text to fill the schema from", where=document.name)
    if len(parts) == 1:
        return await _ask(document, schema, model, _shown(parts[0]), draft=draft, prompts=prompts), draft
    partial = _partial(schema)
    answers = []
    failure: Exception | None = None
    for part in parts:
        try:
            answers.append(await _ask(document, partial, model, _shown(part), draft=draft, prompts=prompts))
        except (ModelAnswerError, ModelUnavailableError) as error:
            failure = error
            draft.unread.append(
                UnreadPassage(start=part.start, end=part.end, heading=part.heading, reason=error.what)
            )
    if not answers and failure is not None:
        raise failure
    said = await _whole(document, schema, model, _joined(answers), draft=draft, prompts=prompts)
    return said, draft


async def _whole(
    document: Document,
    schema: type[M],
    model: ChatModel,
    joined: dict[str, Any],
    *,
    draft: Draft,
    prompts: Path | None,
) -> M:
    """What passages said as one; the model puts it right where the whole fails a validator, as no passage could."""
    try:
        return schema.model_validate(joined)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        if any(one["type"] != "missing" for one in faults):
            said = _Shown("", json.dumps(joined, ensure_ascii=False, default=str))
            return await _ask(document, schema, model, said, draft=draft, prompts=prompts)
        missing = ", ".join(".".join(map(str, one["loc"])) for one in faults[:5])
        raise ModelAnswerError(
            f"the report does not fill the schema: {missing}",
            where=document.name,
            hint="Give fields that may be missing a default.",
        ) from error


class _Shown(NamedTuple):
    """What a request shows: the headings above it, and the text."""

    path: str
    text: str


def _shown(part: Passage) -> _Shown:
    return _Shown(" > ".join(part.path), part.text)


async def _ask(
    document: Document,
    schema: type[M],
    model: ChatModel,
    shown: _Shown,
    *,
    draft: Draft,
    prompts: Path | None,
) -> M:
    prompt = load_prompt(_PROMPT, prompts)
    draft.prompts[_PROMPT] = prompt.fingerprint
    request = ChatRequest(
        messages=prompt.messages(
            title=document.metadata.title or document.name, path=shown.path, text=shown.text
        ),
        max_tokens=_ANSWER,
        seed=SEED,
        prompt_fingerprint=prompt.fingerprint,
    )
    # instructor is heavy, and a report of our own schema does without it.
    from policysum.llm.filling import fill

    own = OwnSchema(schema)
    request = replace(request, schema=own.strict)
    answer, completions = await fill(model, request, schema, reasks=_REASKS, mend=own.mended)
    draft.completions += completions
    return answer


def _partial(schema: type[BaseModel]) -> type[BaseModel]:
    """The same schema with every field optional: a passage need not say everything."""
    fields: dict[str, Any] = {}
    for name, known in schema.model_fields.items():
        optional = copy(known)  # its alias and description stay
        optional.default, optional.default_factory = None, None
        fields[name] = (known.rebuild_annotation() | None, optional)
    config = ConfigDict(extra="forbid", populate_by_name=True)
    return create_model(schema.__name__, __config__=config, **fields)


def _joined(answers: list[BaseModel]) -> dict[str, Any]:
    """Lists one after the other without repetition; of anything else the first that was said."""
    joined: dict[str, Any] = {}
    for answer in answers:
        for name, value in answer.model_dump(exclude_none=True, by_alias=True).items():
            if isinstance(value, list):
                known = joined.setdefault(name, [])
                known += [one for one in value if one not in known]
            else:
                joined.setdefault(name, value)
    return joined
