"""Automatic numbers of a Word document: what stands before each paragraph, and how far it is set in.

``numbering.xml`` has lists of nine levels (``abstractNum``), and numbers that use them (``num``) with levels of their
own and new beginnings; a paragraph names its number itself or by its style. Numbers that use the same list go on
counting where another stopped (ECMA-376, part 1, 17.9).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from duijie.programmes.interfaces.word_counting import BULLET, WRITTEN, bullet
from duijie.programmes.interfaces.word_xml import is_on, points, qn, value, whole

LEVELS = 9
NUMBERING = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
DEEPEST = 300.0
"""Points that text is set in, at most."""
LONGEST = 80
"""Characters of a number, at most."""
PLACE = re.compile(r"%([1-9])")
STEPS = 20
"""Styles that build on each other, and lists that refer to others: no more are followed."""


@dataclass(frozen=True, slots=True)
class Number:
    """What stands before a paragraph. ``first`` and ``left`` are where its first and its other lines begin, in points;
    ``is_close``: the text follows without room, as after “第一条” with a space of its own."""

    text: str
    first: float
    left: float
    bold: bool
    is_close: bool


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    kind: str
    text: str
    restart: int
    """Levels up to this one begin it anew; 0: it is never begun anew."""
    is_legal: bool
    suffix: str
    bold: bool
    has_picture: bool
    indent: Any
    styles: frozenset[str]


def numbers_of(document: Any) -> dict[Any, Number]:
    """By the element of the paragraph, for those that have one; text boxes are not looked into."""
    lists = _Lists(document)
    if not lists.numbers:
        return {}
    counts: dict[str, list[int | None]] = {}
    begun: set[tuple[str, int]] = set()
    found: dict[Any, Number] = {}
    for paragraph in document.element.body.iter(qn("w:p")):
        if any(True for _above in paragraph.iterancestors(qn("w:txbxContent"))):
            continue
        named = lists.of_paragraph(paragraph)
        if named is None:
            continue
        number, at = named
        levels, count = lists.levels(number), counts.setdefault(lists.numbers[number][0], [None] * LEVELS)
        level = levels.get(at)
        if level is None:
            continue
        start = lists.numbers[number][1].get(at)
        if start is not None and (number, at) not in begun:
            count[at] = start
        else:
            before = count[at]
            count[at] = level.start if before is None else before + 1
        begun.add((number, at))
        for deeper in range(at + 1, LEVELS):
            restart = levels[deeper].restart if deeper in levels else deeper
            if at < restart:
                count[deeper] = None
        first, left = lists.indent_of(paragraph, level)
        text = _written(levels, count, at)
        is_close = level.suffix == "nothing"
        found[paragraph] = Number(text + (" " if level.suffix == "space" else ""), first, left, level.bold, is_close)
    return found


def has_unknown_numbers(document: Any) -> bool:
    """Whether a paragraph is numbered in a way that is not written here: in words, or by a picture."""
    lists = _Lists(document)
    for paragraph in document.element.body.iter(qn("w:p")):
        named = lists.of_paragraph(paragraph)
        level = lists.levels(named[0]).get(named[1]) if named is not None else None
        if level is not None and (level.has_picture or (level.kind != BULLET and level.kind not in WRITTEN)):
            return True
    return False


def _written(levels: dict[int, _Level], count: list[int | None], at: int) -> str:
    level = levels[at]
    if level.kind == BULLET:
        return bullet(level.text[:1])

    def one(place: re.Match[str]) -> str:
        which = int(place[1]) - 1
        if which > at or which not in levels:
            return ""
        number = count[which]
        kind = "decimal" if level.is_legal else levels[which].kind
        return WRITTEN.get(kind, str)(levels[which].start if number is None else number)

    return PLACE.sub(one, level.text)[:LONGEST]


class _Lists:
    """``numbers``: of each number its list, and where its levels begin anew."""

    def __init__(self, document: Any) -> None:
        self.numbers: dict[str, tuple[str, dict[int, int]]] = {}
        self._own: dict[str, dict[int, Any]] = {}
        self._abstract: dict[str, Any] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._styles = {str(one.get(qn("w:styleId"))): one for one in document.styles.element.iter(qn("w:style"))}
        self._default = next(
            (
                key
                for key, one in self._styles.items()
                if one.get(qn("w:type")) == "paragraph" and one.get(qn("w:default")) in ("1", "true", "on")
            ),
            "",
        )
        try:
            root = document.part.part_related_by(NUMBERING).element
        except (KeyError, AttributeError):
            return
        for one in root.iter(qn("w:abstractNum")):
            self._abstract[str(one.get(qn("w:abstractNumId")))] = one
        for one in root.iter(qn("w:num")):
            key, listed = str(one.get(qn("w:numId"))), str(value(one, "w:abstractNumId"))
            overrides = list(one.iter(qn("w:lvlOverride")))
            starts = {whole(each.get(qn("w:ilvl"))): value(each, "w:startOverride") for each in overrides}
            self.numbers[key] = listed, {at: whole(told) for at, told in starts.items() if told is not None}
            own = {whole(each.get(qn("w:ilvl"))): each.find(qn("w:lvl")) for each in overrides}
            self._own[key] = {at: each for at, each in own.items() if each is not None}

    def of_paragraph(self, paragraph: Any) -> tuple[str, int] | None:
        """Its number and level: its own, or those of its style."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        number, at = _number_in(own)
        chain = list(self._styles_of(paragraph))
        for style in chain:
            if number is not None and at is not None:
                break
            of_style, at_style = _number_in(style.find(f"{qn('w:pPr')}/{qn('w:numPr')}"))
            if number is None:
                number = of_style
                if at is None and of_style in self.numbers:
                    name = str(style.get(qn("w:styleId")))
                    named = (key for key, one in self.levels(of_style).items() if name in one.styles)
                    at = next(named, at_style)
        if number is None or number not in self.numbers:
            return None
        at = at or 0
        return (number, at) if 0 <= at < LEVELS else None

    def levels(self, number: str) -> dict[int, _Level]:
        if number not in self._levels:
            listed = self._list_of(number)
            found = {} if listed is None else {whole(one.get(qn("w:ilvl"))): one for one in listed.findall(qn("w:lvl"))}
            found |= self._own.get(number, {})
            self._levels[number] = {at: _level(one, at) for at, one in found.items() if 0 <= at < LEVELS}
        return self._levels[number]

    def indent_of(self, paragraph: Any, level: _Level) -> tuple[float, float]:
        """Where the first line and the others begin: as the paragraph says, its style, or the level."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}")
        styled = (one.find(f"{qn('w:pPr')}/{qn('w:ind')}") for one in self._styles_of(paragraph))
        is_direct = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
        told = [own, level.indent, *styled] if is_direct else [own, *styled, level.indent]
        left = next((found for one in told if (found := points(one, "w:left", "w:start")) is not None), 0.0)
        hanging = next((found for one in told if (found := _first(one)) is not None), 0.0)
        left = min(max(left, 0.0), DEEPEST)
        return min(max(left - hanging, 0.0), DEEPEST), left

    def _list_of(self, number: str) -> Any:
        """Its list; one that stands for the list of a style is followed."""
        listed = None
        for _step in range(STEPS):
            listed = self._abstract.get(self.numbers[number][0]) if number in self.numbers else None
            link = value(listed, "w:numStyleLink") if listed is not None else None
            style = self._styles.get(link) if link is not None else None
            if style is None:
                return listed
            number = str(_number_in(style.find(f"{qn('w:pPr')}/{qn('w:numPr')}"))[0])
        return listed

    def _styles_of(self, paragraph: Any) -> Iterator[Any]:
        key = value(paragraph.find(qn("w:pPr")), "w:pStyle") or self._default
        for _step in range(STEPS):
            style = self._styles.get(key)
            if style is None:
                return
            yield style
            key = value(style, "w:basedOn") or ""


def _level(element: Any, at: int) -> _Level:
    restart = value(element, "w:lvlRestart")
    weight = element.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return _Level(
        start=whole(value(element, "w:start")), kind=value(element, "w:numFmt") or "decimal",
        text=value(element, "w:lvlText") or "", restart=at if restart is None else whole(restart),
        is_legal=is_on(element.find(qn("w:isLgl"))), suffix=value(element, "w:suff") or "tab", bold=is_on(weight),
        has_picture=element.find(qn("w:lvlPicBulletId")) is not None,
        indent=element.find(f"{qn('w:pPr')}/{qn('w:ind')}"),
        styles=frozenset(str(one.get(qn("w:val"))) for one in element.findall(qn("w:pStyle"))),
    )  # fmt: skip


def _number_in(told: Any) -> tuple[str | None, int | None]:
    if told is None:
        return None, None
    at = value(told, "w:ilvl")
    return value(told, "w:numId"), None if at is None else whole(at)


def _first(indent: Any) -> float | None:
    """How far the first line stands before the others; below zero where it is set in further."""
    hanging = points(indent, "w:hanging")
    further = points(indent, "w:firstLine") if hanging is None else None
    return hanging if further is None else -further
