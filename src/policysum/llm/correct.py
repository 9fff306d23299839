"""The dialogue with a model whose answer does not validate, held by instructor."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from policysum.errors import PolicysumError
from policysum.llm.failures import SchemaAnswerError, brief_of_validation
from policysum.llm.types import Structured
from policysum.llm.wire import unwrap_json

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from openai.types.chat import ChatCompletion
    from pydantic import BaseModel

    from policysum.llm.openai_model import OpenAIModel
    from policysum.llm.types import ChatRequest, Completion

    M = TypeVar("M", bound=BaseModel)

__all__ = ["correct"]

# instructor logs every failed validation as an error; without a handler Python would print that to stderr.
logging.getLogger("instructor").addHandler(logging.NullHandler())


async def correct(
    model: OpenAIModel,
    request: ChatRequest,
    response_model: type[M],
    *,
    reasks: int,
    first: tuple[Completion, dict[str, Any]],
) -> tuple[M, list[Completion]]:
    """Let instructor take over from an answer that does not validate.

    instructor's modes decide how an answer is parsed and how the correction is worded; what goes over the
    wire stays ours. Of its parameters `context` is never used: it would render the report as a template.

    Args:
        model: whom to ask.
        request: what was asked.
        response_model: what the answer must validate as.
        reasks: how often the model may correct itself.
        first: the answer that does not validate, and its raw response.
    """
    import instructor
    from instructor.core import InstructorRetryException
    from openai.types.chat import ChatCompletion

    completions: list[Completion] = []

    async def create(**shaped: Any) -> ChatCompletion:
        answer = first
        if completions:
            asked = replace(request, attempt=request.attempt + len(completions))
            answer = await model.exchange(asked, shaped["messages"])
        completions.append(answer[0])
        return ChatCompletion.construct(**_bare(answer[1]))

    tools = model.capabilities.structured is Structured.TOOLS
    mode = instructor.Mode.TOOLS if tools else instructor.Mode.JSON_SCHEMA
    patched = instructor.patch(create=create, mode=mode)
    messages = [{"role": message.role, "content": message.content} for message in request.messages]
    try:
        answered = patched(response_model=response_model, messages=messages, max_retries=reasks)
        # The stubs say the instance itself comes back; for an async `create` it is awaited.
        await cast("Awaitable[M]", answered)
    except InstructorRetryException as error:
        # It carries the whole prompt and does not unpickle; only its cause goes on.
        if isinstance(error.__cause__, PolicysumError):
            raise error.__cause__ from None
        raise SchemaAnswerError(
            f"the answer is not of the schema after {len(completions)} tries ({_brief(error.__cause__)})",
            where=model.name,
            hint="Try another model.",
        ) from error.__cause__
    # instructor's instance is of a subclass of its own and drags the raw response along.
    return response_model.model_validate_json(completions[-1].text, strict=True), completions


def _bare(response: dict[str, Any]) -> dict[str, Any]:
    """Copy a response with code fences and thoughts peeled off its answer, for instructor's parser."""
    choice = response["choices"][0]
    message = choice["message"]
    content = message.get("content")
    if not isinstance(content, str):
        return response
    bare = {**message, "content": unwrap_json(content)}
    return {**response, "choices": [{**choice, "message": bare}]}


def _brief(error: BaseException | None) -> str:
    if error is None:
        return "unknown reason"
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        return brief_of_validation(error)
    lines = str(error).splitlines()
    return " ".join(line.strip() for line in lines[:3]) if lines else type(error).__name__
