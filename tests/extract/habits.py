"""What models do to the JSON they were asked for where no server holds them to a schema."""

import json


def stray_keys(answer):
    return {**_elements(answer, lambda one: {**one, "confidence": 0.9, "备注": "见原文"}), "说明": "完"}


def missing_lists(answer):
    """Empty lists are left out."""
    return {name: part for name, part in answer.items() if part != []}


def null_titles(answer):
    return _elements(answer, lambda one: {**one, "title": None} if "title" in one else one)


def off_the_list(answer):
    """Every list has an element more that says what may not be said."""
    false = {"title": "虚构", "detail": "虚构", "evidence": "9999"}
    lines = {
        "kpis": "9999:不知何物",
        "readings": "9999:future",
        "more": {"value": "9999万元", "indicator": ""},
    }
    return {
        name: [*part, lines.get(name, false)] if isinstance(part, list) else part
        for name, part in answer.items()
    }


def evidence_as_list(answer):
    def listed(one):
        first, _, last = one["evidence"].partition("-") if "evidence" in one else ("", "", "")
        return {**one, "evidence": list(range(int(first), int(last or first) + 1))} if first else one

    return _elements(answer, listed)


def lines_as_objects(answer):
    def pair(line):
        index, _, what = line.partition(":")
        return {"编号": index, "名称": what}

    return {
        name: [pair(one) if isinstance(one, str) else one for one in part] if isinstance(part, list) else part
        for name, part in answer.items()
    }


def keyed_by_index(answer):
    def keyed(part):
        return dict(line.split(":", 1) for line in part) if part and isinstance(part[0], str) else part

    return {name: keyed(part) if isinstance(part, list) else part for name, part in answer.items()}


def lines_in_pairs(answer):
    return _lines(answer, lambda index, what: [index, what])


def lines_as_a_list(answer):
    """Numbers are listed as in prose, where one line is about one number."""
    return _lines(answer, lambda index, what: f"{index}. {what}" if index.isdigit() else f"{index}:{what}")


def lines_in_one(answer):
    return {
        name: "\n".join(part)
        if isinstance(part, list) and all(isinstance(one, str) for one in part)
        else part
        for name, part in answer.items()
    }


def marks_in_names(answer):
    return _lines(answer, lambda index, what: f"{index}:[{index}]{what}")


def names_in_another_case(answer):
    def changed(one):
        return {name.capitalize(): part for name, part in one.items()}

    return changed(_elements(answer, changed))


def items_apart(answer):
    """The items stand in an object of their own beside the numbers."""
    apart = {name: part for name, part in answer.items() if name in {"achievements", "problems", "plans"}}
    return {"items": apart, **{name: part for name, part in answer.items() if name not in apart}}


def wrapped(answer):
    return {"result": answer}


def _elements(answer, change):
    return {
        name: [change(one) if isinstance(one, dict) else one for one in part]
        if isinstance(part, list)
        else part
        for name, part in answer.items()
    }


def _lines(answer, change):
    def changed(one):
        index, _, what = one.partition(":")
        return change(index, what)

    return {
        name: [changed(one) if isinstance(one, str) else one for one in part]
        if isinstance(part, list)
        else part
        for name, part in answer.items()
    }


def draft_first(text):
    return f'[思路] 先列条目：{{"achievements": []}}\n\n修正后：\n{text}'


def encoded_twice(text):
    return json.dumps(text, ensure_ascii=False)


def prose_around(text):
    return f"好的，以下是摘录结果：\n\n{text}\n\n希望对您有帮助！如需调整请告诉我。"


def fenced(text):
    return f"```json\n{text}\n```"


def trailing_commas(text):
    return text.replace("}]", "},]").replace("]}", "],}")


_LIMIT = 2500


def cut_off(text):
    """The last fifth of a long answer is beyond what the server gives out, and it calls that a regular end."""
    return text[: max(_LIMIT, len(text) * 4 // 5)]


def raw_newlines(text):
    return text.replace('","', '",\n"').replace("。", "。\n", 1)


SHAPES = (
    stray_keys,
    missing_lists,
    null_titles,
    off_the_list,
    evidence_as_list,
    lines_as_objects,
    keyed_by_index,
    lines_in_pairs,
    lines_as_a_list,
    lines_in_one,
    marks_in_names,
    names_in_another_case,
    items_apart,
    wrapped,
)
"""Habits of what is said."""
TEXTS = (prose_around, draft_first, encoded_twice, fenced, trailing_commas, cut_off, raw_newlines)
"""Habits of how it is written."""
NAMES = tuple(habit.__name__ for habit in (*SHAPES, *TEXTS))


def spoiled(text, habit):
    """An answer in one of these ways; an answer that is no JSON object stays as it is."""
    for one in SHAPES:
        if one.__name__ == habit:
            answer = json.loads(text)
            return json.dumps(one(answer), ensure_ascii=False) if isinstance(answer, dict) else text
    return next(one for one in TEXTS if one.__name__ == habit)(text)
