"""Columns that hold the first, the second, the third demand of one firm in one row: 需求1名称, 需求2名称."""

import re
from collections.abc import Mapping, Sequence

from duijie_match.lists.cells import folded
from duijie_match.lists.values import chinese_number

# The number stands close behind the noun; 技术指标1 and 技术指标2 are two figures of one demand.
_NUMBERED = re.compile(
    r"(?P<noun>需求|难题|demand|challenge)(?P<rest>[^\d一二三四五六七八九十()#]{0,8})[(#]?(?P<number>\d|[一二三四五六七八九])[)]?(?!\d)"
)
_TEXTS = re.compile(r"名称|标题|题目|内容|描述|简介|说明|概述|title|name|description|content|details?|")
_BRACKETED = re.compile(r"\([^()]*\)")  # (必填), (万元): no part of a name


def series_of(labels: Sequence[str]) -> Mapping[int, int]:
    """By column which of a row's demands it belongs to; columns that belong to all of them are not in it."""
    found: dict[str, dict[int, int]] = {}
    of_texts: set[str] = set()
    for index, label in enumerate(labels):
        text = folded(label).replace(" ", "")
        numbered = _NUMBERED.search(text)
        if numbered is None:
            continue
        written = numbered["number"]
        number = int(written) if written.isdigit() else chinese_number(written)
        behind = numbered["rest"] + _BRACKETED.sub("", text[numbered.end() :])
        base = text[: numbered.start()] + numbered["noun"] + behind
        if number in found.setdefault(base, {}):
            return {}
        found[base][number] = index
        if _TEXTS.fullmatch(behind):
            of_texts.add(base)
    whole = {
        base: places
        for base, places in found.items()
        if len(places) > 1 and set(places) == set(range(1, len(places) + 1))
    }
    if not of_texts & whole.keys():  # 需求单位1 and 需求单位2 ask for one thing together
        return {}
    return {index: number for places in whole.values() for number, index in places.items()}
