"""One question to a model, and an answer of the right shape or an error."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from policysum.extract.answers import json_schema
from policysum.llm.failures import SchemaAnswerError, brief_of_validation
from policysum.llm.types import Message

if TYPE_CHECKING:
    from policysum.llm.types import ChatModel, ChatRequest, Completion

__all__ = ["ask"]

M = TypeVar("M", bound=BaseModel)
_REASKS = 1


async def ask(
    model: ChatModel, request: ChatRequest, shape: type[M], *, keep_descriptions: bool = False
) -> tuple[M, list[Completion]]:
    """Ask, check the answer against its shape, and ask once more with what was wrong with it.

    Args:
        model: Who is asked.
        request: What is asked, its schema still missing.
        shape: What the answer must be.
        keep_descriptions: Whether the descriptions of the fields are instructions the model has not seen.

    Raises:
        SchemaAnswerError: Both answers are unusable.
        ModelError: The model gave no answer.
    """
    request = replace(
        request, schema=json_schema(shape, keep_descriptions=keep_descriptions), schema_name="answer"
    )
    own: Any = getattr(model, "ask", None)  # the real client does it with instructor
    if own is not None:
        instance, completions = await own(request, shape, reasks=_REASKS)
        return instance, completions
    completions = []
    for attempt in range(_REASKS + 1):
        completion = await model.complete(replace(request, attempt=request.attempt + attempt))
        completions.append(completion)
        try:
            return shape.model_validate_json(completion.text), completions
        except ValidationError as error:
            wrong = error
            correction = (
                Message("assistant", completion.text),
                Message(
                    "user", f"这个回答不符合要求:{brief_of_validation(error)}。请改正后重新输出完整的 JSON。"
                ),
            )
            request = replace(request, messages=(*request.messages, *correction))
    raise SchemaAnswerError(
        f"the answer is not of the schema ({brief_of_validation(wrong)})",
        where=model.name,
        hint="Try another model.",
    )
