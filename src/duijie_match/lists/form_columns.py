"""Sheets with the labels at the left and a demand in each column beside them: a list that lies on its side."""

from collections.abc import Iterator, Sequence

from duijie_match.lists.form_labels import Label, Labels
from duijie_match.lists.form_layout import Pair
from duijie_match.lists.form_values import is_prompt, value_of
from duijie_match.lists.openxml import Area

_FEWEST = 3  # lines with a label


def pairs_by_column(
    lines: Sequence[Sequence[str]], numbers: Sequence[int], merges: Sequence[Area], labels: Labels
) -> list[list[Pair]]:
    """The pairs of each column of values, or nothing where the sheet is laid out otherwise. ``numbers`` are the rows
    of ``lines``.
    """
    rows = [(number, line) for number, line in zip(numbers, lines, strict=True) if sum(map(bool, line)) > 1]
    if not rows:
        return []
    left = min(next(at for at, text in enumerate(line) if text) for _, line in rows)
    named = [(line, label) for _, line in rows if (label := _label(line[left], labels)) is not None]
    sure = [label for _, label in named if label.sure]
    if len(sure) < _FEWEST or len(named) < len(rows) or len({label.key for label in sure}) < len(sure):
        return []
    columns = sorted({at for line, _ in named for at, text in enumerate(line) if text and at != left})
    titles = [line for line, label in named if label.field == "title" and label.sure]
    if len(columns) < 2 or len(titles) != 1 or not _are_titles([_at(titles[0], at) for at in columns]):
        return []
    values = [text for line, _ in named for at in columns if (text := _at(line, at))]
    labelled = sum(1 for text in values if (found := labels.find(text)) and found.sure)
    if labelled * 10 > len(values) or _is_merged(columns, [number for number, _ in rows], merges):
        return []
    if any(sum(bool(_at(line, at)) for line, _ in named) * 2 < len(named) for at in columns):
        return []
    return [[Pair(label, value_of(_at(line, at))) for line, label in named] for at in columns]


def _label(text: str, labels: Labels) -> Label | None:
    return (labels.find(text) or labels.make_up(text)) if text else None


def _at(line: Sequence[str], at: int) -> str:
    return line[at] if at < len(line) else ""


def _are_titles(texts: list[str]) -> bool:
    return all(len(text) > 1 and not is_prompt(text) for text in texts) and len(set(texts)) == len(texts)


def _is_merged(columns: Sequence[int], numbers: Sequence[int], merges: Sequence[Area]) -> bool:
    """Whether a value reaches over several columns: there is one form then."""
    within: Iterator[bool] = (
        top <= number <= bottom and left < right and right >= columns[0]
        for top, bottom, left, right in merges
        for number in numbers
    )
    return any(within)
