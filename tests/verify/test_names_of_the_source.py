"""What the source calls two numbers decides between them where a claim says all of the one name and not of the other."""

import pytest

from policysum import check

WORKS = "道路工程费用2.6亿元，占全市基建总费用的比重为72.5%；桥梁工程费用0.6亿元，占比16.5%。"
GRADES = "丙级以上测绘、勘察单位共31家。按等级划分，甲级单位4家；特级单位9家。"
POWER = "2030年全省供水量达到420亿吨，比2025年增加35亿吨。其中，泉水60亿吨，比2025年增加4亿吨。"
VILLAGES = "全县共有种粮大户812户3205人（东坪镇540户2130人，西岭乡272户1075人）。"


@pytest.mark.parametrize(
    ("source", "name", "value", "passes"),
    [
        (WORKS, "桥梁工程费用占全市基建总费用的比重", "16.5%", True),
        (WORKS, "道路工程费用占全市基建总费用的比重", "72.5%", True),
        (WORKS, "道路工程费用占全市基建总费用的比重", "16.5%", False),
        (GRADES, "甲级测绘勘察单位", "4家", True),
        (GRADES, "特级测绘勘察单位", "9家", True),
        (GRADES, "甲级测绘勘察单位", "9家", False),
        (POWER, "泉水供水量", "60亿吨", True),
        (POWER, "全省供水量", "420亿吨", True),
        (POWER, "全省供水量", "60亿吨", False),
        # a bracket behind two numbers of the same things has parts of both
        (VILLAGES, "东坪镇种粮大户户数", "540户", True),
        (VILLAGES, "西岭乡种粮大户人数", "1075人", True),
        (VILLAGES, "东坪镇种粮大户户数", "812户", False),
        (VILLAGES, "西岭乡种粮大户人数", "2130人", False),
    ],
)
def test_a_name_that_is_said_whole_decides(source, name, value, passes):
    (checked,) = check({"indicator": name, "value": value}, source)
    assert checked.passes is passes, checked.reason
