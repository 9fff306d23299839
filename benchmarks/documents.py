"""Measure the document room: metadata, body, items, formats, hostile files, speed.

    python benchmarks/documents.py [--formats] [--hostile] [--gold DIR] [--seeds DIR] [--reports FOLDER ...] [--roles FOLDER]

`--roles` holds git directories of the repositories of role_documents.tsv, each as FOLDER/owner+name/repo or …/repo/.git.
    python benchmarks/documents.py [--titles FILE] [--formats] [--hostile] [--gold DIR] [--seeds DIR] [--reports FOLDER ...]

`--formats` needs LibreOffice (soffice) and Chromium; what is not installed is left out and said so.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from html import escape
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

from hostile_pictures import hostile_pictures, hostile_trees
from policysum.document import Document, load_documents, read_document
from policysum.errors import DocumentError

ROOT = Path(__file__).parent.parent
FIELDS = {
    "title": "title",
    "issuer": "issuer",
    "region": "region",
    "publish_date": "publish_date",
    "period": "period_covered",
    "plan_period": "plan_period",
    "index_number": "index_number",
}


def overlap(one, other):
    """Intersection over union of two spans."""
    common = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return common / ((one[1] - one[0]) + (other[1] - other[0]) - common or 1)


def _tight(text):
    return "".join(text.split())


def gold_scores(seeds: Path, gold: Path):
    """Metadata, body and items against the annotations."""
    fields = right = pieces = known = 0
    bodies = []
    found = {}
    for meta_file in sorted(gold.glob("*.meta.json")):
        number = meta_file.name.split(".")[0]
        document = read_document(next(seeds.glob(f"{number}_*.txt")))
        meta = json.loads(meta_file.read_text("utf-8"))
        for ours, theirs in FIELDS.items():
            wanted, got = meta.get(theirs), getattr(document.metadata, ours)
            if theirs not in meta and ours != "title":
                continue
            fields += 1
            # a note may follow the value ("2019/2021 (plus ...)")
            same = got == wanted or (wanted and got and str(wanted).split(" (")[0] == got)
            right += bool(same)
            if not same:
                print(f"   {number} {ours}: {got!r}, gold {wanted!r}")
        chrome = _tight("".join(piece.text for piece in document.chrome))
        pieces += len(meta["chrome"])
        known += sum(_tight(piece) in chrome for piece in meta["chrome"])
        bodies.append(
            max(abs(document.body.start - meta["body_start"]), abs(document.body.end - meta["body_end"]))
        )
        items = [json.loads(line) for line in (gold / f"{number}.items.jsonl").open(encoding="utf-8")]
        ours = document.items()
        for kind in ("achievement", "problem", "plan"):
            want = [(item["start"], item["end"]) for item in items if item["type"] == kind]
            have = [(item.start, item.end) for item in ours if item.role == kind]
            counts = found.setdefault(kind, [0, 0, 0, 0, 0])
            counts[4] += sum(any(overlap(span, other) >= 0.5 for other in have) for span in want)
            counts[0] += sum(any(overlap(span, other) > 0.8 for other in have) for span in want)
            counts[1] += len(want)
            counts[2] += sum(any(overlap(span, other) > 0.8 for other in want) for span in have)
            counts[3] += len(have)
    for kind, (_, want, _, have, near) in found.items():
        print(f"items one to one, {kind}: F1 {2 * near / max(1, want + have):.1%}")
    print(f"metadata: {right}/{fields} fields right ({right / fields:.1%})")
    print(f"furniture: {known}/{pieces} pieces found")
    print(f"body: farthest boundary {max(bodies)} characters off")
    for kind, (hit, want, good, have, near) in found.items():
        print(f"items, {kind}: recall {hit}/{want} ({near} at half overlap), precision {good}/{have}")


def title_scores(path: Path):
    """Regions of titles alone: a line each, the title and, behind a tab, the region it is of, if any."""
    lines = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line.strip()]
    right = coded = 0
    for title, *wanted in lines:
        metadata = Document.from_text(f"{title}\n\n一、总体情况\n新建学校5所，完成投资12亿元。\n").metadata
        want = wanted[0] if wanted and wanted[0] else None
        right += metadata.region == want
        coded += metadata.region_code is not None
        if metadata.region != want or metadata.title != title:
            print(f"   {title}: region {metadata.region!r}, wanted {want!r}; title {metadata.title!r}")
    print(f"regions of titles: {right}/{len(lines)} right, {coded} with a code")


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
    import difflib

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
    soffice, chromium = shutil.which("soffice"), shutil.which("chromium")
    print(
        f"tools: LibreOffice {'yes' if soffice else 'not installed'}, Chromium {'yes' if chromium else 'not installed'}"
    )
    totals = {}
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            original = read_document(path)
            stem = Path(folder) / path.stem
            paragraphs = "\n".join(f"<p>　　{escape(text)}</p>" for text in body_paragraphs(original))
            title = original.metadata.title or "工作总结"
            made = {}
            for name, encoding, declared in (
                ("html utf-8", "utf-8", "utf-8"),
                ("html gb18030", "gb18030", "gb2312"),
                ("html gb18030, declared utf-8", "gb18030", "utf-8"),
            ):
                target = stem.with_name(f"{stem.name}-{name.replace(' ', '-').replace(',', '')}.html")
                target.write_bytes(
                    PAGE.format(declared=declared, title=escape(title), body=paragraphs).encode(encoding)
                )
                made[name] = target
            plain = stem.with_name(stem.name + "-plain.html")
            plain.write_text(
                f'<!DOCTYPE html><meta charset="utf-8"><title>{escape(title)}</title><h1>{escape(title)}</h1>{paragraphs}',
                "utf-8",
            )
            if soffice:
                run(soffice, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, plain)
                made["docx (LibreOffice)"] = plain.with_suffix(".docx")
                run(
                    soffice,
                    "--headless",
                    "--convert-to",
                    "pdf",
                    "--outdir",
                    folder,
                    plain.with_suffix(".docx"),
                )
                made["pdf (LibreOffice)"] = stem.with_name(stem.name + "-office.pdf")
                plain.with_suffix(".pdf").rename(made["pdf (LibreOffice)"])
            if chromium:
                target = stem.with_name(stem.name + "-chromium.pdf")
                run(
                    chromium,
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    f"--print-to-pdf={target}",
                    plain.as_uri(),
                )
                made["pdf (Chromium)"] = target
            for name, target in made.items():
                same, want = compare(f"{path.stem[:12]} {name}", original, target)
                total = totals.setdefault(name, [0, 0])
                total[0] += same
                total[1] += want
    for name, (same, want) in totals.items():
        print(f"{name}: {same}/{want} numbers the same ({same / want:.2%})")


def hostile_files(folder: Path):
    """Files made to hurt."""
    word = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'

    def docx(name, *parts):
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in parts:
                with archive.open(part, "w", force_zip64=True) as stream:
                    for chunk in content:
                        stream.write(chunk)
        return folder / name

    def write(name, data, times=1):
        with (folder / name).open("wb") as file:
            for _ in range(times):
                file.write(data)
        return folder / name

    zeros = (b" " * (1 << 20) for _ in range(2048))
    yield "zip bomb (2 GB unpacked)", docx("bomb.docx", ("word/document.xml", zeros))
    entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + word.format(
        "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>"
    )
    yield "docx with an external entity", docx("entity.docx", ("word/document.xml", [entity.encode()]))
    laughs = (
        "<!DOCTYPE x ["
        '<!ENTITY a0 "哈">'
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
        + "]>"
        + word.format("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>")
    )
    yield "docx with an entity bomb", docx("laughs.docx", ("word/document.xml", [laughs.encode()]))
    deep = word.format("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)
    yield "docx nested 100,000 deep", docx("deep.docx", ("word/document.xml", [deep.encode()]))
    yield "text of 200 MB", write("large.txt", "今年完成投资12.5亿元。\n".encode(), 6_300_000)
    yield "text of 60 MB", write("60mb.txt", "一是完成投资12.5亿元，增长8%。\n".encode(), 1_400_000)
    yield (
        "text of a million characters",
        write("million.txt", "一是完成投资12.5亿元，增长8%。\n".encode(), 52_000),
    )
    yield "one line of a million characters", write("line.txt", "一是完成投资12.5亿元。 ".encode(), 71_000)
    yield "一 a million times", write("one.txt", "一".encode() * 1_000_000)
    yield "一是 500,000 times", write("yishi.txt", "一是".encode() * 500_000)
    yield "但有 500,000 times", write("danyou.txt", "但有".encode() * 500_000)
    yield "100,000 digits", write("digits.txt", b"9" * 100_000)
    yield "100,000 nested brackets", write("brackets.txt", ("（" * 100_000 + "）" * 100_000).encode())
    yield "a million bars", write("bars.txt", b"|" * 1_000_000 + b"x")
    yield "10 MB of blanks", write("blanks.txt", "来源".encode() + b" " * 10_000_000 + "。".encode())
    yield (
        "HTML nested 100,000 deep",
        write("deep.html", b"<html><body>" + b"<div>" * 100_000 + "今年1家".encode() + b"</div>" * 100_000),
    )
    yield (
        "HTML of 100,000 nested tables",
        write("tables.html", b"<html>" + b"<table><tr><td>" * 100_000 + "今年1家".encode()),
    )
    yield "HTML of a million <", write("lt.html", b"<html>" + b"<" * 1_000_000)
    yield "HTML of unclosed comments", write("comments.html", b"<html>" + b"<!-- <a <b " * 300_000)
    yield "HTML of half a million unclosed tags", write("tags.html", b"<html>" + b"<a href='" * 500_000)
    yield (
        "PDF that lies about its length",
        write(
            "liar.pdf",
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 99999999>>endobj\n"
            b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n4 0 obj<</Length 99999999999>>stream\nBT (1) Tj ET\nendstream endobj\n"
            b"xref\n0 5\ntrailer<</Root 1 0 R/Size 5>>\nstartxref\n999999999\n%%EOF",
        ),
    )
    yield "PDF cut in the middle", write("cut.pdf", b"%PDF-1.7\n" + os.urandom(5000))
    yield "null bytes", write("nulls.txt", "今年\0完成\0".encode() * 1000)
    yield "random bytes", write("random.txt", os.urandom(3_000_000))
    row = json.dumps({"text": "今年完成1家。" * 20}, ensure_ascii=False)
    yield "jsonl with a line nested 100,000 deep", write("deep.jsonl", (row + "\n" + "[" * 100_000).encode())


def _try(path, queue):
    start, spent = time.monotonic(), time.process_time()
    try:
        document = load_documents(path, ocr=True)[0]
        document.outline, document.clean, document.metadata  # noqa: B018
        said = f"read, {len(document.source):,} characters, {len(document.items()):,} items"
    except DocumentError as error:
        said = f"refused: {error.what}"
    except BaseException as error:  # noqa: BLE001 - a crash is a result here
        said = f"CRASH {type(error).__name__}: {str(error)[:80]}"
    own, child = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    peak = max(own.ru_maxrss, child.ru_maxrss) / 1024
    spent = time.process_time() - spent + child.ru_utime + child.ru_stime
    queue.put((said, time.monotonic() - start, spent, peak))


def hostile_scores():
    """Each file in a process of its own: what was said, seconds, memory."""
    context = get_context("spawn")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        made = chain(hostile_files(folder), hostile_trees(folder), hostile_pictures(folder))
        for name, path in made:
            queue = context.SimpleQueue()
            process = context.Process(target=_try, args=(path, queue))
            process.start()
            process.join(300)
            if process.is_alive():
                process.kill()
                print(f"{name}: HANGS")
            elif process.exitcode:
                print(f"{name}: process died with {process.exitcode}")
            else:
                said, seconds, spent, peak = queue.get()
                flag = "" if spent < 31 and peak < 500 else "  OVER THE BOUND"
                print(f"{name}: {said}; {seconds:.1f} s ({spent:.1f} s of processor), {peak:.0f} MB{flag}")
            path.unlink()


def speed(paths):
    """Decoding, furniture, metadata, outline, items and the clean copy of plain text."""
    data = [path.read_bytes() for path in paths]
    total = sum(map(len, data))
    best = 1e9
    for _ in range(3):
        start = time.process_time()
        for path in paths:
            document = read_document(path)
            document.outline, document.clean, document.metadata  # noqa: B018
            document.items()
        best = min(best, time.process_time() - start)
    print(f"speed: {total / best / 1e6:.1f} MB/s over {len(paths)} reports")
    text = "".join(
        f"一、工作情况{part}\n"
        + f"一是完成投资12.5亿元，增长8%，新增企业{part}家，带动就业1200人。" * 20
        + "\n"
        for part in range(32)
    )
    many = [Document.from_text(text[:20_000]) for _ in range(31)]
    start = time.process_time()
    for document in many:
        document.outline, document.clean, document.metadata, document.items()
    print(f"31 reports of 20,000 characters: {time.process_time() - start:.2f} s")


def role_scores(folder: Path):
    """Kinds of documents and roles of sections against what was read by eye."""
    lines = (Path(__file__).parent / "role_documents.tsv").read_text("utf-8").splitlines()
    kinds = documents = right = sections = unknown = 0
    with tempfile.TemporaryDirectory() as scratch:
        for line in (line for line in lines[3:] if line.strip()):
            repository, path, kind, wanted = line.split("\t")
            git = folder / repository.replace("/", "+") / "repo"
            git = git / ".git" if (git / ".git").exists() else git
            shown = subprocess.run(
                ["git", f"--git-dir={git}", "show", f"HEAD:{path}"], capture_output=True, check=False
            )
            if shown.returncode:
                print(f"   {repository} {path}: not there")
                continue
            file = Path(scratch) / f"report{Path(path).suffix}"
            file.write_bytes(shown.stdout)
            document = load_documents(file)[0]
            documents += 1
            kinds += document.kind == kind
            wrong = [] if document.kind == kind else [f"kind {document.kind}, not {kind}"]
            for pair in wanted.split("|"):
                heading, _, role = pair.rpartition("=")
                found = [
                    section
                    for section in document.outline
                    if (section.level == 1 if heading == "*" else section.title.startswith(heading))
                ]
                for section in found if heading == "*" else found[:1]:
                    sections += 1
                    right += section.role == role
                    unknown += section.role == "unknown"
                    if section.role != role:
                        wrong.append(f"{section.title[:20]} {section.role}, not {role}")
                if not found:
                    sections += 1
                    wrong.append(f"{heading} not found")
            if wrong:
                print(f"   {path}: {'; '.join(wrong[:4])}")
    print(f"kinds: {kinds}/{documents} right; roles of sections: {right}/{sections} right, {unknown} unknown")


def main():
    """Print what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=Path, default=ROOT / "seeds")
    parser.add_argument("--gold", type=Path, default=ROOT / "seeds" / "gold")
    parser.add_argument("--reports", type=Path, nargs="*", default=[])
    parser.add_argument("--titles", type=Path, help="lines of a title, a tab and its region")
    parser.add_argument("--formats", action="store_true")
    parser.add_argument("--hostile", action="store_true")
    parser.add_argument("--roles", type=Path)
    options = parser.parse_args()
    seeds = sorted(options.seeds.glob("*.txt"))
    gold_scores(options.seeds, options.gold)
    speed(seeds + [path for folder in options.reports for path in sorted(folder.glob("*.txt"))])
    if options.roles:
        role_scores(options.roles)
    if options.titles:
        title_scores(options.titles)
    if options.formats:
        format_scores(seeds)
    if options.hostile:
        hostile_scores()


if __name__ == "__main__":
    sys.exit(main())
