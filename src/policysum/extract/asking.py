"""One question to a model, and what of its answer can be used, or an error."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policysum.extract.salvage import salvaged
from policysum.llm.failures import SchemaAnswerError, TruncatedAnswerError

if TYPE_CHECKING:
    from policysum.extract.salvage import Salvaged, Schema
    from policysum.llm.types import ChatModel, ChatRequest, Completion

__all__ = ["ask_once"]


async def ask_once(
    model: ChatModel, request: ChatRequest, schema: Schema
) -> tuple[Salvaged, list[Completion]]:
    """Ask, and take of the answer what can be used; whether to ask again is for the caller to say.

    Args:
        model: Who is asked.
        request: What is asked, its schema still missing.
        schema: What the answer must be.

    Raises:
        SchemaAnswerError: There is nothing to be used in the answer.
        ModelError: The model gave no answer.
    """
    request = replace(request, schema=schema, schema_name="answer")
    try:
        completion = await model.complete(request)
    except TruncatedAnswerError as error:
        try:
            return salvaged(error.said, schema, cut=True), []
        except ValueError:
            raise error from None
    try:
        return salvaged(completion.text, schema), [completion]
    except ValueError as error:
        raise SchemaAnswerError(str(error), where=model.name, hint="Try another model.") from error
