"""One question to a model, and an answer of the right shape or an error."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from policysum.extract.answers import json_schema
from policysum.extract.salvage import salvaged
from policysum.llm.failures import SchemaAnswerError, TruncatedAnswerError, brief_of_validation
from policysum.llm.types import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policysum.extract.salvage import Salvaged, Schema
    from policysum.llm.types import ChatModel, ChatRequest, Completion

__all__ = ["Shape", "Typed", "ask", "ask_once"]

T_co = TypeVar("T_co", covariant=True)
M = TypeVar("M", bound=BaseModel)
_REASKS = 1


class Shape(Protocol[T_co]):
    """What an answer must be."""

    @property
    def schema(self) -> Mapping[str, Any]:
        """What the server is held to."""

    def read(self, answer: str) -> T_co:
        """The answer, or a ValueError that says what is wrong with it."""

    def model(self) -> type[BaseModel]:
        """The same as a Pydantic model."""


@dataclass(frozen=True, slots=True)
class Typed(Generic[M]):
    """An answer that a Pydantic model describes.

    The descriptions of its fields are kept: they are instructions that the model has not seen elsewhere.
    """

    wanted: type[M]

    @property
    def schema(self) -> Mapping[str, Any]:
        """The schema of the model."""
        return json_schema(self.wanted, keep_descriptions=True)

    def read(self, answer: str) -> M:
        """An instance of the model.

        Raises:
            ValueError: The answer does not validate.
        """
        try:
            return self.wanted.model_validate_json(answer, strict=True)
        except ValidationError as error:
            raise ValueError(brief_of_validation(error)) from error

    def model(self) -> type[BaseModel]:
        """The model itself."""
        return self.wanted


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


async def ask(model: ChatModel, request: ChatRequest, shape: Shape[T_co]) -> tuple[T_co, list[Completion]]:
    """Ask, check the answer against its shape, and ask once more with what was wrong with it.

    Args:
        model: Who is asked.
        request: What is asked, its schema still missing.
        shape: What the answer must be.

    Raises:
        SchemaAnswerError: Both answers are unusable.
        ModelError: The model gave no answer.
    """
    request = replace(request, schema=shape.schema, schema_name="answer")
    exchange: Any = getattr(model, "exchange", None)
    if exchange is not None:  # the real client
        return await _exchanged(model, request, shape)
    completions = []
    for attempt in range(_REASKS + 1):
        completion = await model.complete(replace(request, attempt=request.attempt + attempt))
        completions.append(completion)
        try:
            return shape.read(completion.text), completions
        except ValueError as error:
            wrong = error
            correction = (
                Message("assistant", completion.text),
                Message("user", f"这个回答不符合要求:{error}。请改正后重新输出完整的 JSON。"),
            )
            request = replace(request, messages=(*request.messages, *correction))
    raise SchemaAnswerError(
        f"the answer is not of the schema ({wrong})",
        where=model.name,
        hint="Try another model.",
    )


async def _exchanged(client: Any, request: ChatRequest, shape: Shape[T_co]) -> tuple[T_co, list[Completion]]:
    """Ask the real client, which has instructor hold the dialogue where an answer needs correcting."""
    first, response = await client.exchange(request)
    try:
        return shape.read(first.text), [first]
    except ValueError:
        # instructor is not needed before: a run answered from the cache does not even import it.
        from policysum.llm.correct import correct

        wanted = shape.model()
        _, completions = await correct(client, request, wanted, reasks=_REASKS, first=(first, response))
        return shape.read(completions[-1].text), completions
