"""Table bars and planted brand names that stick to a title."""

from __future__ import annotations

import re
from itertools import islice

from policysum.document.title_forms import OFFICE_LINE, STRONG_TITLE, TITLE_WORDS
from policysum.quantity.model import Span

__all__ = ["RESIDUE_TAIL", "clean_title", "without_spam"]

RESIDUE_TAIL = re.compile(r"(?<![\s|｜])(?=\s*+[|｜])[\s|｜]++$")

# What spam plants in titles: brands and bait of gambling sites.
_SPAM = re.compile(
    r"(?:网址|体育|娱乐|彩票|体彩|博彩|投注|竞猜|棋牌|赌场|开户|官网|官方|网站|平台|app|APP|注册|登录|登陆|入口|下载|直播|真人|百家乐|手机版|电竞|电子|游戏|会员|六合彩|时时彩|赛车|返水|首存)"
)
_SPAM_BRAND = re.compile(
    r"[A-Za-z]{1,12}\d+|\d{2,}|[A-Za-z]{2,}|bet|vip|明升|威廉|澳门|皇冠|金沙|凤凰|葡京|永利|太阳城|银河|半岛|星空|江南|南宫|云顶|新濠|威尼斯"
)
# Names that are nothing else.
_SPAM_NAME = re.compile(
    "必发|必威|亚博|万博|乐鱼|九游会|米乐|开云|华体会|爱游戏|新葡京|ku游|酷游|博天堂|凯发|龙八|优德|乐动体育|酷游|[Kk]aiyun|[Ll]eyu|BETWAY"
)
# Glued to the title without anything between: m88明升体育网址区科技局2019年工作总结.
_SPAM_HEAD = re.compile(
    r"[A-Za-z]{1,12}\d{0,5}[\u4e00-\u9fff]{0,6}?(?:体育|娱乐|彩票|棋牌|官网|官方网站|网址|登录|入口|注册|[Aa][Pp][Pp]|下载|平台|手机版|在线)+(?=[\u4e00-\u9fff\d])"
)
_SPAM_CUT = re.compile(r"(?:(?<!\s)\s++)?[-_—–|｜丨·:：]++\s*+")


def without_spam(source: str, line: Span) -> tuple[Span, list[tuple[int, int, str]]]:
    """Cut table bars and planted brand names off a title."""
    text = source[line.start : line.end]
    start, end = line
    pieces: list[tuple[int, int, str]] = []
    bars = RESIDUE_TAIL.search(text)
    if bars:
        end = line.start + bars.start()
        offset = len(bars.group()) - len(bars.group().lstrip())
        pieces.append((end + offset, line.end, "residue"))
    cuts = list(islice(_SPAM_CUT.finditer(source, start, end), 20))
    heads = [
        c for c in cuts if _is_spam(source[start : c.start()]) and TITLE_WORDS.search(source, c.end(), end)
    ]
    tails = [
        c for c in cuts if _is_spam(source[c.end() : end]) and TITLE_WORDS.search(source, start, c.start())
    ]
    glued = _SPAM_HEAD.match(source, start, end)
    if heads or (glued and STRONG_TITLE.search(source, glued.end(), end)):
        stop = heads[-1].end() if heads or glued is None else glued.end()
        pieces.append((start, stop, "spam"))
        start = stop
    elif tails:
        pieces.append((tails[0].start(), end, "spam"))
        end = tails[0].start()
    return Span(start, end), pieces


def clean_title(title: str) -> str:
    """A title without what spam has glued to it."""
    span, _ = without_spam(title, Span(0, len(title)))
    return title[span.start : span.end].strip()


def _is_spam(text: str) -> bool:
    if len(text) > 40 or re.search("政府|人民|科技", text) or OFFICE_LINE.match(text):
        return False
    return bool(_SPAM_NAME.search(text) or (_SPAM.search(text) and _SPAM_BRAND.search(text)))
