"""Random files of every format that is read, built so that they get past the door and into the readers."""

import csv
import io
import json
import zipfile

__all__ = ["SUFFIXES", "made_file"]

WORDS = (
    "地区生产总值", "粮食产量", "单位：万元", "（单位：亿元、%）", "比上年增长", "2024年", "2025年预期", "合计", "其中：", "指标", "单位", "属性", "预期性", "约束性", "序号",
    "一、", "（一）", "1.", "二是", "目录", "各位代表：", "附件1", "注：", "①", "[1]", "※", "扫一扫在手机打开当前页", "索引号：", "青山县人民政府", "关于2024年工作总结的报告", "完成投资", "新建学校", "下降", "。", "；", "，", "万元", "亿元", "%", "个百分点", "家", "项",
    "\u200b", "\u3000", " ", "\t", "\u2002", "\ufeff", "\u202e", "\U0001f600", "𝟖", "Ⅷ", "½", "²", "|", "---", "\\|", "<", ">", "&", "&amp;", "&#x110000;", "\x0b", "\x85", "\u2028", "-", "—", "～", "至", "不低于", "约", "超", "卅", "捌佰", "〇", "1,234.5", "12", "208 05 01", "3.2", "２０２４", "10", "0", "-5", "99999999999999999999", "1e9", "…………3", "第1页 共9页",
)  # fmt: skip
SUFFIXES = (".txt", ".md", ".html", ".docx", ".pdf", ".csv", ".tsv", ".jsonl", ".xlsx")
ENCODINGS = (
    "utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "big5hkscs", "latin-1", "shift_jis", "hz", "euc_kr",
)  # fmt: skip
TAGS = (
    "div", "p", "table", "tr", "td", "th", "tbody", "thead", "caption", "form", "button", "sup", "sub", "a", "br", "h1", "h2", "ul", "li", "span", "nav", "footer", "script", "style", "select", "title", "meta", "head", "body", "html", "pre", "b", "svg", "math", "template", "ruby", "rt", "o:p",
)  # fmt: skip
ATTRIBUTES = (
    ' style="display:none"', " hidden", ' colspan="3"', ' rowspan="2"', ' colspan="0"', ' rowspan="65535"', ' colspan="-1"', ' id="UCAP-CONTENT"', ' class="TRS_Editor"', ' href="#n1"', ' name="ArticleTitle" content="甲"', ' charset="gb2312"', ' colspan="²"', ' colspan="９"', " =", ' style="', "",
)  # fmt: skip
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
MARKS = (
    '<w:vertAlign w:val="superscript"/>', "<w:vanish/>", '<w:vanish w:val="0"/>', '<w:rStyle w:val="x"/>', "<w:vertAlign/>", '<w:sz w:val="²"/>',
)  # fmt: skip


def words(chance, most=12):
    """A line of words and numbers that do or do not make sense together."""
    return "".join(chance.choice(WORDS) for _ in range(chance.randrange(1, most)))


def lines(chance):
    """A text of lines."""
    return chance.choice(("\n", "\r\n", "\n\n", "\r")).join(
        words(chance, chance.choice((3, 12, 60))) for _ in range(chance.randrange(1, 60))
    )


def xml_text(text):
    """Text as XML may hold it."""
    return (
        "".join(char for char in text if char >= " " or char in "\t\n")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
    )


def html(chance):
    """Tags opened, closed or not, in each other as they come."""
    parts, opened = [], []
    for _ in range(chance.randrange(1, 200)):
        what = chance.random()
        if what < 0.4:
            tag = chance.choice(TAGS)
            parts.append(f"<{tag}{chance.choice(ATTRIBUTES) if chance.random() < 0.4 else ''}>")
            opened.append(tag)
        elif what < 0.65 and opened:
            parts.append(f"</{opened.pop() if chance.random() < 0.8 else chance.choice(TAGS)}>")
        else:
            parts.append(words(chance))
    return "".join(parts)


def markdown(chance):
    """Headings, tables with and without rules, prose."""
    found = []
    for _ in range(chance.randrange(1, 30)):
        if chance.random() < 0.6:
            found.append("|".join(words(chance, 4) for _ in range(chance.randrange(1, 7))).join(("|", "|")))
            if chance.random() < 0.4:
                found.append(chance.choice(("|--|:-:|", "---|---", "|-|", "||", "|:-")))
        else:
            found.append(
                chance.choice(
                    (
                        "",
                        "# ",
                        "## ",
                        "> ",
                        "- ",
                        "```",
                        "<!--",
                        "-->",
                        "**",
                        "<table><tr><td>",
                        "<td>",
                        "</tr><tr><td colspan=2>",
                        "</table>",
                        "[^1]",
                    )
                )
                + words(chance)
            )
    return "\n".join(found)


def _run(chance):
    marks = "".join(chance.choice(MARKS) for _ in range(chance.choice((0, 0, 1, 2))))
    inner = chance.choice(
        (
            f"<w:t>{xml_text(words(chance, 5))}</w:t>", "<w:tab/>", "<w:br/>", f'<w:footnoteReference w:id="{chance.choice(("1", "2", "-1", "x"))}"/>',
            '<w:fldChar w:fldCharType="begin"/>', "<w:instrText>PAGE</w:instrText>", '<w:commentReference w:id="1"/>', '<w:sym w:char="F0FE"/>', "<w:noBreakHyphen/>", '<w:endnoteReference w:id="1"/>',
        )
    )  # fmt: skip
    return f"<w:r><w:rPr>{marks}</w:rPr>{inner}</w:r>"


def _paragraph(chance):
    number = chance.choice(
        ("", "", f'<w:numPr><w:ilvl w:val="{chance.randrange(12)}"/><w:numId w:val="1"/></w:numPr>')
    )
    return f"<w:p><w:pPr>{number}</w:pPr>{''.join(_run(chance) for _ in range(chance.randrange(6)))}</w:p>"


def _table(chance, depth=0):
    rows = []
    for _ in range(chance.randrange(6)):
        cells = []
        for _ in range(chance.randrange(6)):
            facts = chance.choice(
                ("", '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="99999"/>', '<w:gridSpan w:val="²"/>')
            )  # fmt: skip
            inner = _table(chance, depth + 1) if depth < 3 and chance.random() < 0.1 else _paragraph(chance)
            cells.append(f"<w:tc><w:tcPr>{facts}</w:tcPr>{inner}</w:tc>")
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def docx(chance):
    """A Word file whose parts are sound archives of sound or damaged XML."""
    body = "".join(
        _table(chance) if chance.random() < 0.2 else _paragraph(chance) for _ in range(chance.randrange(30))
    )
    notes = "".join(
        f'<w:{kind} w:id="{number}">{_paragraph(chance)}</w:{kind}>'
        for kind in ("footnote",)
        for number in (-1, 0, 1, 2)
    )
    numbering = '<w:abstractNum w:abstractNumId="0">' + "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{chance.choice(("1", "0", "²", "99999999"))}"/><w:numFmt w:val="{chance.choice(("decimal", "chineseCounting", "bullet", "x"))}"/><w:lvlText w:val="%{chance.randrange(12)}、"/></w:lvl>'
        for level in range(chance.randrange(12))
    )  # fmt: skip
    parts = {
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {W}>{notes}</w:footnotes>",
        "word/numbering.xml": f'<w:numbering {W}>{numbering}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in parts.items():
            data = bytearray(text.encode())
            if chance.random() < 0.15:
                _damage(chance, data)
            archive.writestr(name, bytes(data))
    return packed.getvalue()


def pdf(chance):
    """Pages of lines at sound and odd places, in sound and odd sizes."""
    import sys
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "document"))
    from pdf_files import pdf as of_pages

    pages = []
    for _ in range(chance.randrange(1, 6)):
        page, top = [], 780
        for _ in range(chance.randrange(40)):
            step = chance.choice((0, 14, 20, 60))
            top -= step
            left = chance.choice((50, 50, 80, 300, 450, -20, 590))
            page.append(
                (
                    left,
                    top,
                    words(chance, 8),
                    chance.choice((12, 12, 12, 7, 22, 1, 0, 400)),
                    chance.choice((0, 0, 0, 5, -3)),
                )
            )
        pages.append(page)
    return of_pages(
        [[(x, y, xml_safe(text), size, rise) for x, y, text, size, rise in page] for page in pages]
    )


def xml_safe(text):
    """Text without what no font has."""
    return "".join(char for char in text if ord(char) < 0x10000)


def table(chance, delimiter):
    """A table of reports, its cells quoted as they come."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter)
    writer.writerow(
        chance.sample(
            ("id", "标题", "正文", "text", "地区", "年份", "日期", "url", "", "content"),
            chance.randrange(1, 8),
        )
    )
    for _ in range(chance.randrange(8)):
        writer.writerow(
            [
                lines(chance)[:600] if chance.random() < 0.4 else words(chance, 4)
                for _ in range(chance.randrange(9))
            ]
        )
    return written.getvalue()


def xlsx(chance):
    """A workbook with cells of every type."""
    import datetime as dt

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    clean = lambda text: "".join(c for c in text if c >= " ")  # noqa: E731
    sheet.append(
        chance.sample(
            ("id", "标题", "正文", "text", "地区", "年份", "日期", "url", None, 2024), chance.randrange(1, 8)
        )
    )
    for _ in range(chance.randrange(8)):
        sheet.append(
            [
                chance.choice(
                    (
                        clean(words(chance, 40)),
                        1,
                        2.5,
                        None,
                        True,
                        dt.date(2024, 1, 2),
                        "=1/0",
                        "#N/A",
                        10**20,
                    )
                )
                for _ in range(chance.randrange(9))
            ]
        )
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _damage(chance, data):
    for _ in range(chance.choice((1, 2, 5, 20))):
        at, length = chance.randrange(len(data) or 1), chance.choice((1, 1, 2, 8, 64))
        change = chance.randrange(3)
        if change == 0:
            data[at : at + length] = chance.randbytes(length)
        elif change == 1:
            del data[at : at + length]
        else:
            data[at:at] = data[at : at + length] * chance.choice((1, 3, 30))


def made_file(chance):
    """The suffix and the bytes of one file."""
    suffix = chance.choice(SUFFIXES)
    if suffix == ".docx":
        data = bytearray(docx(chance))
    elif suffix == ".pdf":
        data = bytearray(pdf(chance))
    elif suffix == ".xlsx":
        data = bytearray(xlsx(chance))
    else:
        text = {
            ".txt": lines, ".md": markdown, ".html": html, ".csv": lambda one: table(one, ","), ".tsv": lambda one: table(one, "\t"),
            ".jsonl": lambda one: "\n".join(
                json.dumps({one.choice(("text", "正文", "标题", "id")): lines(one) for _ in range(3)}, ensure_ascii=one.random() < 0.5) for _ in range(one.randrange(5))
            ),
        }[suffix](chance)  # fmt: skip
        data = bytearray(
            text.encode(chance.choice(ENCODINGS) if chance.random() < 0.4 else "utf-8", "replace")
        )
    if chance.random() < 0.15:
        _damage(chance, data)
    return suffix, bytes(data)
