"""A schema of one's own, filled through instructor.

instructor holds the dialogue: it parses, validates, and asks again with what was wrong. Its client is openai's, whose
transport is our model: cache, limits, retries and log lie below it, and what goes over the wire stays ours.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

import httpx2

from policysum.errors import PolicysumError
from policysum.llm.failures import SchemaAnswerError, brief_of_validation
from policysum.llm.types import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    from policysum.llm.types import ChatModel, ChatRequest, Completion

    M = TypeVar("M", bound=BaseModel)

__all__ = ["fill"]

_NOWHERE = "http://model.invalid/v1"
"""The address of the client: nothing is sent there."""

# instructor logs every failed validation as an error; without a handler Python would print that to stderr.
logging.getLogger("instructor").addHandler(logging.NullHandler())


async def fill(
    model: ChatModel,
    request: ChatRequest,
    wanted: type[M],
    *,
    reasks: int = 1,
    mend: Callable[[str], str] = str,
) -> tuple[M, list[Completion]]:
    """Let instructor fill a Pydantic model.

    Of instructor's parameters `context` is never used: it would render the report as a template.

    Args:
        model: whom to ask.
        request: what is asked, with the schema the server is held to.
        wanted: what the answer must validate as.
        reasks: how often the model may correct itself.
        mend: makes of an answer the JSON that is validated.

    Raises:
        SchemaAnswerError: no answer validates.
        ModelError: the model gave no answer.
    """
    import instructor
    import openai
    from instructor.core import InstructorRetryException

    bridge = _Bridge(model, request, mend)
    async with httpx2.AsyncClient(transport=bridge) as http:
        client = instructor.from_openai(
            openai.AsyncOpenAI(api_key="none", base_url=_NOWHERE, http_client=http, max_retries=0),
            mode=instructor.Mode.JSON_SCHEMA,
        )
        messages: Any = [{"role": message.role, "content": message.content} for message in request.messages]
        try:
            await client.chat.completions.create(
                model=model.name, messages=messages, response_model=wanted, max_retries=reasks, strict=True
            )
        except InstructorRetryException as error:
            # It carries the whole prompt and does not unpickle; only its cause goes on.
            if bridge.failure is not None:
                raise bridge.failure from None
            raise SchemaAnswerError(
                f"the answer is not of the schema after {len(bridge.completions)} tries"
                f" ({_brief(error.__cause__)})",
                where=model.name,
                hint="Try another model.",
            ) from error.__cause__
    # instructor's instance is of a subclass of its own and drags the raw response along.
    return wanted.model_validate_json(bridge.said[-1], strict=True), bridge.completions


@dataclass
class _Bridge(httpx2.AsyncBaseTransport):
    """Answers the requests of openai's client out of one of our models."""

    model: ChatModel
    request: ChatRequest
    mend: Callable[[str], str]
    completions: list[Completion] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    failure: PolicysumError | None = None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Ask the model; each try has a place of its own in the cache."""
        body = json.loads(await request.aread())
        turns = self._turns(body["messages"])
        asked = replace(self.request, messages=turns, attempt=self.request.attempt + len(self.completions))
        try:
            completion = await self.model.complete(asked)
        except PolicysumError as error:
            self.failure = error
            raise
        self.completions.append(completion)
        self.said.append(self.mend(completion.text))
        message = {"role": "assistant", "content": self.said[-1]}
        answer = {
            "id": "answer",
            "object": "chat.completion",
            "created": 0,
            "model": self.model.name,
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        }
        return httpx2.Response(200, json=answer)

    def _turns(self, messages: list[dict[str, Any]]) -> tuple[Message, ...]:
        """The dialogue, the model's own words as it said them: instructor repeats Chinese as escapes."""
        own = iter(self.completions)
        begun = len(self.request.messages)
        return tuple(
            Message(
                one["role"], next(own).text if at >= begun and one["role"] == "assistant" else one["content"]
            )
            for at, one in enumerate(messages)
        )


def _brief(error: BaseException | None) -> str:
    if error is None:
        return "unknown reason"
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        return brief_of_validation(error)
    lines = str(error).splitlines()
    return " ".join(line.strip() for line in lines[:3]) if lines else type(error).__name__
