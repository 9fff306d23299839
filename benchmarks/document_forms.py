"""Other forms of a report, made by real tools: whether the same numbers come out of each."""

from __future__ import annotations

import difflib
import shutil
import subprocess
import tempfile
from html import escape
from pathlib import Path

from policysum.document import Document, read_document
from policysum.errors import DocumentError

PAGE = """<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"><title>{title}-某某市人民政府</title>
<style>.a{{color:red}}</style><script>var n = 12345; if (1 < 2) document.write("<b>9999</b>");</script></head>
<body><div class="top"><a href="/">网站首页</a> | <a href="/a">政务公开</a> | <a href="/b">办事服务 2020</a></div>
<nav><ul><li><a href="/c">领导之窗</a></li><li><a href="/d">统计数据 100项</a></li></ul></nav>
<div>当前位置：<a href="/">首页</a> &gt; <a href="/e">政府信息公开</a> &gt; <a href="/f">工作总结</a></div>
<table><tr><td>索 引 号：</td><td>640100/2020-00749</td><td>发布日期：</td><td>2020-11-09</td></tr>
<tr><td>发布机构：</td><td>某某市科学技术局</td><td>有效性：</td><td>有效</td></tr></table>
<h1>{title}</h1><div>字体：【<a>大</a> <a>中</a> <a>小</a>】 浏览次数：<span>1234</span> 次</div>
<div class="content">{body}</div>
<div>附件：</div><ul><li><a href="x.docx">附件1.docx</a></li></ul><div>扫一扫在手机打开当前页</div>
<div><a>上一篇：某某工作要点2019</a></div><footer>版权所有：某某市人民政府 ICP备12345678号 网站标识码6401000001</footer></body></html>
"""


def body_paragraphs(document: Document):
    """The clean paragraphs of a report."""
    return document.clean.text.split("\n")


def figures(document: Document):
    """Every number of the body: kind, value and unit in order."""
    from policysum.quantity.reader import read

    return [(q.kind.value, str(q.value), q.unit) for q in read(document.clean.text)]


def compare(name: str, original: Document, made: Path):
    """Say whether the same numbers come out of another form of the report."""
    try:
        document = read_document(made)
    except DocumentError as error:
        print(f"   {name}: {error}")
        return 0, len(figures(original))
    want, have = figures(original), figures(document)
    same = sum(
        block.size for block in difflib.SequenceMatcher(a=want, b=have, autojunk=False).get_matching_blocks()
    )
    roles = [(item.role, item.title) for item in document.items()] == [
        (item.role, item.title) for item in original.items()
    ]
    if same < len(want) or len(have) != len(want) or not roles:
        print(
            f"   {name}: {same} of {len(want)} numbers, {len(have)} found; items {'the same' if roles else 'differ'}"
        )
    return same, len(want)


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)


def format_scores(paths):
    """Build pages, Word files and PDFs of the reports with real tools and read them back."""
    tools = {
        name: shutil.which(command)
        for name, command in (("LibreOffice", "soffice"), ("Chromium", "chromium"))
    }
    print("tools:", ", ".join(f"{name} {'yes' if path else 'not installed'}" for name, path in tools.items()))
    totals = {}
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            original = read_document(path)
            for name, target in made_forms(original, Path(folder) / path.stem, tools):
                same, want = compare(f"{path.stem[:12]} {name}", original, target)
                total = totals.setdefault(name, [0, 0])
                total[0] += same
                total[1] += want
    for name, (same, want) in totals.items():
        print(f"{name}: {same}/{want} numbers the same ({same / want:.2%})")


def made_forms(original: Document, stem: Path, tools):
    """Name and file of each form of a report that the tools can make."""
    paragraphs = "\n".join(f"<p>　　{escape(text)}</p>" for text in body_paragraphs(original))
    title = escape(original.metadata.title or "工作总结")
    for name, encoding, declared in (
        ("html utf-8", "utf-8", "utf-8"),
        ("html gb18030", "gb18030", "gb2312"),
        ("html gb18030, declared utf-8", "gb18030", "utf-8"),
    ):
        target = stem.with_name(f"{stem.name}-{name.replace(' ', '-').replace(',', '')}.html")
        target.write_bytes(PAGE.format(declared=declared, title=title, body=paragraphs).encode(encoding))
        yield name, target
    plain = stem.with_name(stem.name + "-plain.html")
    plain.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><title>{title}</title><h1>{title}</h1>{paragraphs}', "utf-8"
    )
    if office := tools["LibreOffice"]:
        yield from made_by_office(office, plain, stem.with_name(stem.name + "-office.pdf"))
    if chromium := tools["Chromium"]:
        target = stem.with_name(stem.name + "-chromium.pdf")
        run(
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--print-to-pdf={target}",
            plain.as_uri(),
        )
        yield "pdf (Chromium)", target


def made_by_office(office, plain: Path, pdf: Path):
    """A Word file of a page, and a PDF of that."""
    word, folder = plain.with_suffix(".docx"), str(plain.parent)
    run(office, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, plain)
    yield "docx (LibreOffice)", word
    run(office, "--headless", "--convert-to", "pdf", "--outdir", folder, word)
    plain.with_suffix(".pdf").rename(pdf)
    yield "pdf (LibreOffice)", pdf
