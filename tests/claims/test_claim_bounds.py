"""What lies just at a limit of the reading of claims, and what lies just beyond it."""

import io
import zipfile

import pytest

from policysum.claims import walk
from policysum.claims.numerals import in_prose, number_text, quantity_of, sentence_around
from policysum.claims.tables import looks_like_csv, xlsx_rows
from policysum.errors import ClaimsError
from policysum.verify import load_claims


def one(claims):
    (claim,) = walk(claims)
    return claim


@pytest.mark.parametrize(
    ("text", "is_table"),
    [
        ("指标,数值\n产值,12", True),
        ("指标,数值", False),
        ('"指标,数值"\n"产值,12"', False),
        (f"{'指' * 30},数值\n产值,12", True),
        (f"{'指' * 31},数值\n产值,12", False),
    ],
)
def test_a_table_has_two_lines_two_columns_and_heads_of_thirty_characters(text, is_table):
    assert looks_like_csv(text) is is_table


@pytest.mark.parametrize(("size", "reason"), [(1 << 28, "damaged"), ((1 << 28) + 1, "unpacks to 268 MB")])
def test_a_workbook_may_unpack_to_a_quarter_of_a_gigabyte(size, reason):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", "none")
        archive.filelist[0].file_size = size  # as its list of contents says
    with pytest.raises(ClaimsError, match=reason):
        xlsx_rows(packed.getvalue(), "here")


def nest(depth, inner):
    for _ in range(depth):
        inner = {"a": inner}
    return inner


def test_a_path_of_a_hundred_steps_is_shown_whole_and_of_a_longer_one_both_ends():
    # the whole of the claims is a step, too
    assert one(nest(99, 5)).path == ".".join("a" * 99)
    longer = f"{'.'.join('a' * 49)}….{'.'.join('a' * 50)}"
    assert one(nest(100, 5)).path == one(nest(140, 5)).path == longer


@pytest.mark.parametrize(("letters", "unit"), [(20, "单" * 20), (21, "")])
def test_a_unit_has_twenty_characters(letters, unit):
    beside = (
        one({"unit": "单" * letters, "amount": 5})
        if unit
        else walk({"unit": "单" * letters, "amount": 5})[-1]
    )
    assert beside.text == f"5{unit}"
    assert walk({"amount": 5, "amount_unit": "单" * letters, "n": 6})[0].text == f"5{unit}"


def test_a_numeric_text_of_forty_characters_takes_the_unit_beside_it():
    assert one({"unit": "万元", "amount": f"5.{'0' * 38}"}).text.endswith("万元")
    assert not walk({"unit": "万元", "amount": f"5.{'0' * 39}"})[0].text.endswith("万元")


@pytest.mark.parametrize(("year", "period"), [(1899, None), (1900, "1900"), (2199, "2199"), (2200, None)])
def test_a_period_as_a_number_is_a_year_from_1900_on(year, period):
    assert one({"indicator": "产值", "value": "5亿元", "period": year}).period == period


@pytest.mark.parametrize(("blanks", "period"), [(15, "2024年"), (16, None)])
def test_the_head_of_a_column_is_a_time_of_twenty_characters(blanks, period):
    found = walk({"指标": "产值", "单位": "亿元", f"2024年{' ' * blanks}": 5})
    assert [claim.period for claim in found if claim.text == "5亿元"] == [period]


@pytest.mark.parametrize(
    ("printed", "claims"), [("6亿元", 2), ("超过了约6亿元", 2), ("合计超过了约6亿元", 1)]
)
def test_a_printed_form_with_four_more_characters_is_still_one(printed, claims):
    assert len(walk({"indicator": "产值", "value": "5亿元", "text": printed})) == claims


@pytest.mark.parametrize(
    ("words", "change"), [("增长", "growth"), ("增长了约", "growth"), ("增长了近约", None)]
)
def test_a_verb_of_change_has_two_characters_behind_it(words, change):
    assert one({"indicator": "产值", "value": f"{words}5.7%"}).change == change


def test_numbers_of_four_hundred_digits_are_shown_whole():
    assert number_text(10**400) == f"1{'0' * 400}"
    assert number_text(10**401) == "1.000000E+401"


@pytest.mark.parametrize(("text", "read"), [("1e10000", True), ("1e10001", False), ("1e-10001", False)])
def test_powers_of_ten_up_to_ten_thousand_are_numbers(text, read):
    assert (quantity_of(text, "个").value is not None) is read


def test_a_text_of_two_hundred_characters_is_one_claim():
    for size, whole in ((200, True), (201, False)):
        text = f"新建水厂。{'某' * (size - 9)}新建3座"
        assert len(text) == size
        assert (sentence_around(text, size - 2, size) == text) is whole


def test_a_sentence_is_cut_two_hundred_characters_from_its_number():
    filler = "某" * 300
    around = sentence_around(f"{filler}3座{filler}", 300, 302)
    assert around == f"{'某' * 200}3座{'某' * 200}"
    assert sentence_around(f"{'某' * 99}。{'某' * 200}3座。{filler}", 300, 302) == f"{'某' * 200}3座。"
    assert sentence_around(f"{filler}3座{'某' * 199}。{filler}", 300, 302) == f"{'某' * 200}3座{'某' * 199}。"
    assert sentence_around(f"{filler}3座{'某' * 200}。{filler}", 300, 302) == around
    assert sentence_around(f"。{'某' * 200}3座。", 201, 203) == f"{'某' * 200}3座。"


@pytest.mark.parametrize(("blanks", "left_out"), [(60, True), (61, False)])
def test_the_mark_of_an_item_stands_within_sixty_blanks(blanks, left_out):
    found = [quantity.text for quantity in in_prose(f"如下\n{' ' * blanks}1. 新建5座")]
    assert (found == ["5座"]) is left_out


def test_a_json_integer_of_eighteen_digits_is_an_int(tmp_path):
    path = tmp_path / "claims.json"
    for digits, kind in ((18, "int"), (19, "Decimal")):
        path.write_text(f"[{'9' * digits}]", "utf-8")
        (value,) = load_claims(path)
        assert type(value).__name__ == kind


def test_a_key_that_stands_twice_is_named_and_not_the_one_before_it(tmp_path):
    path = tmp_path / "claims.json"
    path.write_text('{"产值": 1, "税收": 2, "税收": 3}', "utf-8")
    with pytest.raises(ClaimsError, match="税收"):
        load_claims(path)


@pytest.mark.parametrize("mark", ["- ", "* ", "  - ", "> ", "• "])
def test_the_number_of_an_item_behind_a_mark_is_the_writers_own(mark):
    assert [claim.text for claim in walk(f"{mark}1. 新建水厂3座\n{mark}2、新建学校5所")] == ["3座", "5所"]
