from pydantic import BaseModel

from policysum.assemble import assemble, verify
from policysum.document import Document
from policysum.export.fields import fields_of
from policysum.summary import RunInfo

SOURCE = "一、工作情况\n全年下发补助资金6134万元，补助企业91家。\n"
RUN = RunInfo(engine="openai", model="m", base_url=None, schema_fingerprint="", source_sha256="", version="0")


class Grant(BaseModel):
    indicator: str
    value: str


class Grants(BaseModel):
    title: str
    done: bool
    grants: list[Grant]


def _summary():
    report = Grants(
        title="补助",
        done=True,
        grants=[
            Grant(indicator="补助资金", value="6143万元"),
            Grant(indicator="补助企业", value="91家"),
        ],
    )
    document = Document.from_text(SOURCE)
    return assemble(document, report, verify(report, document), RUN)


def test_the_numbers_of_a_schema_of_ones_own_keep_their_verdicts_with_reasons_in_chinese():
    verification = _summary().verification
    assert [(one["path"], one["verdict"]) for one in verification.fields] == [
        ("grants[0].value", "unsupported"),
        ("grants[1].value", "supported"),
    ]
    assert verification.failed == verification.fields[:1]
    assert verification.failed[0]["reason"].startswith("原文没有6143万元；最接近的是6134万元")


def test_every_field_that_says_something_is_listed_with_the_verdict_of_its_number():
    found = fields_of(_summary().to_dict())
    assert [(one["path"], one["value"], one["verdict"]) for one in found] == [
        ("title", "补助", ""),
        ("done", "是", ""),
        ("grants[0].indicator", "补助资金", ""),
        ("grants[0].value", "6143万元", "unsupported"),
        ("grants[1].indicator", "补助企业", ""),
        ("grants[1].value", "91家", "supported"),
    ]
    start, end = found[-1]["start"], found[-1]["end"]
    assert SOURCE[start:end] == "91家"


def test_a_check_without_a_field_of_its_path_is_listed_at_the_end():
    data = _summary().to_dict()
    stray = {**data["verification"]["fields"][0], "path": "a…b"}
    data["verification"]["fields"].append(stray)
    assert fields_of(data)[-1]["path"] == "a…b"


def test_a_result_of_the_standard_schema_has_no_fields():
    assert fields_of({"kpis": [], "verification": {"failed": []}}) == []
