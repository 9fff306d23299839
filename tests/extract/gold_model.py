"""Models that answer from gold: one that makes no mistake, and ways to make it lie.

They see what any model sees, the messages, and find their way back to the source by the sentences shown.
"""

import json
import re
from collections import Counter

from policysum.extract.answers import NOT_A_FIGURE
from policysum.extract.passages import _NOT_ASKED, _shown
from policysum.llm.types import Capabilities, Completion, Structured, Usage

_STANCE = ("status", "change", "period")
_LINE = re.compile(r"^\d+\|(.*)$", re.MULTILINE)


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

    async def complete(self, request):
        self.asked.append(request)
        shown = next(m.content for m in reversed(request.messages) if "<原文>" in m.content)
        shown_lines = _LINE.findall(shown)
        lines = [self._spans[text][0] for text in shown_lines]
        numbers = re.search(r"<数字>(.*)</数字>", shown, re.DOTALL).group(1)
        keys = self._keys(lines)
        if "achievements" in request.schema["properties"]:
            answer = self._everything(lines, keys)
        else:
            answer = {key: self._label(keys[key])["indicator"] for key in plain(numbers)} if numbers else {}
            if again := request.schema["properties"].get("判读"):
                labels = {key: self._label(keys[key]) for key in again["required"]}
                answer["判读"] = {
                    key: self._reading([label[name] or "null" for name in _STANCE])
                    for key, label in labels.items()
                }
        # As compact as the example of the prompt shows it.
        text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
        usage = Usage(sum(len(message.content) for message in request.messages), len(text))
        return Completion(text, model=self.name, usage=usage)

    def _keys(self, lines):
        seen, keys = Counter(), {}
        for line in lines:
            for mention in self._document.ledger.within(*line):
                if mention.kind not in _NOT_ASKED:
                    text = _shown(mention.text)
                    seen[text] += 1
                    keys[text if seen[text] == 1 else f"{text}#{seen[text]}"] = mention.start
        return keys

    def _everything(self, lines, keys):
        answer = {"achievements": [], "problems": [], "plans": []}
        for item in self._items:
            cited = [i for i, line in enumerate(lines, 1) if line.start < item.end and item.start < line.end]
            if cited and lines[cited[0] - 1].start <= item.start:
                first = lines[cited[0] - 1]
                headed = item.title in self._document.source[slice(*first)]
                answer[f"{item.type}s"].append(
                    {"title": "" if headed else item.title, "detail": item.title, "evidence": cited[:2]}
                )
        if not keys:
            return answer
        told = {key: self._label(start) for key, start in keys.items() if start in self._gold}
        answer["kpis"] = [{"value": key, "indicator": label["indicator"]} for key, label in told.items()]
        answer["corrections"] = [
            {"value": key, "reading": self._reading(stance)}
            for key, label in told.items()
            if (stance := [label[name] or "null" for name in _STANCE]) != self._read(keys[key])
        ]
        return answer

    def _reading(self, stance):
        """What is not so for most numbers, as the prompt has it."""
        usual = ("actual", "level", self._document.metadata.period or "null")
        return ",".join(said for said, most in zip(stance, usual, strict=True) if said != most)

    def _read(self, start):
        mention = self._document.ledger.mention_at(start)
        return [getattr(mention, name) or "null" for name in _STANCE]

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
        return self._lie(figure)


def plain(numbers):
    """The numbers of a list as they are asked for, without what is said of them at the head of a line."""
    lines = (re.sub(r"^\((?=[a-z0-9近])[^)]*\)", "", line) for line in numbers.strip().splitlines())
    return [key for line in lines for key in line.split("、")]
