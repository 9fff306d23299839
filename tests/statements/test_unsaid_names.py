"""What a name leaves unsaid, since the clause before, the whole or the clause after says it."""

import pytest

from policysum.document import Document
from policysum.extract.extractive import extractive
from policysum.quantity import Span, read
from policysum.statements import quantities
from policysum.statements.between import divide
from policysum.statements.clause_words import Words
from policysum.statements.discourse import Topics


def rows(text):
    kpis = extractive(Document.from_text(f"云溪县2023年政府工作报告\n{text}\n")).kpis
    return [(kpi.indicator, kpi.status.value, kpi.period) for kpi in kpis]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Money of which only the verb stands before it is named by what it was for.
        ("筹集0.6亿元，支持供水管网改造。", ["筹集支持供水管网改造资金"]),
        ("统筹安排资金2亿元，主要用于道路养护。", ["统筹安排道路养护资金"]),
        ("积极筹措资金3亿元，加快推进水库加固。", ["筹措加快推进水库加固资金"]),
        ("兑现3亿元，惠及企业5家。", ["兑现", "兑现惠及企业"]),
        ("县财政共安排9000万元，支持苗圃扩建。", ["县财政安排支持苗圃扩建资金"]),
        ("争取专项资金3亿元，用于渡口加固。", ["争取渡口加固专项资金"]),
        ("投入资金2亿元，继续建设东山渠。", ["建设东山渠投入资金"]),
        (
            "投资5亿元，实施了街区照明、供热管网、雨水泵站等便民提升工程。",
            ["实施了便民提升工程投资"],
        ),
        (
            "投资5亿元，实施了街区照明、供热管网、雨水泵站、农贸市场改造等项目。",
            ["实施了街区照明等项目投资"],
        ),
        # A long list gives way to what it is summed up as, and to no measure of its members; the means are left out.
        ("举办东山合唱团夏季演出、西山话剧《渡口》等文艺演出12场。", ["举办文艺演出"]),
        (
            "核桃、板栗、花椒、山楂、枸杞、金银花、猕猴桃等产量达到9万吨。",
            ["核桃、板栗、花椒、山楂、枸杞、金银花、猕猴桃等产量"],
        ),
        ("推动企业通过租赁、入股等方式盘活闲置厂房30处。", ["盘活闲置厂房"]),
        ("通过报纸、电视等渠道公开征地公告30条。", ["公开征地公告"]),
        # Firms that are counted have the sales and profit that follow, and their growth.
        (
            "县级龙头企业达到8家，实现营业收入3亿元、利税0.2亿元；个体商户30家，销售额9000万元，增长4%。",
            [
                "县级龙头企业",
                "县级龙头企业营业收入",
                "县级龙头企业利税",
                "个体商户",
                "个体商户销售额",
                "个体商户销售额增长",
            ],
        ),
        # The body that reports is no part of what it has.
        ("截至2023年底，云溪县水务局本级及所属预算单位共有车辆6辆。", ["车辆"]),
        ("东山镇各事业单位共有编制30个。", ["东山镇各事业单位共有编制"]),
        # The sorts that a whole is parted into are measured as it is.
        (
            "增加值增长6%。按行业分，采矿业增长2%，制造业增长7%。",
            ["增加值增长", "采矿业增加值增长", "制造业增加值增长"],
        ),
        (
            "农林牧渔业总产值9亿元。其中，农业4亿元，增长3%；林业2亿元。",
            ["农林牧渔业总产值", "农业产值", "农业产值增长", "林业产值"],
        ),
        ("增加值增长6%。在支柱行业中，石油工业增长2%。", ["增加值增长", "石油工业增加值增长"]),
        ("保费收入9亿元。给付6亿元，其中财产险2亿元。", ["保费收入", "给付", "给付财产险"]),
        ("生产总值80亿元，其中第二产业30亿元。", ["生产总值", "第二产业增加值"]),
        ("固定资产投资增长5%，外贸企业增长6%。", ["固定资产投资增长", "外贸企业增长"]),
        # A clause that says only which level something came to, or by how much it changed, is of what the clause before it names.
        (
            "每百亩果园的灌溉用水量，2022年为31吨，2023年下降到30吨。",
            ["每百亩果园的灌溉用水量", "每百亩果园的灌溉用水量"],
        ),
        (
            "城乡面貌进一步改善。村民集体分红，2022年为900元，2023年提高到960元，扣除物价上涨因素，增长6%。",
            ["村民集体分红", "村民集体分红", "村民集体分红增长"],
        ),
        (
            "制砖产量增加7万吨，而用煤总量（含矸石），比上年减少3万吨，按可比口径，下降2%。",
            ["制砖产量增加", "用煤总量（含矸石）比上年减少", "用煤总量（含矸石）下降"],
        ),
        ("产值9亿元，同口径，增长5%。", ["产值", "产值增长"]),
        # What came of some of the things counted before is said of them, of all that were added, and in the next sentence too.
        (
            "东山镇新增岗位80个，注销5个，逾期3个。",
            ["东山镇新增岗位", "岗位注销", "岗位逾期"],
        ),
        (
            "查出隐患40处。截至目前，已整改30处，正在整改10处。",
            ["查出隐患", "查出隐患整改", "查出隐患正在整改"],
        ),
        ("复议申请60件，其中维持20件，尚未审结9件。", ["复议申请", "复议申请维持", "复议申请尚未审结"]),
        ("查出隐患40处。\n整改30处。", ["查出隐患", "整改"]),
        # So do the parts of a whole that a semicolon parts from it; a full stop ends their list.
        (
            "旅客总数900人次，增长3%；其中国内600人次；国外300人次。职工20人次。",
            ["旅客总数", "旅客总数增长", "旅客总数国内", "旅客总数国外", "职工"],
        ),
        # A share is called what the bracket behind it calls it.
        (
            "城镇人口9万人，占总人口的比重（人口城镇化率）为58%，提高2个百分点。",
            ["城镇人口", "人口城镇化率", "人口城镇化率提高"],
        ),
        # A thing that follows its size is named with it, whatever governs both; so is the object of a verb.
        ("启动渡口搬迁和投资3亿元的云岭大桥改建工程。", ["云岭大桥改建工程投资"]),
        ("引进年产2万吨的云溪米厂，抓好占地30亩的东山苗圃。", ["云溪米厂年产", "东山苗圃占地"]),
        ("投资3亿元的云溪米厂和投资2亿元的东山苗圃落户。", ["云溪米厂投资", "东山苗圃落户投资"]),
        ("对新发展80亩的药材园，奖励3万元。", ["新发展药材园", "新发展80亩的药材园奖励"]),
        ("人均住房建筑面积30平方米的目标已经实现。", ["人均住房建筑面积"]),
        ("提高5%的标准，发展迅速。", ["提高"]),
        # What is done to all things of a list stands behind the last of them; what is built or counted has none of it.
        (
            "完成6个渡口、8座桥梁照明节能改造，推进30个仓库、12处市场标准化建设。",
            ["渡口节能改造", "桥梁照明节能改造", "推进仓库标准化建设", "推进市场标准化建设"],
        ),
        (
            "开展东湖等6座泵站、西湖等2座水闸安全鉴定和3次演练。",
            ["开展泵站安全鉴定", "开展水闸安全鉴定", "开展演练"],
        ),
        ("抓好3个院落修缮和5条街巷绿化工程。", ["抓好院落修缮", "街巷绿化工程"]),
        ("建成6个渡口、8公里步道绿化。", ["建成渡口", "建成步道绿化"]),
        ("实施4个技改项目、8条步道改造。", ["实施技改项目", "实施步道改造"]),
        ("开展3次演练、8家商场安全检测。", ["开展演练", "开展商场安全检测"]),
        # A clause that goes from one level to the next is of what the clause before it names.
        (
            "乡村医生，由2020年的300人增加到420人，比重从6%提高到9%。",
            ["乡村医生", "乡村医生", "乡村医生比重", "乡村医生比重"],
        ),
        (
            "用水量9万吨，重复用水的工厂，已由去年的4家增加到7家。",
            ["用水量", "重复用水的工厂", "重复用水的工厂"],
        ),
        ("企业自己定价的商品，从五年前的20种增加到90种。", ["企业自己定价的商品"] * 2),
        ("政策支持下，从12家增加到15家。", ["从", "增加到"]),
        ("扩大招生，由3万人增加到4万人。", ["由", "增加到"]),
        # Parts of a whole, one behind the other and in brackets of owners; each is of the whole.
        (
            "调解纠纷90件，其中达成协议40件，撤回申请20件，达成和解30件；诉讼8件。",
            ["调解纠纷", "调解纠纷达成协议", "调解纠纷撤回申请", "调解纠纷达成和解", "诉讼"],
        ),
        (
            "全县共接待游客600万人次（东山镇300万人次、市开发区200万人次、散客50万人次）。",
            ["全县共接待游客", "东山镇接待游客", "市开发区接待游客", "全县共接待游客散客"],
        ),
        (
            "新建安居房20套50人（东山村12套30人，西山村8套20人）。",
            ["新建安居房", "新建安居房", *["东山村新建安居房"] * 2, *["西山村新建安居房"] * 2],
        ),
        # The measures of a budget item are of the one that its line names; the codes of its levels are no figures.
        (
            "1、文化支出（207类）文物（06款）文物保护（04项）120万元。用于古塔。2022年当年预算执行数为98万元，2023年预算安排120万元，比2022年预算执行数增加22%。",
            ["文物保护（文物）", "文物保护当年预算执行数", "文物保护预算", "文物保护预算比预算执行数增加"],
        ),
        ("督办事项（12项），办结率达到90%。", ["督办事项", "督办事项办结率"]),
        # Measures of one thing stand side by side; none is of the other.
        ("云溪镇总面积320平方公里，总人口5万人。", ["云溪镇总面积", "云溪镇总人口"]),
        ("花生播种面积2万亩，总产5000吨。", ["花生播种面积", "花生总产"]),
        ("蔬菜产量3万吨，总收入2亿元。", ["蔬菜产量", "蔬菜总收入"]),
        ("油料生产取得突破，总产量达3万吨。", ["油料生产总产量"]),
        # Schools, hospitals and works have measures of their own.
        (
            "东山小学占地面积30亩，在校学生600人；西山医院建筑面积2万平方米，编制床位300张。",
            ["东山小学占地面积", "东山小学在校学生", "西山医院建筑面积", "西山医院编制床位"],
        ),
        ("审计组对东山公司进行审计。审计总金额3亿元。", ["审计总金额"]),
        ("东山医院建成投用，12家医院结成联盟。", ["医院结成联盟"]),
        ("该村耕地64亩，总人口1200人。", ["该村耕地", "总人口"]),
        ("县供销社组建了云岭化肥厂，职工76人。", ["云岭化肥厂职工"]),
        ("青山采摘园，坐落于青山村，占地300亩。", ["青山采摘园占地"]),
        ("新建小学占地面积30亩。校舍12栋。", ["新建小学占地面积", "校舍"]),
        # How far it came and how surely it was held is no part of a name.
        ("养殖户发展到12家。失业率控在5%以内。", ["养殖户", "失业率"]),
        ("服务业仅占3%，财政收入仅占5%。", ["服务业占比", "财政收入占比"]),
        ("再审案件12件，现在登记企业80家。", ["再审案件", "登记企业"]),
        # What a trade earns, a half of a whole, what is done to all members of a list.
        ("云锦产业发展壮大，营业收入、利税分别增长5%和6%。", ["云锦产业营业收入增长", "云锦产业利税增长"]),
        ("云锦产业发展壮大，企业12家，利税3亿元。", ["企业", "企业利税"]),
        (
            "农产品进出口总额9亿元，出口5亿元，进口4亿元。",
            ["农产品进出口总额", "农产品出口总额", "农产品进口总额"],
        ),
        ("延伸抽查水务局、交通局、东岭镇等3个单位。", ["延伸抽查单位"]),
        ("审结12件。执结5件。", ["审结案件", "执结案件"]),
        (
            "完成投资3亿元，占年度计划的43%，超时序进度2个百分点。",
            ["完成投资", "完成投资占年度计划比重", "完成投资超时序进度"],
        ),
        # A bracket is set apart: what follows it goes on from what stands before it.
        ("重点工程12个（其中省级3个），总投资9亿元。", ["重点工程", "重点工程省级", "重点工程总投资"]),
        (
            "经费预算80万元，比2021年90万元（不含东山镇5万元）减少10万元。",
            ["经费预算", "经费预算", "不含东山镇", "经费预算减少"],
        ),
        # Who works in a thing, and what that earns; measures are no owners of people.
        (
            "园区企业50家，从业人员300人，年产值8亿元，税收5000万元。",
            ["园区企业", "园区企业从业人员", "园区企业年产值", "园区企业税收"],
        ),
        ("营业收入9亿元，利润1亿元。", ["营业收入", "利润"]),
        ("有效灌溉面积9万亩，职工30人。", ["有效灌溉面积", "职工"]),
        ("肉蛋奶产量分别为4万吨、5万吨和6万吨。", ["肉类产量", "禽蛋产量", "奶类产量"]),
        (
            "畜禽存栏量6万头，其中猪12头、牛5头、鸡鸭90只。",
            ["畜禽存栏量", "畜禽存栏量猪", "畜禽存栏量牛", "畜禽存栏量鸡鸭"],
        ),
        # A label ends with a colon; 其中 goes on from the sentence before.
        ("民用水价：3元/吨；机关、学校：5元/吨。", ["民用水价", "机关、学校"]),
        ("生产总值9亿元，增长6%。其中，一季度增长5%。", ["生产总值", "生产总值增长", "生产总值增长"]),
        # A threshold selects what is counted behind it, in money or in any measure.
        ("亿元以上项目12个，5亿元以上3个。", ["亿元以上项目", "5亿元以上"]),
        ("现有5万亩以上的灌区3处，面积20万亩。", ["5万亩以上的灌区", "5万亩以上的灌区面积"]),
        # What is done anew has its own verb; how steadily it went is no part of a name.
        ("新建桥涵5座，维修桥涵8座。", ["新建桥涵", "维修桥涵"]),
        ("产值占比稳步提升至20%。", ["产值占比"]),
        ("补助支出从2022年2亿元增加到去年的3亿元。", ["补助支出", "补助支出"]),
        ("收入9亿元，加上级补助收入2亿元。", ["收入", "上级补助收入"]),
        # What a sum is for follows the count that it is spent on.
        (
            "投资2亿元的12所乡村学校改造已完工，投资1亿元的5座公路桥梁重建已完工。",
            ["乡村学校改造投资", "乡村学校改造", "公路桥梁重建投资", "公路桥梁重建"],
        ),
        ("设立规模3亿元的水务发展基金。", ["水务发展基金规模"]),
        # Members that are counted off, and a rate that closes a list, are each whole.
        (
            "第一、二、三产业增加值分别增长1%、2%、3%。",
            ["第一产业增加值增长", "第二产业增加值增长", "第三产业增加值增长"],
        ),
        ("增加值、投资增速分别居全市第2位、第5位。", ["增加值增速居全市", "投资增速居全市"]),
        # A paragraph that describes a school or a farm is about it to its end, and no further.
        ("茶山小学位于云溪镇。现有教师30人。学生300人。", ["茶山小学教师", "茶山小学学生"]),
        ("茶山小学位于云溪镇。\n现有教师30人。", ["教师"]),
        # A long list that is summed up has the name of the sum.
        (
            "加上上级补助收入、下级上解收入、一般债务转贷收入等转移性收入9万元。",
            ["转移性收入"],
        ),
        # Pupils are those of the schools named before.
        ("小学9所，招生2万人，在校学生8万人。", ["小学", "小学招生", "小学在校学生"]),
        ("年出栏生猪5万头，存栏3万头。", ["年出栏生猪", "生猪存栏"]),
        ("全县实现财政收入8亿元，全县共有公园6座。", ["全县财政收入", "全县公园"]),
        ("五年来全县累计争取各类资金9亿元，比上个五年增长20%。", ["全县累计争取各类资金", None]),
        # What is said of a count by a verb alone is said of what was counted in its unit.
        (
            "签约项目9个，总投资3亿元，开工5个，投产2个。",
            ["签约项目", "签约项目总投资", "项目开工", "项目投产"],
        ),
        ("查出问题9项，涉及资金3亿元，正在整改2项。", ["查出问题", "涉及资金", "查出问题正在整改"]),
        # Brackets, dates and thresholds belong to no name of a figure.
        ("财政收入9亿元（其中：税收收入6亿元）、补助收入2亿元。", ["财政收入", "税收收入", "补助收入"]),
        ("产业营收增长9%，2022年、2023年分别突破2亿元、3亿元。", ["产业营收增长", "产业营收", "产业营收"]),
        (
            "收益超10万元、超30万元的村占比分别达到55%、20%。",
            ["收益超10万元的村占比", "超30万元的村占比"],
        ),
        ("保费收入9亿元，其中财产险2亿元。", ["保费收入", "财产险保费收入"]),
        ("小麦种植面积3万亩，总产量2万吨，增幅1%。", ["小麦种植面积", "小麦总产量", "小麦总产量增幅"]),
        # The sums of a balance are each their own, and its total is that of the whole.
        (
            "收入总量9亿元，其中，补助收入5亿元，上年结余3亿元，调入资金1亿元，收入总计9亿元。",
            ["收入总量", "补助收入", "上年结余", "调入资金", "收入总计"],
        ),
        ("安排支出9亿元，其中：保工资5亿元、保运转4亿元。", ["安排支出", "安排支出保工资", "安排支出保运转"]),
        ("内河货运量增长3%，在地建筑业产值增长2%。", ["内河货运量增长", "在地建筑业产值增长"]),
    ],
)
def test_a_name_says_what_its_sentence_leaves_unsaid(text, expected):
    names = [name for name, _, _ in rows(text)]
    assert [name if wanted else None for name, wanted in zip(names, expected, strict=True)] == expected


def test_a_level_that_a_change_is_held_against_is_of_its_own_year():
    read = rows("全县支出9亿元，比上年的7亿元增加2亿元，比2020年决算数6亿元增长50%。")
    assert [period for _, _, period in read][:4] == ["2022", "2021", "2022", "2020"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("大力争取项目，五年来全县累计争取资金9亿元。", "actual"),
        ("全力争取投资增长9%。", "target"),
    ],
)
def test_what_was_won_is_no_aim(text, status):
    assert rows(text)[0][1] == status


def test_a_forecast_that_is_a_clause_of_its_own_holds_for_the_sentence():
    text = "据预测，全县产值增长3%，全县城乡居民人均可支配收入的增速分别达到5%和6%，分别达4万元和2万元。"
    assert {status for _, status, _ in rows(text)} == {"forecast"}


def test_the_first_stage_of_a_project_is_no_word_of_time():
    text = "二、2023年工作计划\n安排项目前期经费3亿元，道路养护2亿元。"
    assert rows(text)[0][1:] == ("target", "2023")


def test_what_is_set_out_from_was_done_before():
    text = "二、2023年工作计划\n在上年压减支出6%的基础上再压减支出5%。"
    assert [row[1:] for row in rows(text)] == [("actual", "2022"), ("target", "2023")]


def test_a_programme_of_an_earlier_sentence_stands_before_short_names_only():
    text = "实施“云岭贷”计划，发放贷款3亿元。贷款余额5亿元。培育发展一批供水设备制造骨干企业9家。"
    assert "“云岭贷”" not in rows(text)[-1][0]


def test_what_was_last_year_dates_only_what_it_stands_beside():
    read = rows("比重由上年的12%提高到15%，其中供水占比较上年提高2个百分点。")
    assert [period for _, _, period in read] == ["2021", "2022", "2022"]


def test_what_is_cut_by_a_rate_is_less_however_long_its_name():
    (kpi,) = extractive(
        Document.from_text("云溪县2023年政府工作报告\n压减县级机关事业单位公用经费15%。\n")
    ).kpis
    assert kpi.change.value == "decline"


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("公共安全支出（类）司法（款）法律 援助 （项）。", "法律援助预算"),
        ("2、法律援助 （项）。", "法律援助预算"),
        ("表3 法律援助（项）。", "法律援助预算"),
    ],
)
def test_a_line_that_breaks_in_the_item_of_a_budget_cuts_nothing_off(item, name):
    assert quantities(f"{item}主要用于：律师补贴。全年预算为2.5万元。")[-1].indicator == name


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("如云溪供水集团所属河西水质检测中心2021年以来", "河西水质检测中心收费"),
        ("例如云溪供水集团下属河西建设集团直属公司", "河西建设集团直属公司收费"),
        ("例如云溪供水集团管理的河西建 设集团下 属公司", "河西建设集团下属公司收费"),
        ("如云溪供水集团", "云溪供水集团收费"),
        ("如皋供水集团", "如皋供水集团收费"),
    ],
)
def test_the_innermost_owner_of_an_example_has_its_figures(opening, name):
    assert rows(f"{opening}，巧立名目，收费3152万元。")[0][0] == name


def test_works_and_houses_that_a_heading_names_own_what_stands_under_it():
    text = "一、重点工程\n1、东山水库工程。批复总投资3亿元，受益群众2万人。\n2、西山水泥厂。该厂职工300人，产品12种。\n3、北山水渠工程。工程部分投资2亿元。"
    names = [name for name, _, _ in rows(text)]
    assert names == [
        "东山水库工程批复总投资",
        "受益群众",
        "西山水泥厂职工",
        "西山水泥厂产品",
        "北山水渠工程部分投资",
    ]


def test_what_is_made_next_is_not_of_the_firm_made_before() -> None:
    """成立了公司，打造了嘉年华，占地3亩: a clause between ends what the firm is the owner of."""
    text = "时塘乡成立了旅游开发有限公司，打造了时塘嘉年华，占地面积3亩，距县城25公里。"
    assert not any("公司" in one.indicator for one in extractive(Document.from_text(text)).kpis)


def test_a_firm_founded_in_one_sentence_is_forgotten_by_no_clause_of_the_next() -> None:
    """成立了公司。经营顺利，收入5000万元: only a clause of its own sentence ends what was founded."""
    topics, text = Topics(), "成立了云岭旅游开发有限公司。全年经营，"
    topics.enter(text, Span(0, 14), numbered=False, anew=True)
    topics.hear("成立了云岭旅游开发有限公司")
    carried = topics.carried
    topics.enter(text, Span(14, 19), numbered=False, anew=False)
    assert topics.made == ""
    assert topics.carried == carried


def test_what_stands_behind_nested_brackets_is_not_kept_for_each() -> None:
    """（其中1家（其中1家））: the words bound to the numbers grow with the text, not with its square."""

    def bound(deep: int) -> int:
        text = "（其中1家" * deep + "）" * deep
        whole = Span(0, len(text))
        return sum(len(one.follow) for one in divide(Words(text, whole, []), whole, whole, read(text)))

    assert 0 < bound(2000) < 2.2 * bound(1000)
