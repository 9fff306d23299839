"""An answer validated against a Pydantic model, corrected in a dialogue where it does not fit."""

from dataclasses import replace

from policysum.llm.correct import correct


async def validated(model, request, wanted, *, reasks=1):
    """What the extraction does with its own shapes, for any model."""
    request = replace(request, schema=wanted.model_json_schema(), schema_name=wanted.__name__)
    first, response = await model.exchange(request)
    try:
        return wanted.model_validate_json(first.text, strict=True), [first]
    except ValueError:
        return await correct(model, request, wanted, reasks=reasks, first=(first, response))
