"""Where a table's header stands among title rows, notes and data, and what each column is called."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from duijie_match.lists.cells import Row, is_blank, text_of
from duijie_match.lists.openxml import Area
from duijie_match.lists.vocabulary import CONFIDENCE, Fit, Recognition, Vocabulary

LOOK_AT = 60  # rows from the top among which the header is sought
_LONGEST_HEADING = 60
_LONGEST_LOOSE = 12  # a longer cell that merely contains a known name is a sentence of the list
_GOOD = 2.0  # two fields by their names
_CLEARLY = 0.9
_FILLED_FORM = re.compile(r"[:：].*\S")
_NUMBERISH = re.compile(r"^[\d.,%\-/年月日 ]+$")

_GROUP = re.compile(r"(?:的?基本|相关)?(?:信息|情况|资料|概况|資料|情況|information|details)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """``first`` to ``last`` are row numbers; ``labels[i]`` is what column i is called (empty where nothing stands)."""

    first: int
    last: int
    labels: tuple[str, ...]
    score: float


def find_header(
    rows: Sequence[Row], vocabulary: Vocabulary, merges: Sequence[Area] = (), *, at: int | None = None
) -> Header | None:
    """The header among the first rows of a sheet, of one row or two; ``None`` where no row looks like one.

    A row counts by the fields its cells name; of equals the upper wins. ``at`` fixes the row of the header: its first,
    or one that merged cells of the first reach down to.
    """
    if at is not None:
        at = min((top for top, bottom, _, _ in merges if top < at <= bottom), default=at)
    best: Header | None = None
    for position, row in enumerate(rows[:LOOK_AT]):
        if at is not None and row.number != at:
            continue
        one = _single(row, vocabulary, merges)
        two = _double(row, rows[position + 1], vocabulary, merges) if position + 1 < len(rows) else None
        for header in (one, two):
            if header and (best is None or header.score > best.score + _margin(best, header, rows)):
                best = header
    if at is not None:
        return _deepened(best, rows, vocabulary, merges) if best else _plain(rows, at)
    if best is None or best.score < CONFIDENCE[Fit.CONTAINED]:
        return None
    return _deepened(best, rows, vocabulary, merges)


def _margin(upper: Header, lower: Header, rows: Sequence[Row]) -> float:
    """By how much ``lower`` must be better: a good header with rows below it is not given up for a column more, or
    those rows would be lost.
    """
    between = [row for row in rows if upper.last < row.number < lower.first]
    has_rows = any(sum(cell is not None for cell in row.cells) > 1 for row in between)
    return _CLEARLY if has_rows and upper.score >= _GOOD else 1e-9


def _deepened(header: Header, rows: Sequence[Row], vocabulary: Vocabulary, merges: Sequence[Area]) -> Header:
    """``header`` with a further row where each of that row's cells stands under an area that the last row merges:
    联系人 and 电话 under 联系方式, itself under 企业信息. Its words are known, or all other headings reach down to it.
    """
    below = next((row for row in rows if row.number == header.last + 1), None)
    named = {column for column, label in enumerate(header.labels) if label}
    groups = [area for area in merges if area[0] == area[1] == header.last and area[3] > area[2] and area[2] in named]
    if below is None or not groups:
        return header
    texts = {column: text for column, text in enumerate(_texts(below)) if text}
    under = {column: left for _, _, left, right in groups for column in range(left, right + 1)}
    deep = {left for top, bottom, left, _ in merges if top <= header.last < bottom}
    others = named - under.keys()
    known = all(vocabulary.recognise(text).known for text in texts.values())
    if not texts or not texts.keys() <= under.keys() or not (known or (others and others <= deep)):
        return header
    labels = list(header.labels) + [""] * (max(texts) + 1 - len(header.labels))
    for column, text in texts.items():
        labels[column] = _joined(header.labels[under[column]], text, vocabulary)
    return Header(header.first, below.number, tuple(labels), header.score)


def _plain(rows: Sequence[Row], at: int) -> Header | None:
    for row in rows:
        if row.number == at:
            return Header(at, at, _texts(row), 0.0)
    return None


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(text_of(cell).replace("\n", "") for cell in row.cells)


def _single(row: Row, vocabulary: Vocabulary, merges: Sequence[Area]) -> Header | None:
    labels = _texts(row)
    if _wide_title(row, merges, len([label for label in labels if label])):
        return None
    score = _score(labels, vocabulary)
    return Header(row.number, row.number, labels, score) if score > 0 else None


def _wide_title(row: Row, merges: Sequence[Area], filled: int) -> bool:
    """Whether a row is one cell merged over several columns: a title, whatever it says."""
    return filled == 1 and any(top <= row.number <= bottom and right > left for top, bottom, left, right in merges)


def _score(labels: Sequence[str], vocabulary: Vocabulary) -> float:
    """How much a row is a header: the sum of the confidences of the different fields it names, and a little for
    other short words.
    """
    fields: dict[str, float] = {}
    other = carried = odd = 0
    for label in labels:
        if not label:
            continue
        if len(label) > _LONGEST_HEADING or _NUMBERISH.match(label):
            odd += 1
            continue
        found = vocabulary.recognise(label)
        sentence = len(label) > _LONGEST_LOOSE or _FILLED_FORM.search(label)
        if found.field is not None and not (sentence and found.fit is Fit.CONTAINED):
            fields[found.field] = max(fields.get(found.field, 0.0), found.confidence)
        elif found.known:
            carried += 1
        else:
            other += 1
    if not fields:
        return 0.0
    return sum(fields.values()) + min(0.3 * carried, 1.5) + min(0.02 * other, 0.2) - 0.5 * odd


def _double(upper: Row, lower: Row, vocabulary: Vocabulary, merges: Sequence[Area]) -> Header | None:
    """Two rows as one header: groups above, their columns below. ``None`` where the lower row is no part of a
    header.
    """
    if lower.number != upper.number + 1 or is_blank(lower.cells):
        return None
    above, below = list(_texts(upper)), list(_texts(lower))
    if sum(map(bool, above)) < 2:
        return None  # a title above the header is no group of columns
    if any(len(label) > _LONGEST_HEADING or _NUMBERISH.match(label) for label in below if label):
        return None
    width = max(len(above), len(below))
    above += [""] * (width - len(above))
    below += [""] * (width - len(below))
    spans = [area for area in merges if area[0] == upper.number]
    deep = {column for top, bottom, left, right in spans if bottom >= lower.number for column in range(left, right + 1)}
    grouped = _fill_groups(above, below, [area for area in spans if area[1] < lower.number], deep)
    if not grouped:
        return None
    labels = tuple(
        _joined(up, down, vocabulary) if column not in deep else up
        for column, (up, down) in enumerate(zip(above, below, strict=True))
    )
    score = _score(labels, vocabulary)
    # Two rows must name more than the upper alone, or the lower one is data.
    gain = score - _score(_texts(upper), vocabulary)
    return Header(upper.number, lower.number, labels, score) if gain > 0.25 else None


def _fill_groups(above: list[str], below: list[str], groups: Sequence[Area], deep: set[int]) -> bool:
    """Write each group's name over its columns (in place). Whether there is a group at all and the rows fit
    together.
    """
    found = False
    for _, _, left, right in groups:
        if right > left and left < len(above) and above[left]:
            for column in range(left + 1, min(right + 1, len(above))):
                above[column] = above[left]
            found = True
    if found:
        return True
    # Without merged areas (csv, some exporters): a blank above a word continues the group to its left.
    original = list(above)
    for column in range(1, len(above)):
        if not above[column] and below[column] and column not in deep and above[column - 1] and below[column - 1]:
            above[column] = above[column - 1]
            found = True
    clashes = sum(
        1
        for column, (up, down) in enumerate(zip(original, below, strict=True))
        if up and down and not (column + 1 < len(original) and not original[column + 1] and below[column + 1])
    )
    return found and clashes == 0


def _joined(up: str, down: str, vocabulary: Vocabulary) -> str:
    if not up or not down or up == down:
        return down or up
    parent, child = vocabulary.recognise(up), vocabulary.recognise(down)
    if (parent.known and parent.field is None) or not child.known:
        return f"{up}/{down}"
    # 名称 under 企业基本信息 is the name of the firm, under 技术需求 that of the demand.
    group = _GROUP.sub("", up)
    both = f"{group} {down}" if group.isascii() else f"{group}{down}"
    whole = vocabulary.recognise(both)
    if whole.field not in (None, child.field) and (_plain_child(whole) or whole.field == "org"):
        return both
    return down if _plain_child(child) else f"{up}/{down}"


def _plain_child(child: Recognition) -> bool:
    return child.fit in (Fit.EXACT, Fit.NORMALISED)


def repeats(row: Row, header: Header) -> bool:
    """Whether a row below is the header once more (lists that were pasted together)."""
    same = other = 0
    for cell, label in zip(row.cells, header.labels, strict=False):
        if cell is None:
            continue
        if isinstance(cell, str) and text_of(cell).replace("\n", "") == label:
            same += 1
        else:
            other += 1
            if other > 2 and other > same:
                return False
    return same >= 2 and same >= 4 * other
