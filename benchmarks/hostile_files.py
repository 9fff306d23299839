"""Files made to hurt, each read in a process of its own: what was said, seconds and memory."""

from __future__ import annotations

import json
import os
import resource
import tempfile
import time
import zipfile
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

from hostile_pictures import hostile_pictures, hostile_trees
from policysum.document import load_documents
from policysum.errors import DocumentError

WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def hostile_files(folder: Path):
    """Files made to hurt."""
    for kind in (_word_files, _texts, _pages, _broken_files):
        yield from kind(folder)


def _docx(folder, name, *parts):
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts:
            with archive.open(part, "w", force_zip64=True) as stream:
                for chunk in content:
                    stream.write(chunk)
    return folder / name


def _write(folder, name, data, times=1):
    with (folder / name).open("wb") as file:
        for _ in range(times):
            file.write(data)
    return folder / name


def _word_files(folder):
    zeros = (b" " * (1 << 20) for _ in range(2048))
    yield "zip bomb (2 GB unpacked)", _docx(folder, "bomb.docx", ("word/document.xml", zeros))
    entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + WORD.format(
        "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>"
    )
    yield (
        "docx with an external entity",
        _docx(folder, "entity.docx", ("word/document.xml", [entity.encode()])),
    )
    laughs = (
        "<!DOCTYPE x ["
        '<!ENTITY a0 "哈">'
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
        + "]>"
        + WORD.format("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>")
    )
    yield "docx with an entity bomb", _docx(folder, "laughs.docx", ("word/document.xml", [laughs.encode()]))
    deep = WORD.format("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)
    yield "docx nested 100,000 deep", _docx(folder, "deep.docx", ("word/document.xml", [deep.encode()]))


def _texts(folder):
    yield "text of 200 MB", _write(folder, "large.txt", "今年完成投资12.5亿元。\n".encode(), 6_300_000)
    yield "text of 60 MB", _write(folder, "60mb.txt", "一是完成投资12.5亿元，增长8%。\n".encode(), 1_400_000)
    yield (
        "text of a million characters",
        _write(folder, "million.txt", "一是完成投资12.5亿元，增长8%。\n".encode(), 52_000),
    )
    yield (
        "one line of a million characters",
        _write(folder, "line.txt", "一是完成投资12.5亿元。 ".encode(), 71_000),
    )
    yield "一 a million times", _write(folder, "one.txt", "一".encode() * 1_000_000)
    yield "一是 500,000 times", _write(folder, "yishi.txt", "一是".encode() * 500_000)
    yield "但有 500,000 times", _write(folder, "danyou.txt", "但有".encode() * 500_000)
    yield "100,000 digits", _write(folder, "digits.txt", b"9" * 100_000)
    yield (
        "100,000 nested brackets",
        _write(folder, "brackets.txt", ("（" * 100_000 + "）" * 100_000).encode()),
    )
    yield "a million bars", _write(folder, "bars.txt", b"|" * 1_000_000 + b"x")
    yield "10 MB of blanks", _write(folder, "blanks.txt", "来源".encode() + b" " * 10_000_000 + "。".encode())


def _pages(folder):
    yield (
        "HTML nested 100,000 deep",
        _write(
            folder,
            "deep.html",
            b"<html><body>" + b"<div>" * 100_000 + "今年1家".encode() + b"</div>" * 100_000,
        ),
    )
    yield (
        "HTML of 100,000 nested tables",
        _write(folder, "tables.html", b"<html>" + b"<table><tr><td>" * 100_000 + "今年1家".encode()),
    )
    yield "HTML of a million <", _write(folder, "lt.html", b"<html>" + b"<" * 1_000_000)
    yield "HTML of unclosed comments", _write(folder, "comments.html", b"<html>" + b"<!-- <a <b " * 300_000)
    yield (
        "HTML of half a million unclosed tags",
        _write(folder, "tags.html", b"<html>" + b"<a href='" * 500_000),
    )


def _broken_files(folder):
    yield (
        "PDF that lies about its length",
        _write(
            folder,
            "liar.pdf",
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 99999999>>endobj\n"
            b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n4 0 obj<</Length 99999999999>>stream\nBT (1) Tj ET\nendstream endobj\n"
            b"xref\n0 5\ntrailer<</Root 1 0 R/Size 5>>\nstartxref\n999999999\n%%EOF",
        ),
    )
    yield "PDF cut in the middle", _write(folder, "cut.pdf", b"%PDF-1.7\n" + os.urandom(5000))
    yield "null bytes", _write(folder, "nulls.txt", "今年\0完成\0".encode() * 1000)
    yield "random bytes", _write(folder, "random.txt", os.urandom(3_000_000))
    row = json.dumps({"text": "今年完成1家。" * 20}, ensure_ascii=False)
    yield (
        "jsonl with a line nested 100,000 deep",
        _write(folder, "deep.jsonl", (row + "\n" + "[" * 100_000).encode()),
    )


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
