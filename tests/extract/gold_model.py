"""Models that answer from gold: one that makes no mistake, and ways to make it lie.

They see what any model sees, the messages, and find their way back to the source by the sentences shown.
"""

import json
import re

from policysum.extract.answers import NOT_A_FIGURE
from policysum.extract.passages import _NOT_ASKED, _shown
from policysum.extract.readings import ranges, unsure
from policysum.extract.salvage import numbers_in
from policysum.llm.types import Capabilities, Completion, Structured, Usage

OUTLINED = {"kind": "other", "title": "", "issuer": "", "region": "", "period": "", "sections": []}
"""Gold says nothing of what a document is."""
_STANCE = ("status", "change", "period")
_LINE = re.compile(r"^\d+\|(.*)$", re.MULTILINE)
_MARK = re.compile(r"\[(\d+)\]")


class GoldModel:
    """A fake that answers every question from the gold annotations of one document."""

    name = "gold"

    def __init__(self, document, gold, *, lie=None, context=32_768):
        self.capabilities = Capabilities(family="fake", structured=Structured.STRICT, context=context)
        self._document = document
        self._gold = {kpi.start: kpi for kpi in gold.kpis}
        self._items = gold.items
        self._lie = lie or (lambda figure: figure)
        self._spans = {}
        for span in document.sentences:
            self._spans.setdefault(_shown(document.source[span.start : span.end]), []).append(span)
        self.asked = []
        self.said = {}
        """Start of a number -> what was answered of it last."""

    async def complete(self, request):
        self.asked.append(request)
        if "sections" in request.schema["properties"]:
            return Completion(json.dumps(OUTLINED), model=self.name, usage=Usage(400, 40))
        shown = next(m.content for m in reversed(request.messages) if "<原文>" in m.content)
        shown_lines = _LINE.findall(shown)
        lines = [self._spans[_MARK.sub("", text)][0] for text in shown_lines]
        numbers = dict(self._marked(shown_lines, lines))
        if "achievements" in request.schema["properties"]:
            answer = self._everything(lines, numbers)
        else:
            answer = self._again(shown, numbers)
        # As compact as the example of the prompt shows it.
        text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
        usage = Usage(sum(len(message.content) for message in request.messages), len(text))
        return Completion(text, model=self.name, usage=usage)

    def _outlines(self):
        return "outline" in self.asked[-1].schema["properties"]

    def _marked(self, shown_lines, lines):
        """The index of each mark and the start of the number before it."""
        for shown, line in zip(shown_lines, lines, strict=True):
            mentions = iter(m for m in self._document.ledger.within(*line) if m.kind not in _NOT_ASKED)
            for mark in _MARK.finditer(shown):
                before = _MARK.sub("", shown[: mark.start()])
                mention = next(m for m in mentions if before.endswith(_shown(m.text)))
                yield int(mark[1]), mention.start

    def _again(self, shown, numbers):
        asked, misread = asked_again(shown)
        labels = {index: self._label(numbers[index]) for index in (*asked, *misread)}
        answer = {"kpis": [f"{index}:{labels[index]['indicator']}" for index in asked]}
        if misread:
            answer["readings"] = [f"{index}:{_reading(labels[index])}" for index in misread]
        return answer

    def _everything(self, lines, numbers):
        answer = {"outline": OUTLINED} if self._outlines() else {}
        answer |= {"achievements": [], "problems": [], "plans": []}
        for item in self._items:
            cited = [i for i, line in enumerate(lines, 1) if line.start < item.end and item.start < line.end]
            if cited and lines[cited[0] - 1].start <= item.start:
                evidence = f"{cited[0]}-{cited[-1]}"
                answer[f"{item.type}s"].append(
                    {"title": item.title, "detail": item.title, "evidence": evidence}
                )
        if not numbers:
            return answer
        told = {index: self._label(start) for index, start in numbers.items() if start in self._gold}
        answer["kpis"] = [f"{index}:{label['indicator']}" for index, label in told.items()]
        otherwise = {}
        for index, label in told.items():
            mention = self._document.ledger.mention_at(numbers[index])
            read = {name: getattr(mention, name) for name in _STANCE}
            if unsure(mention, self._document.source) or any(label[name] != read[name] for name in _STANCE):
                otherwise.setdefault(_reading(label), []).append(index)
        answer["readings"] = [f"{ranges(indices)}:{reading}" for reading, indices in otherwise.items()]
        answer["more"] = []
        return answer

    def _label(self, start):
        fact = self._gold.get(start)
        if fact is None:
            return {"indicator": NOT_A_FIGURE, "status": "actual", "change": "level", "period": None}
        figure = {
            "indicator": fact.indicator,
            "status": fact.status,
            "change": fact.change,
            "period": fact.period,
        }
        self.said[start] = self._lie(figure)
        return self.said[start]


def _reading(label):
    return ",".join(label[name] or "null" for name in _STANCE)


def asked_again(shown):
    """The indices a second look asks names for, and those it asks readings for."""
    found = (re.search(rf"<{tag}>([\d,-]*)</{tag}>", shown) for tag in ("数字", "判读"))
    return [list(numbers_in(one[1])) if one else [] for one in found]
