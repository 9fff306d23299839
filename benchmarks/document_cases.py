"""Score the readers on small files that once failed, one a kind of fault (not committed; see CASES for what is expected).

    python benchmarks/document_cases.py FOLDER

A figure is its text as printed and its name; a name of None may be anything. `exactly` says that there are no others.
"""

import argparse
import sys
from pathlib import Path

from policysum.document import load_documents
from policysum.errors import PolicysumError

INCOME = "全县一般公共预算收入"
REPORT_2021 = [
    ("15.50亿元", INCOME), ("8.2%", f"{INCOME}增长"), ("36公里", "新建农村公路"), ("53.6亿元", None), ("1200人次", "培训干部"), ("98.6%", "群众满意率"),
]  # fmt: skip
ROWS = [
    ("326.72万元", "行政事业单位养老支出"), ("84.65万元", "行政单位离退休"), ("60.99万元", "行政事业单位医疗"), ("445.69万元", "住房改革支出"),
]  # fmt: skip

CASES = {
    # K1 headings that say nothing
    "bulletin_preface_makes_plan.txt": {"status": {"actual": 9}, "roles": ["achievement"] * 3},
    "final_accounts_told_as_targets.txt": {"status": {"actual": 8}},
    "silent_headings_after_problem_are_problems.txt": {"roles": ["plan", "plan"]},
    "toc_counted_as_sections.txt": {"sections": 6},
    # K2 text in tags that hide nothing
    "html_body_inside_form.html": {"title": "青山县2021年工作总结", "figures": REPORT_2021},
    "html_unclosed_button_hides_page.html": {"title": "青山县2021年工作总结", "figures": REPORT_2021},
    # K3, K4 titles and regions
    "title_on_two_lines_govcn.html": {"title": "青山省人民政府关于印发职业教育改革实施方案的通知", "region": "青山省"},
    "docx_redhead_two_line_title.docx": {"title": "青山县人民政府办公室关于加快推进数字化转型的通知", "region": "青山县"},
    "addressee_is_no_title.txt": {"title": None, "region": None},
    "pdf_cover_title_and_repeated_rows.pdf": {
        "title": "青山县规划和自然资源局2024年度部门决算",
        "figures": ROWS * 4 + [(f"{one}.05万元", None) for one in range(918, 922)] + [(f"{one}.5%", None) for one in range(3, 7)],
    },
    "region_not_a_place.txt": {"region": None},
    # K5 numbers
    "num_qianduowan.txt": {"values": [630000000, 250000000, 70000000]},
    "num_fullwidth_comma.txt": {"values": [3280000, 1030000000000, 3280]},
    "num_capital_numerals.txt": {"values": [103000, 5000]},
    "num_currency_prefix.txt": {"values": [3000000, 210000000, 350000000, 5000]},
    "num_renkm.txt": {"values": [576910000]},
    "num_ensp_before_unit.txt": {"values": [45270000000, 12, 350000000]},
    # K6 raised marks
    "pdf_footnote_mark_glued.pdf": {"figures": [("761.48万人", None), ("630.94万人", None)], "printed": ["122.44。"]},
    "html_sup_glued_to_number.html": {"figures": [("76.48万人", None), ("3.2%", None), ("3.5×10⁸m³", None)]},
    "label_keeps_footnote_brackets.txt": {
        "names": ["地区生产总值", "地区生产总值比上年增长", "地区生产总值两年平均增长", "粮食播种面积", "一体化平台建设"]
    },
    # K7 tables
    "docx_table_unit_in_caption.docx": {
        "figures": [
            (f"{text}万元" if at < 2 else f"{text}%", row + name)
            for row, *cells in (("税收收入", "98000", "101250", "103.3", "6.8"), ("非税收入", "32000", "30880", "96.5", "-4.2"), ("合计", "130000", "132130", "101.6", "4.0"))
            for at, (text, name) in enumerate(zip(cells, ("年初预算", "完成数", "完成预算", "比上年增长"), strict=True))
        ],
        "exactly": True,
    },
    "md_table_unit_column_lost.md": {"values": [980000000, 1012500000, 320000000, 308800000, 26260000000]},
    "html_table_row_label_lost.html": {
        "figures": [("262.6亿元", "地区生产总值"), ("5.3%", "地区生产总值比上年增长"), ("25.9万吨", "粮食产量"), ("1.2%", "粮食产量比上年增长")]
    },
    # K8 digits set apart
    "pdf_digits_set_apart.pdf": {"figures": [("8.5%左右", None), ("97%", None), ("15亿美元以上", None), ("48%", None), ("50座", None)], "printed": ["2005年"]},
    # K10 when
    "no_title_congress_period_shifted.txt": {"period": "2013/2017", "plan": "2018"},
    "period_bleeds_over_semicolon.txt": {"periods": {"10项": "2021", "210家": "2022", "1276家": "2022", "6742件": "2022"}},
    # K11 columns of tables of reports
    "csv_own_columns_ignored_gb18030.csv": {"title": "2021年青山县政府工作报告", "region": "青山县"},
    # K13 lines that run into each other
    "detail_glues_lines.txt": {"figures": [("5个", None)]},
    # K15 advice
    "xls_advice_is_wrong.txt": {"advice": ".csv"},
}  # fmt: skip


def wrong_of(document, want):
    """What of a document is not as expected."""
    figures = [one for one in document.ledger if one.kpi]
    have = [(one.text.replace("\n", ""), one.indicator) for one in figures]
    meta = document.metadata
    for field, value in (
        ("title", meta.title),
        ("region", meta.region),
        ("period", meta.period),
        ("plan", meta.plan_period),
    ):
        if field in want and str(value) != str(want[field]):
            yield f"{field} {value!r}"
    left = list(have)
    for text, name in want.get("figures", ()):
        found = next((one for one in left if one[0] == text and name in {None, one[1]}), None)
        if found is None:
            yield f"no {text} {name or ''}"
        else:
            left.remove(found)
    if want.get("exactly") and left:
        yield f"also {left}"
    if "status" in want:
        counts = {
            status: sum(one.status == status for one in figures) for status in {one.status for one in figures}
        }
        if counts != want["status"]:
            yield f"status {counts}"
    values = [one.quantity.value for one in figures]
    yield from (f"no value {value}" for value in want.get("values", ()) if value not in values)
    names = [name for _, name in have]
    yield from (f"no name {name}" for name in want.get("names", ()) if name not in names)
    yield from (f"{text} not printed" for text in want.get("printed", ()) if text not in document.source)
    for text, period in want.get("periods", {}).items():
        found = [one.period for one in figures if one.text == text]
        if found != [period]:
            yield f"{text} in {found}"
    if "sections" in want and len(document.outline) != want["sections"]:
        yield f"{len(document.outline)} sections"
    if "roles" in want and [one.role for one in document.outline] != want["roles"]:
        yield f"roles {[one.role for one in document.outline]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    right = tried = 0
    for name, want in CASES.items():
        tried += 1
        try:
            if "advice" in want:  # the name of the file says what it once was
                wrong = [] if _refusal_of_xls().endswith(want["advice"] + ".") else [_refusal_of_xls()]
            else:
                wrong = list(wrong_of(load_documents(folder / name)[0], want))
        except PolicysumError as error:
            wrong = [str(error)]
        right += not wrong
        if wrong:
            print(f"   {name}: {'; '.join(wrong)}")
    print(f"cases of the readers: {right}/{tried} right")
    return 0 if right == tried else 1


def _refusal_of_xls():
    """What is said of an old workbook."""
    from policysum.document.formats import sniff

    try:
        sniff(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le"), "a.xls", "a.xls")
    except PolicysumError as error:
        return str(error)
    return ""


if __name__ == "__main__":
    sys.exit(main())
