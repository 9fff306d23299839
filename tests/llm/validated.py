"""An answer validated against a Pydantic model, corrected in a dialogue where it does not fit."""

from dataclasses import replace

from policysum.llm.filling import fill


async def validated(model, request, wanted, *, reasks=1):
    """What the extraction does for a schema of one's own, for any model."""
    request = replace(request, schema=wanted.model_json_schema(), schema_name=wanted.__name__)
    return await fill(model, request, wanted, reasks=reasks)
