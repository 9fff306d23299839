"""What stands behind 将 before a verb is still to be done; what 将 hands over is not."""

import pytest

from policysum.document import Document


def statuses(sentence: str) -> dict[str, str]:
    ledger = Document.from_text(f"2024年云溪县情况\n{sentence}\n").ledger
    return {one.text: one.status for one in ledger if one.kpi}


@pytest.mark.parametrize(
    ("sentence", "number", "status"),
    [
        ("公司将安排资金2亿元。", "2亿元", "target"),
        ("将新增学位500个。", "500个", "target"),
        ("将投资6亿元建设电厂。", "6亿元", "target"),
        ("与去年相比，通车里程将增长8.5%。", "8.5%", "target"),
        ("项目投产后将增加税收4亿元。", "4亿元", "target"),
        # what is handed over was done
        ("今年将服务网点增至30个。", "30个", "actual"),
        ("公司将投资扩大到5亿元。", "5亿元", "actual"),
        ("镇里将建设用地60亩用于开发。", "60亩", "actual"),
        ("镇里将建设资金80万元拨付到户。", "80万元", "actual"),
        ("镇里将6家企业纳入名单。", "6家", "actual"),
    ],
)
def test_a_verb_right_behind_will_makes_its_number_an_aim(sentence, number, status):
    assert statuses(sentence) == {number: status}


def test_words_of_what_was_done_close_what_was_to_be_done():
    assert statuses("公司将投资6亿元建设电厂，已完成投资2亿元。") == {"6亿元": "target", "2亿元": "actual"}
