"""The forms that true claims were refused in and false ones passed, each as a field and in prose."""

import pytest

from policysum.verify import check

PASS = {"supported", "converted", "rounded"}

FIELDS = [
    (
        "新建公园120座，其中A 20座、B 50座、C 4座。",
        [
            ("A公园", "20座", True),
            ("B公园", "50座", True),
            ("新建公园", "120座", True),
            ("A公园", "50座", False),
            ("B公园", "20座", False),
            ("C公园", "50座", False),
        ],
    ),
    (
        "新建公园A 20座、B 50座、C 4座。",
        [
            ("新建公园A", "20座", True),
            ("新建公园B", "50座", True),
            ("新建公园C", "4座", True),
            ("新建公园A", "50座", False),
            ("新建公园C", "20座", False),
        ],
    ),
    (
        "全市30个镇、400个村已建立综合文化站。",
        [
            ("建立综合文化站的镇", "30个", True),
            ("建立综合文化站的村", "400个", True),
            ("已建立综合文化站的村", "30个", False),
            ("已建立综合文化站的镇", "400个", False),
        ],
    ),
    (
        "8所学校12个专业入选省级示范名单。",
        [
            ("入选学校", "8所", True),
            ("入选专业", "12个", True),
            ("入选省级示范名单的专业", "12个", True),
            ("入选专业", "8个", False),
            ("入选学校", "12所", False),
        ],
    ),
    (
        "最低工资标准由每月1,720元提高到1,850元或1,900元。",
        [
            ("最低工资标准", "1,850元", True),
            ("最低工资标准提高到", "1,900元", True),
            ("最低工资标准提高到", "1720元", False),
        ],
    ),
    (
        "城镇、农村居民人均可支配收入分别增长5.1%、7.3%，增速分别居全省第4位、第2位。",
        [
            ("城镇居民人均可支配收入增速", "5.1%", True),
            ("农村居民人均可支配收入增速", "7.3%", True),
            ("城镇居民人均可支配收入增速全省排名", "第4位", True),
            ("农村居民人均可支配收入增速全省排名", "第2位", True),
            ("农村居民人均可支配收入增速全省排名", "第4位", False),
            ("城镇居民人均可支配收入增长", "7.3%", False),
        ],
    ),
    (
        "贷款不良率3.2%，比年初下降0.4个百分点；贷款余额增长12.5%，增速提高2.1个百分点。",
        [
            ("贷款不良率", "3.2%", True),
            ("贷款余额增长", "12.5%", True),
            ("贷款余额增速提高", "2.1个百分点", True),
            ("贷款不良率", "0.4个百分点", False),
            ("贷款余额增速", "2.1个百分点", False),
        ],
    ),
    (
        "全县粮食又增产20万吨，达到900万吨。",
        [
            ("粮食增产", "20万吨", True),
            ("粮食产量", "900万吨", True),
            ("粮食增产", "900万吨", False),
            ("粮食产量", "20万吨", False),
        ],
    ),
    (
        "地区生产总值连跨3个万亿元台阶、达5.2万亿元。",
        [
            ("地区生产总值", "5.2万亿元", True),
            ("地区生产总值", "3个", False),
            ("地区生产总值", "3万亿元", False),
        ],
    ),
    (
        "每千人口执业医师达到3.4人，护士达到4.1人。",
        [
            ("每千人口执业医师", "3.4人", True),
            ("每千人口护士", "4.1人", True),
            ("每千人口护士", "3.4人", False),
        ],
    ),
    (
        "高新技术企业总数达到860家，其中规模以上高新技术企业310家。",
        [
            ("高新技术企业", "860家", True),
            ("规模以上高新技术企业", "310家", True),
            ("规模以上高新技术企业", "860家", False),
            ("高新技术企业总数", "310家", False),
        ],
    ),
    (
        "投入教育、卫生、社保资金12亿元、8亿元、15亿元。",
        [
            ("教育资金", "12亿元", True),
            ("社保资金", "15亿元", True),
            ("教育资金", "8亿元", False),
            ("卫生资金", "15亿元", False),
        ],
    ),
    (
        "上市公司由7家增至16家。",
        [
            ("上市公司增至", "16家", True),
            ("上市公司", "16家", True),
            ("上市公司减少到", "7家", False),
        ],
    ),
    (
        "专精特新企业总数达29家。",
        [
            ("专精特新企业总数", "29家", True),
            ("专精特新企业", "29家", True),
            ("新增专精特新企业", "29家", False),
        ],
    ),
]
PROSE = [
    (
        "新建公园120座，其中A 20座、B 50座、C 4座。",
        [
            ("B公园新建了50座。", True),
            ("A公园新建了50座。", False),
            ("全市新建公园120座。", True),
        ],
    ),
    (
        "全市30个镇、400个村已建立综合文化站。",
        [
            ("400个村建立了综合文化站。", True),
            ("30个村建立了综合文化站。", False),
        ],
    ),
    (
        "8所学校12个专业入选省级示范名单。",
        [
            ("12个专业入选省级示范名单。", True),
            ("12所学校入选省级示范名单。", False),
        ],
    ),
    (
        "城镇、农村居民人均可支配收入分别增长5.1%、7.3%，增速分别居全省第4位、第2位。",
        [
            ("农村居民收入增长7.3%，居全省第2位。", True),
            ("城镇居民人均可支配收入增长7.3%。", False),
        ],
    ),
    (
        "全县粮食又增产20万吨，达到900万吨。",
        [
            ("粮食产量达到900万吨。", True),
            ("粮食增产900万吨。", False),
        ],
    ),
    (
        "地区生产总值连跨3个万亿元台阶、达5.2万亿元。",
        [
            ("地区生产总值达5.2万亿元。", True),
        ],
    ),
    (
        "上市公司由7家增至16家。",
        [
            ("上市公司从7家增加到16家。", True),
            ("上市公司由16家减少到7家。", False),
        ],
    ),
    (
        "专精特新企业总数达29家。",
        [
            ("新增专精特新企业29家。", False),
            ("专精特新企业达到29家。", True),
        ],
    ),
    (
        "最低工资标准由每月1,720元提高到1,850元或1,900元。",
        [
            ("最低工资标准提高到1850元或1900元。", True),
            ("最低工资标准提高到1720元。", False),
        ],
    ),
    (
        "贷款不良率3.2%，比年初下降0.4个百分点；贷款余额增长12.5%，增速提高2.1个百分点。",
        [
            ("贷款余额增长12.5%，增速提高2.1个百分点。", True),
            ("贷款余额下降12.5%。", False),
        ],
    ),
    (
        "每千人口执业医师达到3.4人，护士达到4.1人。",
        [
            ("每千人口执业医师3.4人。", True),
            ("每千人口护士3.4人。", False),
        ],
    ),
]


@pytest.mark.parametrize(
    ("text", "name", "value", "right"), [(text, *claim) for text, claims in FIELDS for claim in claims]
)
def test_a_claim_in_fields_passes_only_where_it_is_right(text, name, value, right):
    (one,) = check({"indicator": name, "value": value}, text)
    assert (one.verdict in PASS) is right


@pytest.mark.parametrize(
    ("text", "said", "right"), [(text, *claim) for text, claims in PROSE for claim in claims]
)
def test_a_claim_in_prose_passes_only_where_all_its_numbers_are_right(text, said, right):
    checked = check(said, text)
    assert checked
    assert all(one.verdict in PASS for one in checked) is right


@pytest.mark.parametrize(
    ("source", "claim", "verdict"),
    [
        ("全市拥有高新技术企业388家。", {"indicator": "高新技术企业", "value": "388家", "change": "increment"}, "unclear"),
        ("全市拥有高新技术企业388家。", {"indicator": "高新技术企业", "value": "388家", "change": "level"}, "supported"),
        ("全市引进科研项目6个。", {"indicator": "引进科研项目", "value": "6个", "change": "increment"}, "supported"),
        ("粮食产量达到60万吨，增长5%。", {"indicator": "粮食产量", "value": "60万吨", "change": "growth"}, "unclear"),
        ("粮食产量达到60万吨，增长5%。", {"indicator": "粮食产量增长", "value": "60万吨"}, "unclear"),
        ("粮食产量增加60万吨，增长5%。", {"indicator": "粮食产量增长", "value": "60万吨"}, "supported"),
        ("贫困人口减少5万人。", {"indicator": "贫困人口", "value": "5万人", "change": "decline"}, "supported"),
        ("贫困人口还有5万人。", {"indicator": "贫困人口减少", "value": "5万人"}, "unclear"),
        ("全市森林覆盖率达41.7%。", {"indicator": "森林覆盖率", "value": "41.7%", "change": "growth"}, "unclear"),
        ("全市森林覆盖率达41.7%。", {"indicator": "森林覆盖率", "value": "下降41.7%"}, "unclear"),
        ("全市森林覆盖率达41.7%。", {"indicator": "森林覆盖率", "value": "提高到41.7%"}, "supported"),
        ("全市森林覆盖率达41.7%。", {"indicator": "森林覆盖率", "value": "41.7%", "change": "share"}, "supported"),
        ("全市森林覆盖率提高1.7%。", {"indicator": "森林覆盖率", "value": "1.7%", "change": "growth"}, "supported"),
        ("全市用水量同比为-6.4%。", {"indicator": "用水量", "value": "6.4%", "change": "growth"}, "wrong_direction"),
        ("全市用水量同比为-6.4%。", {"indicator": "用水量", "value": "6.4%"}, "wrong_unit"),
    ],
)  # fmt: skip
def test_a_level_is_not_passed_as_what_was_added_or_lost(source, claim, verdict):
    (found,) = (one for one in check([claim], source) if one.path.endswith(".value"))
    assert found.verdict == verdict
