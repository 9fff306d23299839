"""Reports of invented places in the shapes that government sites give them."""

import pytest

from policysum.document import Document, read_document

DONE = "全年完成投资12.5亿元，新增企业35家，带动就业1200人，各项工作取得明显成效，群众满意度持续提高。"
ALSO = "引进项目18个，签约资金36亿元，建成投产9个，形成新的增长点，产业结构进一步优化升级。"
WILL = "力争新增企业60家，完成投资20亿元，推动产业链供应链优化升级，确保各项目标如期实现。"
MORE = "确保新建学校5所，新增学位6000个，让群众在家门口享受更好的教育和医疗服务。"
LACK = (
    "同时，我们也清醒看到，发展中还存在不少困难和问题：经济总量还不够大，结构不优；财政收支矛盾突出，民生领域还有短板；"
    "少数干部能力不足、作风不实。对此，我们将采取有力措施，认真加以解决。"
)
THANKS = "各位代表！以上成绩的取得，是区委坚强领导的结果。在此，我代表区人民政府，向全区人民表示衷心的感谢！"
CLOSE = "各位代表！让我们更加紧密地团结在党中央周围，勇毅前行，为建设现代化新云溪而努力奋斗！"
OPEN = (
    "各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议，并请区政协委员和其他列席人员提出意见。\n"
)
BUREAU = (
    f"　　2025年，云溪区水务局认真履职，扎实推进各项工作。\n　　一、2025年工作总结\n　　（一）抓治水。{DONE}\n"
    f"　　（二）抓节水。{ALSO}\n　　二、2026年工作打算\n　　（一）抓工程。{WILL}\n　　（二）抓服务。{MORE}\n"
)
BUREAU_ITEMS = ["a抓治水", "a抓节水", "p抓工程", "p抓服务"]

# name: (text, metadata that is asserted, titles of the items behind the first letter of their role)
REPORTS = {
    "a spaced title and a date in Chinese numerals, two reviews, the aims of five years": (
        (f"政 府 工 作 报 告\n\n——二〇二六年一月二十七日在云溪区第五届人民代表大会第六次会议上\n\n云溪区人民政府区长　　林某某\n\n{OPEN}"
        f"一、过去五年和2025年工作回顾\n过去五年，我们砥砺奋进。{DONE}\n（一）经济提质增效。{DONE}\n（二）民生持续改善。{ALSO}\n{THANKS}\n{LACK}\n"
        "二、“十五五”时期主要目标\n今后五年，地区生产总值年均增长6%左右，财政收入年均增长5%。\n"
        "三、2026年工作安排\n今年经济社会发展主要预期目标是：地区生产总值增长6%，居民收入增长6%以上。\n"
        f"（一）抓产业。{WILL}\n（二）惠民生。{MORE}\n{CLOSE}\n"),
        {
            "title": "政府工作报告", "issuer": "云溪区人民政府", "region": "云溪区", "publish_date": "2026-01-27",
            "period": "2025", "plan_period": "2026",
        },
        ["a经济提质增效", "a民生持续改善", "w经济总量还不够大", "w财政收支矛盾突出", "w少数干部能力不足、作风不实",
         "p“十五五”时期主要目标", "p今年经济社会发展主要预期目标", "p抓产业", "p惠民生"],
    ),
    "five years and one year in sections of their own": (
        (f"2026年云溪市政府工作报告\n来源：云溪日报  时间：2026-02-11\n——2026年1月20日在云溪市第九届人民代表大会第五次会议上\n云溪市市长  王 某\n{OPEN}"
        f"一、五年来工作回顾\n五年来，我们主要做了以下工作：\n一是综合实力稳步提升。{DONE}\n二是城乡面貌焕然一新。{ALSO}\n"
        f"二、2025年工作回顾\n一年来，我们主要抓了以下工作：\n一是抓项目。{DONE}\n二是抓民生。{ALSO}\n"
        f"三、2026年重点工作\n一是扩内需。{WILL}\n二是保民生。{MORE}\n{CLOSE}"),
        {"issuer": "云溪市人民政府", "publish_date": "2026-02-11", "period": "2025", "plan_period": "2026"},
        ["a综合实力稳步提升", "a城乡面貌焕然一新", "a抓项目", "a抓民生", "p扩内需", "p保民生"],
    ),
    "an annex of promised projects belongs to the report, an explanation of terms does not": (
        (f"政府工作报告\n——2026年1月26日在云溪省第十四届人民代表大会第五次会议上\n云溪省省长 孟某\n{OPEN}一、2025年工作回顾\n（一）稳增长。{DONE}\n"
        f"（二）促改革。{ALSO}\n二、2026年工作安排\n（一）扩内需。{WILL}\n（二）惠民生。{MORE}\n{CLOSE}\n附件1\n2026年省十件民生实事\n"
        f"一、提高救助水平。\n{WILL}\n二、建设普通高中。\n{MORE}\n附件2\n名词解释\n1.“两新”：是指大规模设备更新和消费品以旧换新。\n"),
        {"issuer": "云溪省人民政府", "region": "云溪省"},
        ["a稳增长", "a促改革", "p扩内需", "p惠民生", "p提高救助水平", "p建设普通高中"],
    ),
    "a table of fields, buttons and a footer around a bureau's report": (
        ("首页 > 政务公开 > 政府信息公开 > 计划总结\n索 引 号：	11640100MB0T/2026-00012	发布机构：	云溪区水务局\n主题分类：	水利	发文日期：	2026-01-12\n"
        "名　　称：	云溪区水务局2025年工作总结及2026年工作计划\n有 效 性：	有效	文　号：	云水发〔2026〕3号\n"
        "云溪区水务局2025年工作总结及2026年工作计划\n发布时间：2026-01-12 09:30　来源：云溪区水务局　浏览次数：135　字号：[ 大 中 小 ]\n分享到：\n"
        f"{BUREAU}附件：\n云溪区水务局2025年工作总结.docx\n打印本页 关闭窗口\n主办：云溪区人民政府办公室　ICP备12345678号\n"),
        {
            "title": "云溪区水务局2025年工作总结及2026年工作计划", "issuer": "云溪区水务局", "region": "云溪区",
            "publish_date": "2026-01-12", "period": "2025", "plan_period": "2026", "index_number": "11640100MB0T/2026-00012",
        },
        BUREAU_ITEMS,
    ),
    "experience without any title, as bureaus send it": (
        (f"今年以来，云溪市紧扣科技创新，多措并举推动成果转化。2025年，云溪市技术合同成交额达到31.5亿元。\n\n一是强化政策引领。{DONE}\n\n"
        f"二是夯实创新主体。{ALSO}\n\n三是畅通转化路径。{DONE}\n\n扫一扫在手机上查看当前页面"),
        {"title": None, "issuer": None, "region": "云溪市", "publish_date": None, "period": "2025", "plan_period": None},
        ["a强化政策引领", "a夯实创新主体", "a畅通转化路径"],
    ),
    "a title that holds no word such as 总结": (
        (f"云溪区：“三个聚焦”推动科技创新\n来源：区科技局 时间：2025-08-12 浏览：33次 【字体：大 中 小】\n　　今年以来，云溪区聚焦科技创新，取得明显成效。\n"
        f"　　聚焦平台建设，夯实创新基础。{DONE}\n　　聚焦主体培育，激发创新活力。{ALSO}\n　　聚焦成果转化，提升创新效能。{DONE}\n"),
        {"title": "云溪区：“三个聚焦”推动科技创新", "issuer": "区科技局", "region": "云溪区", "publish_date": "2025-08-12"},
        ["a聚焦平台建设，夯实创新基础", "a聚焦主体培育，激发创新活力", "a聚焦成果转化，提升创新效能"],
    ),
    "a title over two lines, the office below it": (
        ("关于云溪市2025年国民经济和社会发展计划执行情况\n与2026年国民经济和社会发展计划草案的报告\n\n——2026年1月21日在云溪市第九届人民代表大会第五次会议上\n\n"
        "云溪市发展和改革委员会\n\n各位代表：\n受市人民政府委托，现将2025年国民经济和社会发展计划执行情况与2026年计划草案提请大会审查。\n"
        f"一、2025年计划执行情况\n（一）经济稳步增长。{DONE}\n（二）结构持续优化。{ALSO}\n二、2026年主要目标和工作安排\n（一）扩大投资。{WILL}\n（二）改善民生。{MORE}\n"),
        {
            "title": "关于云溪市2025年国民经济和社会发展计划执行情况与2026年国民经济和社会发展计划草案的报告",
            "issuer": "云溪市发展和改革委员会", "region": "云溪市", "publish_date": "2026-01-21", "period": "2025", "plan_period": "2026",
        },
        ["a经济稳步增长", "a结构持续优化", "p扩大投资", "p改善民生"],
    ),
    "the government above the title, and 今年重点工作 behind a review": (
        (f"云溪县人民政府\n政府工作报告\n（2026年1月8日在云溪县第十八届人民代表大会第五次会议上）\n县长　李某\n{OPEN}一、2025年主要工作\n"
        f"（一）产业提速。{DONE}\n（二）城乡提质。{ALSO}\n二、今年重点工作\n（一）攻项目。{WILL}\n（二）暖民心。{MORE}\n{CLOSE}"),
        {"issuer": "云溪县人民政府", "region": "云溪县", "publish_date": "2026-01-08", "period": "2025", "plan_period": "2026"},
        ["a产业提速", "a城乡提质", "p攻项目", "p暖民心"],
    ),
    "a signature dated in Chinese numerals": (
        (f"云溪区卫生健康局2025年上半年工作总结和下半年工作打算\n　　一、上半年工作开展情况\n　　（一）加强服务。{DONE}\n　　（二）深化改革。{ALSO}\n"
        f"　　二、下一步工作打算\n　　（一）提能力。{WILL}\n　　（二）补短板。{MORE}\n\n　　　　　　云溪区卫生健康局\n　　　　　　二〇二五年七月三日\n"),
        {"issuer": "云溪区卫生健康局", "publish_date": "2025-07-03", "period": "2025H1", "plan_period": "2025H2"},
        ["a加强服务", "a深化改革", "p提能力", "p补短板"],
    ),
    "a bare office as source, figures as numbers of the units, a paragraph of problems": (
        (f"云溪区工业和信息化局2025年工作总结\n发布日期：2026年1月5日　来源：区工信局\n一、主要工作\n1.抓运行。{DONE}\n2.抓项目。{ALSO}\n"
        "二、存在问题\n虽然取得了一定成绩，但还存在一些问题，主要是：工业投资后劲不足，大项目少；企业用工难、融资难问题仍未根本解决。\n"
        f"三、下一步工作打算\n1.抓招商。{WILL}\n2.抓服务。{MORE}\n"),
        {"issuer": "云溪区工业和信息化局", "publish_date": "2026-01-05", "period": "2025", "plan_period": "2026"},
        ["a抓运行", "a抓项目", "w工业投资后劲不足", "w企业用工难、融资难问题仍未根本解决", "p抓招商", "p抓服务"],
    ),
    "brackets that are missing": (
        f"云溪区科技局2025年工作总结\n一、工作成效\n一)平台建设。{DONE}\n二)企业培育。{ALSO}\n(三)成果转化。{DONE}\n二、下步打算\n(一加强引导。{WILL}\n(二加强服务。{MORE}\n",
        {"issuer": "云溪区科技局", "period": "2025", "plan_period": "2026"},
        ["a平台建设", "a企业培育", "a成果转化", "p加强引导", "p加强服务"],
    ),
    "a report in one line": (
        ("云溪市科技局2025年工作总结和2026年工作计划 2025年，市科技局扎实推进工作，现总结如下。 一、2025年工作总结 "
        f"（一）抓投入。{DONE} （二）抓平台。{ALSO} 二、2026年工作计划 （一）抓主体。{WILL} （二）抓转化。{MORE}"),
        {"title": "云溪市科技局2025年工作总结和2026年工作计划", "period": "2025", "plan_period": "2026"},
        ["a抓投入", "a抓平台", "p抓主体", "p抓转化"],
    ),
    "headings without numbers, an editor and related links below": (
        (f"云溪区2025年政府工作报告\n2025年2月11日在云溪区第五届人民代表大会第五次会议上\n来源：云溪区政府办　时间：2025-02-20 15:02\n{OPEN}2024年工作回顾\n"
        f"2024年，我们克难奋进。{DONE}\n（一）稳增长。{DONE}\n（二）促转型。{ALSO}\n2025年工作安排\n2025年是关键之年。今年的主要预期目标是：地区生产总值增长6%，财政收入增长4%。\n"
        f"（一）抓投资。{WILL}\n（二）惠民生。{MORE}\n{CLOSE}\n责任编辑：张某\n分享到：\n相关链接：\n云溪区2024年政府工作报告\n"),
        {"issuer": "云溪区人民政府", "publish_date": "2025-02-20", "period": "2024", "plan_period": "2025"},
        ["a稳增长", "a促转型", "p今年的主要预期目标", "p抓投资", "p惠民生"],
    ),
    "an answer to a proposal, signed, with a contact": (
        (f"云溪县民政局关于县十八届人大四次会议第35号建议的答复\n王某代表：\n您提出的关于加强养老服务的建议收悉，现答复如下：\n一、工作开展情况\n（一）健全网络。{DONE}\n"
        f"（二）加大投入。{ALSO}\n二、下一步工作\n（一）完善设施。{WILL}\n（二）培育人才。{MORE}\n感谢您对民政工作的关心和支持！\n云溪县民政局\n2025年6月30日\n联系人：张某 联系电话：0951-1234567\n"),
        {"issuer": "云溪县民政局", "region": "云溪县", "publish_date": "2025-06-30"},
        ["a健全网络", "a加大投入", "p完善设施", "p培育人才"],
    ),
    "problems inside the review": (
        (f"云溪区水务局2025年工作总结和2026年工作思路\n一、2025年工作情况\n（一）主要工作成效\n1.抓治水。{DONE}\n2.抓节水。{ALSO}\n（二）存在的问题\n"
        "一是资金缺口较大，项目推进缓慢，部分工程进度滞后于计划安排。\n二是专业力量不足，基层人员结构老化，监管能力有待提升。\n"
        f"二、2026年工作思路\n（一）抓工程。{WILL}\n（二）抓服务。{MORE}\n"),
        {"period": "2025", "plan_period": "2026"},
        ["a抓治水", "a抓节水", "w资金缺口较大", "w专业力量不足", "p抓工程", "p抓服务"],
    ),
    "parts, and the aims of the next five years": (
        (f"政府工作报告\n——2022年1月5日在云溪县第十七届人民代表大会第一次会议上\n云溪县代县长 赵某\n{OPEN}第一部分 过去五年工作回顾\n——经济实力显著增强。{DONE}\n"
        f"——城乡面貌深刻变化。{ALSO}\n第二部分 今后五年奋斗目标\n今后五年经济社会发展的主要目标是：地区生产总值突破500亿元，年均增长7%。\n"
        f"第三部分 2022年主要任务\n（一）做强工业。{WILL}\n（二）改善民生。{MORE}\n{CLOSE}"),
        {"issuer": "云溪县人民政府", "publish_date": "2022-01-05", "plan_period": "2022"},
        ["a经济实力显著增强", "a城乡面貌深刻变化", "p今后五年奋斗目标", "p做强工业", "p改善民生"],
    ),
    "paragraphs titled by their first sentence": (
        (f"云溪市文化和旅游局2025年工作总结\n信息来源：云溪市文化和旅游局　　发布日期：2026-01-08　　阅读：52次\n一、主要工作情况\n公共服务不断完善。{DONE}\n"
        f"文化产业加快发展。{ALSO}\n旅游市场持续繁荣。{DONE}\n二、存在的困难和问题\n文旅融合深度不够，缺乏有影响力的品牌；专业人才不足，队伍结构有待优化。\n"
        f"三、下一步工作安排\n完善公共服务。{WILL}\n培育市场主体。{MORE}\n"),
        {"issuer": "云溪市文化和旅游局", "publish_date": "2026-01-08", "period": "2025", "plan_period": "2026"},
        ["a公共服务不断完善", "a文化产业加快发展", "a旅游市场持续繁荣", "w文旅融合深度不够", "w专业人才不足",
         "p完善公共服务", "p培育市场主体"],
    ),
    "half a year named in words of order": (
        ("区教育局2025年上半年工作总结及下半年工作计划\n索引号：001008/2025-00123　公开日期：2025-07-15　公开责任部门：区教育局\n"
        f"今年上半年，云溪区教育局在云溪区委、区政府领导下，扎实推进工作。\n一、上半年工作总结\n首先，抓党建。{DONE}\n其次，抓质量。{ALSO}\n"
        f"二、下半年工作计划\n一要抓建设。{WILL}\n二要抓队伍。{MORE}\n"),
        {
            "issuer": "区教育局", "region": "云溪区", "publish_date": "2025-07-15", "period": "2025H1", "plan_period": "2025H2",
            "index_number": "001008/2025-00123",
        },
        ["a抓党建", "a抓质量", "p抓建设", "p抓队伍"],
    ),
    "Markdown with bold headings": (
        f"# 云溪区2025年工作总结\n\n**一、主要成效**\n\n**（一）产业发展。** {DONE}\n\n**（二）城市建设。** {ALSO}\n\n**二、2026年打算**\n\n**（一）稳增长。** {WILL}\n\n**（二）惠民生。** {MORE}\n",
        {"title": "云溪区2025年工作总结", "period": "2025", "plan_period": "2026"},
        ["a产业发展", "a城市建设", "p稳增长", "p惠民生"],
    ),
    "an autonomous county": (
        (f"2026年云溪壮族自治县人民政府工作报告\n2026年1月16日在云溪壮族自治县第十七届人民代表大会第六次会议上\n云溪壮族自治县人民政府县长　韦某某\n{OPEN}"
        f"一、2025年及“十四五”工作回顾\n（一）经济平稳运行。{DONE}\n（二）民生持续改善。{ALSO}\n二、2026年重点工作安排\n（一）抓产业。{WILL}\n（二）惠民生。{MORE}\n{CLOSE}"),
        {"issuer": "云溪壮族自治县人民政府", "region": "云溪壮族自治县", "publish_date": "2026-01-16", "plan_period": "2026"},
        ["a经济平稳运行", "a民生持续改善", "p抓产业", "p惠民生"],
    ),
    "a heading that announces work and problems": (
        ("云溪区商务局2025年工作总结暨2026年工作要点\n一、主要工作及存在问题\n今年以来，我局扎实推进工作，实现社零额120亿元，增长6%。但也存在消费新热点不多、外贸结构单一等问题。\n"
        f"二、2026年工作要点\n（一）促消费。{WILL}\n（二）稳外贸。{MORE}\n"),
        {"period": "2025", "plan_period": "2026"},
        ["a主要工作及存在问题", "w消费新热点不多、外贸结构单一", "p促消费", "p稳外贸"],
    ),
    "clauses run together in one paragraph, a plan that only a heading dates": (
        ("市发改委2025年工作总结\n发布机构：市发展改革委    成文日期：2025-12-31    发布日期：2026-01-06\n云溪市发改委扎实推进工作。\n"
        f"一、2025年工作情况\n一是稳增长。{DONE}二是促改革。{ALSO}\n二、2026年重点工作\n一是扩投资。{WILL}二是优环境。{MORE}\n"),
        {"issuer": "市发展改革委", "region": "云溪市", "publish_date": "2026-01-06", "period": "2025", "plan_period": "2026"},
        ["a稳增长", "a促改革", "p扩投资", "p优环境"],
    ),
    "a titled line and its paragraph with thanks, and a figure broken off as an index": (
        (f"2026年云溪省政府工作报告\n{OPEN}一、2025年工作回顾\n一是联合承办全国运动会。\n{DONE}在这里，我代表省人民政府，向所有建设者、志愿者致以崇高敬意！\n二是推动经济稳中有进。\n{ALSO}\n"
        f"二、2026年工作安排\n（一）深入打好蓝天保卫战。以PM\n2.5\n浓度持续下降为主线，{WILL}\n（二）惠民生。{MORE}\n"),
        {"issuer": "云溪省人民政府", "period": "2025", "plan_period": "2026"},
        ["a联合承办全国运动会", "a推动经济稳中有进", "p深入打好蓝天保卫战", "p惠民生"],
    ),
    "the year's figures in a paragraph above the titled ones": (
        ("政 府 工 作 报 告\n——2014年2月19日在云溪区第十四届人民代表大会第三次会议上\n"
        f"{OPEN}一、2013年工作回顾\n全年地区生产总值完成253.7亿元，同比增长10.1%；财政总收入完成24.85亿元，同比增长20.3%；固定资产投资额完成90.7亿元，同比增长24.7%。\n"
        f"（一）经济较快发展\n区域商贸地位增强。{DONE}\n旅游产业长足发展。{ALSO}\n二、2014年工作安排\n（一）抓投资。{WILL}\n（二）惠民生。{MORE}\n"),
        {"publish_date": "2014-02-19", "period": "2013", "plan_period": "2014"},
        ["a全年地区生产总值完成253.7亿元，同比增长10.1%", "a区域商贸地位增强", "a旅游产业长足发展", "p抓投资", "p惠民生"],
    ),
    "paragraphs without titles below a heading that says what they are of": (
        (f"云溪市科技局多措并举促进科技成果转化\n\n索引号　640100-/2025-00111　发布日期　2025年11月05日　发布机构　云溪市科学技术局\n\n"
        f"今年以来，云溪市围绕成果转化，取得积极成效。\n\n一、聚焦源头供给，夯实转化基础\n\n{DONE}\n\n{ALSO}\n\n二、聚焦平台建设，畅通转化渠道\n\n{DONE}\n\n"
        "扫一扫在手机打开当前页\n【打印】【关闭】\n"),
        {
            "title": "云溪市科技局多措并举促进科技成果转化", "issuer": "云溪市科学技术局", "region": "云溪市", "publish_date": "2025-11-05",
            "period": "2025", "index_number": "640100-/2025-00111",
        },
        ["a聚焦源头供给，夯实转化基础", "a聚焦平台建设，畅通转化渠道"],
    ),
    "a region that only 在…区委 names, goals as a unit of their own": (
        ("区农业农村局2024年度工作总结和2025年度工作安排\n信息来源：区农业农村局 发布时间：2025/1/6 浏览量：12 分享：\n"
        f"2024年，在云溪区委区政府的坚强领导下，我局圆满完成各项任务。\n一、2024年工作开展情况\n（一）重点工作推进情况\n1.稳产保供扎实有力。{DONE}\n"
        f"2.产业发展提质增效。{ALSO}\n二、存在问题与不足\n1.产业链条短。农产品加工率不高，附加值低，品牌影响力弱。\n2.人才队伍弱。农技人员老化，年轻人不愿留在农村。\n"
        f"三、2025年度工作安排\n（一）目标任务\n农林牧渔业总产值增长5%，农村居民人均可支配收入增长7%。\n（二）重点工作\n1.抓好粮食生产。{WILL}\n2.抓好产业融合。{MORE}\n"),
        {"issuer": "区农业农村局", "region": "云溪区", "publish_date": "2025-01-06", "period": "2024", "plan_period": "2025"},
        ["a稳产保供扎实有力", "a产业发展提质增效", "w产业链条短", "w人才队伍弱", "p目标任务", "p抓好粮食生产", "p抓好产业融合"],
    ),
}  # fmt: skip
_LETTER = {"achievement": "a", "problem": "w", "plan": "p"}


def _items(document: Document) -> list[str]:
    return [_LETTER[item.role] + item.title for item in document.items()]


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_of_this_shape_gives_its_fields_and_its_items(name):
    text, fields, items = REPORTS[name]
    document = Document.from_text(text)
    assert {field: getattr(document.metadata, field) for field in fields} == fields
    assert _items(document) == items


@pytest.mark.parametrize("name", REPORTS)
def test_the_body_of_a_report_of_this_shape_ends_with_its_last_sentence(name):
    document = Document.from_text(REPORTS[name][0])
    assert document.quote(document.body).rstrip("*").endswith(("。", "！"))
    assert not any(
        document.body.start < piece.start < document.body.end
        for piece in document.boilerplate
        if piece.kind != "attachment"
    )


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_saved_as_gb18030_with_other_line_ends_gives_the_same(name, tmp_path):
    text, fields, items = REPORTS[name]
    path = tmp_path / "report.txt"
    path.write_bytes(text.replace("\n", "\r\n　　").encode("gb18030"))
    document = read_document(path)
    assert document.encoding == "gb18030"
    assert {field: getattr(document.metadata, field) for field in fields} == fields
    assert _items(document) == items


@pytest.mark.parametrize(
    "spam",
    ["ku游官方网站-", "bet365体育在线|", "亚博体彩app下载_", "云顶集团4008登录 - ", "开云（中国）Kaiyun·官方网站-", "必威BETWAY官网-", "乐鱼体育_",
     "PG电子官方网站-", "hth华体会体育-", "九游会J9·", "南宫28注册_", "银河国际galaxy官网-", "m6米乐登录入口-", "澳门威尼斯人网址——", "爱游戏ayx官网|", "x99金沙体育网址"],
)  # fmt: skip
def test_what_is_planted_before_a_title_is_cut_off_and_listed(spam):
    document = Document.from_text(
        f"索引号: X1/2025-5\n{spam}区水务局2025年工作总结及2026年工作思路\n时间:2025-12-24 来源:区水务局\n{BUREAU}"
    )
    assert document.metadata.title == "区水务局2025年工作总结及2026年工作思路"
    assert [piece.text for piece in document.boilerplate if piece.kind == "spam"] == [spam]


@pytest.mark.parametrize(
    "title",
    [
        "云溪市体育局-2025年工作总结",
        "云溪市文化娱乐协会2025年工作总结",
        "数字政府平台建设2025年工作总结",
        "2025年电子政务工作总结",
    ],
)
def test_a_title_about_sport_or_platforms_is_not_taken_for_spam(title):
    document = Document.from_text(f"{title}\n{BUREAU}")
    assert document.metadata.title == title


def test_a_copy_of_the_report_on_the_same_page_is_boilerplate():
    text = f"云溪区水务局2025年工作总结\n发布时间：2026-01-10\n{BUREAU}云溪区水务局2025年工作总结\n{BUREAU}"
    document = Document.from_text(text)
    assert _items(document) == BUREAU_ITEMS
    assert {piece.kind for piece in document.boilerplate} == {"fields", "repeat"}


def test_a_paragraph_pasted_twice_is_read_once():
    line = f"　　（二）抓节水。{ALSO}\n"
    document = Document.from_text("云溪区水务局2025年工作总结\n" + BUREAU.replace(line, line + line))
    assert _items(document) == BUREAU_ITEMS
