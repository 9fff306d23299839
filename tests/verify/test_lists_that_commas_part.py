"""Lists whose members commas part, since some of them hold 、 themselves."""

import pytest

from policysum.verify import check

SOURCE = (
    "重点园区中，云溪食品园，青山纺织、印染综合园，白水机械园，河口建材园产值分别增长6.1%、7.3%、2.4%、9.8%。"
)
NAMES = {"云溪食品园": "6.1%", "青山纺织、印染综合园": "7.3%", "河口建材园": "9.8%"}
NO_LIST = "加强管理，严把质量，主动服务，河口、青山两园产值分别增长6.1%、7.3%。"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", NAMES.values())
def test_each_member_has_its_own_number(name, value):
    (found,) = check([{"indicator": f"{name}产值增速", "value": value, "change": "growth"}], SOURCE)
    assert found.passes is (NAMES[name] == value)


@pytest.mark.parametrize(("name", "value"), [("河口", "6.1%"), ("青山", "7.3%")])
def test_clauses_that_are_no_members_are_left_out(name, value):
    (found,) = check([{"indicator": f"{name}园产值增速", "value": value, "change": "growth"}], NO_LIST)
    assert found.passes
