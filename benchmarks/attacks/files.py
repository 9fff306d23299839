"""Hostile reports: crafted texts, mutated files of every format, special files, names."""

import io
import json
import os
import random
import struct
import zipfile
import zlib
from pathlib import Path

from attacks.harness import REPORT, SEEDS

HTML = f"<html><head><title>报告</title></head><body><div id=zoom><p>{REPORT.replace(chr(10), '</p><p>')}</p></div></body></html>"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body, *, more=None):
    """A Word file with this body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        archive.writestr(
            "word/document.xml", f'<?xml version="1.0"?><w:document {_W}><w:body>{body}</w:body></w:document>'
        )
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def paragraph(text, properties=""):
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(objects):
    """A PDF of these objects, the first of which is the catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % at for at in places
    )
    return (
        out
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    )


def stream(content, extra=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


def page_of(content, resources=b"<< /Font << /F 5 0 R >> >>", more=()):
    return pdf([
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources %s >>" % resources,
        content, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", *more,
    ])  # fmt: skip


PLAIN_PDF = page_of(stream(b"BT /F 12 Tf 50 700 Td (Total investment 6134 and 91 firms in 2020.) Tj ET"))


def crafted():
    """Name and bytes of texts made to break a reader: each small, and each of its own kind."""
    u = str.encode
    deep = "".join(
        f"<w:p><w:pPr><w:numPr><w:ilvl w:val='99999'/><w:numId w:val='{n}'/></w:numPr></w:pPr><w:r><w:t>新增{n}家。</w:t></w:r></w:p>"
        for n in range(200)
    )
    bomb = zlib.compress(zlib.compress(b"0" * 200_000_000))
    self_form = stream(
        b"/X Do /X Do",
        b"/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 6 0 R >> >>",
    )
    laughs = [
        stream(
            b"/X%d Do " % (n + 1) * 10,
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X%d %d 0 R >> >>"
            % (n + 1, n + 7),
        )
        for n in range(9)
    ] + [stream(b"0 0 1 1 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")]
    good = docx(paragraph("新增企业12家。"))
    yield from {
        "comments.md": u("<!-- c -->\n" * 40 + REPORT), "comments.txt": u("<!-- c --> " * 60 + REPORT),
        "comments.html": u("<!-- c -->" * 5000 + HTML), "open_comment.md": u("<!--" * 5000 + REPORT),
        "blanks.txt": u("　" * 50_000 + REPORT), "lines.txt": u("\n" * 50_000 + REPORT), "tabs.md": u("\t" * 20_000 + REPORT),
        "hashes.md": u("#" * 50_000 + "\n" + REPORT), "stars.md": u("*" * 50_000 + REPORT), "quotes.md": u("> " * 5000 + REPORT),
        "fences.md": u("```\n" * 5001 + REPORT), "pipes.md": u("|" * 20_000 + "\n" + REPORT), "links.md": u("[" * 20_000 + REPORT),
        "images.md": u("![](" * 10_000 + REPORT), "escapes.md": u("\\" * 20_000 + REPORT), "table.md": u("|a|b|\n|-|-|\n" + "|1家|2家|\n" * 500),
        "digits.txt": u("9" * 20_000 + "家。\n" + REPORT), "commas.txt": u("1," * 10_000 + "\n" + REPORT), "dots.txt": u("1." * 10_000 + REPORT),
        "numerals.txt": u("一二三四五六七八九十" * 1000 + REPORT), "zeros.txt": u("零" * 10_000 + REPORT), "percent.txt": u("%" * 10_000 + REPORT),
        "stacked.txt": u("3" + "万" * 5000 + "元。" + REPORT), "years.txt": u("2020年" * 2000 + REPORT), "dashes.txt": u("1-" * 5000 + REPORT),
        "brackets.txt": u("（" * 20_000 + REPORT), "closed.txt": u("（1）" * 3000 + REPORT), "quoted.txt": u("“" * 20_000 + REPORT),
        "ordinals.txt": u("".join(f"{n}.要点{n}。\n" for n in range(1500))), "headings.txt": u("".join("一、标题\n内容1家。\n" for _ in range(500))),
        "control.txt": u("\x1b]0;PWN\x07\x1b[2J" + REPORT), "bidi.txt": u("\u202e" * 500 + REPORT), "zero_width.txt": u("\u200b".join(REPORT)),
        "combining.txt": u("家" + "\u0301" * 20_000 + REPORT), "surrogate.txt": b"\xed\xa0\x80" * 50 + u(REPORT), "nul.txt": u(REPORT) + b"\0" * 50,
        "utf16.txt": REPORT.encode("utf-16"), "utf16_cut.txt": REPORT.encode("utf-16")[:-1], "utf32.txt": REPORT.encode("utf-32"),
        "gbk.txt": REPORT.encode("gb18030"), "big5.txt": "計畫完成投資一百億元，新增企業十二家。".encode("big5") * 20, "half.txt": u(REPORT)[:-1],
        "mojibake.txt": u(REPORT).decode("latin-1").encode(), "one_line.txt": u(REPORT.replace("\n", "") * 40), "empty.txt": b"", "bom.txt": b"\xef\xbb\xbf",
        "divs.html": u("<div id=zoom>" * 5000 + REPORT), "deep.html": u("<b>" * 50_000 + REPORT), "tables.html": u("<table><tr><td>" * 2000 + REPORT),
        "attributes.html": u("<p " + "a='1' " * 20_000 + ">" + REPORT), "entities.html": u("&amp;" * 20_000 + REPORT), "charrefs.html": u("&#x1F600;&#0;&#xD800;&#99999999;" * 500 + HTML),
        "open_tag.html": u("<" * 20_000 + REPORT), "script.html": u("<script>" * 3000 + HTML), "style.html": u("<style>" + "{" * 20_000 + HTML), "cdata.html": u("<![CDATA[" * 3000 + HTML),
        "doctype.html": u("<!DOCTYPE " + "x" * 50_000 + HTML), "charset.html": u(f'<meta charset="bogus-8">{HTML}'), "unclosed.html": u("<button>" + HTML), "svg.html": u("<svg onload=alert(1)>" + HTML),
        "ilvl.docx": docx(deep), "nested.docx": docx("<w:tbl><w:tr><w:tc>" * 400 + paragraph("1家") + "</w:tc></w:tr></w:tbl>" * 400), "too_deep.docx": docx("<w:x>" * 3000 + "</w:x>" * 3000),
        "rows.docx": docx("<w:tbl>" + "<w:tr><w:tc>" + paragraph("1家") + "</w:tc></w:tr>" * 1 + "</w:tbl>" + "<w:tbl>" + f"<w:tr><w:tc>{paragraph('1家')}</w:tc></w:tr>" * 500 + "</w:tbl>"),
        "entity.docx": docx("").replace(b"x", b"x"), "xxe.docx": docx("", more={"word/styles.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}),
        "laughs.docx": docx("", more={"word/styles.xml": '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'}), "bomb.docx": docx(paragraph("0" * 120_000_000)),
        "flate.docx": good[:60] + bytes(b ^ 0x55 for b in good[60:90]) + good[90:], "cut.docx": good[:-30], "no_part.docx": docx("", more={}).replace(b"word/document.xml", b"word/documenX.xml"),
        "zip_only.docx": b"PK\x05\x06" + b"\0" * 18, "path.docx": docx(paragraph("新增企业12家。"), more={"../../evil": "x", "/etc/evil": "x"}),
        "plain.pdf": PLAIN_PDF, "self.pdf": page_of(stream(b"/X Do"), b"<< /XObject << /X 6 0 R >> >>", [self_form]), "laughs.pdf": page_of(stream(b"/X0 Do " * 10), b"<< /XObject << /X0 6 0 R >> >>", laughs),
        "flate.pdf": page_of(stream(bomb, b"/Filter [/FlateDecode /FlateDecode]")), "loop.pdf": PLAIN_PDF.replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), "count.pdf": PLAIN_PDF.replace(b"/Count 1", b"/Count 99999999"),
        "cut.pdf": PLAIN_PDF[:300], "head.pdf": b"%PDF-1.7\n", "encrypted.pdf": PLAIN_PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 9 0 R"), "huge_box.pdf": PLAIN_PDF.replace(b"[0 0 600 800]", b"[0 0 9e30 9e30]"),
        "many.pdf": page_of(stream(b"BT /F 1 Tf " + b"(1) Tj " * 100_000 + b"ET")),
        "half.jsonl": u('{{"id":"a","text":"{}"}}\n{{"id":"b","text":"新增12家。\\ud83d"}}\n{{"id":"c\\udc80","text":"{}"}}\n'.format(REPORT.replace("\n", "\\n"), REPORT.replace("\n", "\\n"))),
        "deep.jsonl": u("[" * 100_000 + "\n" + json.dumps({"text": REPORT}) + "\n"), "numbers.jsonl": u('{"text": 1e999}\n{"text": NaN}\n' + json.dumps({"text": REPORT}) + "\n"),
        "twice.jsonl": u('{{"text": "a", "text": "{}"}}\n'.format(REPORT.replace("\n", "\\n"))), "quotes.csv": u('id,text\n1,"' + REPORT), "nul.csv": u("id,text\n1,a\0b\n"), "wide.csv": u("," * 20_000 + "\n" + "," * 20_000 + "\n"),
        "semicolon.csv": u('id;text\n1;"' + REPORT + '"\n'), "heads.csv": u('id,text,text\n1,"' + REPORT + '","x"\n'), "only_head.csv": u("id,text\n"),
    }.items()  # fmt: skip


def mutated(count, seed):
    """Name and bytes of files of every format with bytes changed, cut out, doubled and swapped."""
    chance = random.Random(seed)
    bases = {
        ".txt": SEEDS[0].read_bytes()[:6000], ".md": ("# 标题\n\n" + REPORT + "\n| a | b |\n|--|--|\n| 1家 | 2% |\n").encode(), ".html": HTML.encode(),
        ".docx": docx(paragraph("一、工作") + paragraph("新增企业12家，投资3亿元。") + f"<w:tbl><w:tr><w:tc>{paragraph('1家')}</w:tc></w:tr></w:tbl>"), ".pdf": PLAIN_PDF,
        ".csv": f'id,text\n1,"{REPORT}"\n'.encode(), ".jsonl": (json.dumps({"id": "a", "text": REPORT}, ensure_ascii=False) + "\n").encode(),
    }  # fmt: skip
    for number in range(count):
        suffix, base = chance.choice(list(bases.items()))
        data = bytearray(base)
        for _ in range(chance.choice([1, 2, 5, 20])):
            at, length = chance.randrange(len(data) or 1), chance.choice([1, 1, 2, 8, 64])
            change = chance.randrange(5)
            if change == 0:
                data[at : at + length] = chance.randbytes(length)
            elif change == 1:
                del data[at : at + length]
            elif change == 2:
                data[at:at] = data[at : at + length] * chance.choice([1, 3, 30])
            elif change == 3:
                data[at : at + 4] = struct.pack("<i", chance.choice([0, -1, 2**31 - 1, 255]))
            else:
                data[at:at] = (
                    chance.choice(
                        [b"\0", b"\xff\xfe", b"<", b"(", b"%", b"\xe2\x80\xae", b"\xed\xa0\x80", b"1"]
                    )
                    * length
                )
        yield f"m{number:04}{suffix}", bytes(data)


def names():
    """File names that the system takes and programs trip over."""
    return [
        "报告.txt".encode("gbk"), b"\xff\xfe\xfd.txt", ("长" * 82 + ".txt").encode(), b"a\nb.txt", b"a\x1b]0;x\x07.txt", "a\u202eb.txt".encode(), b"-o.txt", b"--help.txt", b"a b.txt", b"a'b\".txt",
        b"[x].txt", b"*.txt", b"%s%n.txt", b"$(id).txt", b"a;b.txt", b"con.txt", b"..txt", "é.txt".encode(), "e\u0301.txt".encode(), "\u200b.txt".encode(), b"<img src=x onerror=alert(1)>.txt", b"=1+1.txt",
    ]  # fmt: skip


def attack_files(arena, *, mutants=240, seed=7):
    """Run over folders of hostile files; each file must end in a result or in a named error, and cost no other."""
    for kind, made in (("crafted", list(crafted())), ("mutated", list(mutated(mutants, seed)))):
        folder, out = arena.folder / kind, arena.folder / f"{kind}-out"
        folder.mkdir()
        for name, data in made:
            (folder / name).write_bytes(data)
        arguments = ("--engine", "extractive", "--quiet", "--format", "csv,html,jsonl")
        done = arena.run("run", folder, "-o", out, *arguments, timeout=420, memory=6_000)
        if done.status is None or done.status not in {0, 1}:
            _one_by_one(arena, kind, folder, made)
            continue
        for name, _ in made:
            lines = [line for line in done.err.splitlines() if name in line or f"{Path(name).stem}" in line]
            wrong = [line for line in lines if "internal error" in line or "Traceback" in line]
            arena.note(kind, name, wrong[0][:240] if wrong else "")
        tables = done.broken(allowed=(0, 1)) if "internal error" not in done.err else ""
        arena.note(
            kind,
            f"the tables over {len(made)} files",
            tables or ("" if (out / "kpis.csv").exists() else "no tables"),
            done.seconds,
        )
    folder, out = arena.folder / "names", arena.folder / "names-out"
    folder.mkdir()
    there = [name for name in names() if _written(os.fsencode(folder) + b"/" + name)]
    done = arena.run("run", folder, "-o", out, "--engine", "extractive", timeout=180)
    why = done.broken(allowed=(0, 1)) or (
        ""
        if len(list(out.glob("*.json"))) >= sum(name[:1] != b"." for name in there)
        else "results are missing"
    )
    for name in there:
        arena.note("names", repr(name), why)


def _written(path):
    try:
        Path(os.fsdecode(path)).write_bytes(REPORT.encode())
    except OSError:
        return False
    return True


def _one_by_one(arena, kind, folder, made):
    """A run that did not end says not which file it was."""
    for number, (name, _) in enumerate(made):
        arena.judge(
            kind,
            name,
            arena.run(
                "run",
                folder / name,
                "-o",
                arena.folder / f"one-{kind}-{number}",
                "--engine",
                "extractive",
                "--quiet",
                timeout=40,
            ),
        )


def attack_special(arena):
    """Devices, pipes, sparse files, links and folders in place of a file."""
    place = arena.folder / "special"
    place.mkdir()
    good = place / "good.txt"
    good.write_text(REPORT, encoding="utf-8")
    with (place / "sparse.txt").open("wb") as file:
        file.truncate(5_000_000_000)
    (place / "loop.txt").symlink_to("loop.txt")
    (place / "folder.txt").mkdir()
    out = arena.folder / "special-out"
    for special in (
        "/dev/zero",
        "/dev/urandom",
        "/dev/null",
        place / "sparse.txt",
        place / "loop.txt",
        place / "folder.txt",
        place / "no.txt",
    ):
        for command in (["numbers", special], ["check", special, "--source", good], ["check", good, "--source", special], ["run", special, "-o", out, "--engine", "extractive"],
                        ["show", special], ["apply", special], ["cache", "import", special]):  # fmt: skip
            arena.judge("special files", f"{command[0]} {special}", arena.run(*command, timeout=30))
    for name in ("numbers", "check", "run"):
        pipe = place / f"pipe-{name}.txt"
        os.mkfifo(pipe)
        process = os.fork()
        if process == 0:
            try:
                with pipe.open("w", encoding="utf-8") as file:
                    file.write(REPORT)
            finally:
                os._exit(0)
        more = {"numbers": [], "check": ["--source", good], "run": ["-o", out, "--engine", "extractive"]}[
            name
        ]
        done = arena.run(name, pipe, *more, timeout=30)
        os.kill(process, 9)
        os.waitpid(process, 0)
        arena.judge("special files", f"{name} of a pipe", done)
    nobody = place / "nobody.txt"
    os.mkfifo(nobody)
    for command in (["numbers", nobody], ["check", good, "--source", nobody], ["apply", nobody]):
        arena.judge(
            "special files", f"{command[0]} of a pipe that nobody writes", arena.run(*command, timeout=60)
        )
