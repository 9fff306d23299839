"""Units that open in the middle of a paragraph."""

import pytest

from policysum.document import Document

MATTER = "全县组织开展了多次活动，共签约项目41个，其中亿元以上的12个，到位资金35.9亿元，同比增长8.1%。"
TITLES = ("项目建设扎实推进", "招商引资成效明显", "要素保障持续强化")
WITHIN = "".join(f"{title}。{MATTER}" for title in TITLES)


def titles(text):
    return [item.title for item in Document.from_text(text).items()]


def test_short_sentences_in_the_only_paragraph_of_a_section_are_titles():
    text = f"云溪县2021年政府工作报告\n一、发展后劲不断夯实\n{WITHIN}\n二、城乡面貌不断改善\n{MATTER}\n"
    assert titles(text) == [*TITLES, "城乡面貌不断改善"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"（一）发展后劲不断夯实\n{WITHIN}\n（二）城乡面貌不断改善\n{MATTER}\n", id="bracketed"),
        pytest.param(f"二、发展后劲不断夯实\n{MATTER}{WITHIN}\n三、城乡面貌不断改善\n{MATTER}\n", id="none at its head"),
        pytest.param(f"二、发展后劲不断夯实\n{WITHIN}\n其中{MATTER}\n三、城乡面貌不断改善\n{MATTER}\n", id="paragraphs"),
        pytest.param(
            f"二、发展后劲不断夯实\n{''.join(f'{title}。' for title in TITLES)}{MATTER}\n三、城乡面貌不断改善\n{MATTER}\n",
            id="nothing between",
        ),
    ],
)  # fmt: skip
def test_short_sentences_elsewhere_are_none(text):
    assert not {*TITLES[1:]} & {*titles(f"云溪县2021年政府工作报告\n{text}")}


def test_the_first_part_of_a_list_may_follow_a_title_without_a_stop():
    text = f"专栏3　水源保护重点工程（一）管网改造。{MATTER}（二）泵站建设。{MATTER}专栏4　林业重点工程（一）植树造林。{MATTER}（二）退耕还林。{MATTER}"
    assert titles(text) == ["管网改造", "泵站建设", "植树造林", "退耕还林"]


def test_a_number_in_brackets_without_a_second_opens_nothing():
    assert titles(f"一、供水\n按照方案（一）新建管网。{MATTER}\n二、节水\n{MATTER}\n") == ["供水", "节水"]


def test_the_first_section_of_an_excerpt_opens_in_a_line_whatever_its_number():
    text = f"云溪县水务局2022年工作总结\n2.供水方面。一是改造管网。{MATTER}二是新建泵站。{MATTER}二、2023年工作计划（一）供水方面一是续建管网。{MATTER}二是改造泵站。{MATTER}"
    roles = [(item.role, item.title) for item in Document.from_text(text).items()]
    assert roles == [
        ("achievement", "改造管网"), ("achievement", "新建泵站"), ("plan", "续建管网"), ("plan", "改造泵站")
    ]  # fmt: skip


def test_a_western_full_stop_ends_a_sentence_before_a_section():
    text = f"云溪县2016年统计公报\n五、交通、邮电{MATTER}互联网用户增长35.4%.六、国内贸易{MATTER}七、旅游{MATTER}"
    assert len(titles(text)) == 3
