"""What was learned, as a workbook: figures, reliability with its chart, every judged pair, what was run."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from duijie_match.learning.fitting import Fitted
from duijie_match.learning.labels import FAIRLY_STRONG, LEVELS
from duijie_match.learning.quality import Quality, calibration_error
from duijie_match.lists.plain_sheet import Cell
from duijie_match.lists.plain_workbook import Book, Series, open_book
from duijie_match.lists.problems import Problem
from duijie_match.lists.workbook_pages import LEVEL_NAMES, Pages, RunSheet, labelled, plain, write_problems, write_run
from duijie_match.lists.writing import replacing
from duijie_match.results import Level
from duijie_match.wording import Message, msg

READINGS = (
    ("error", msg("Mean absolute error of the expected level (0 is best)")),
    ("closeness", msg("1 / (1 + error)")),
    ("exact", msg("Share of levels met exactly")),
    ("correlation", msg("Spearman's rank correlation of score and level")),
    ("gain", msg("nDCG@10 over demands")),
    ("auc", msg("Share of couples in the right order: level 3 or above (accepted) before the others")),
)


def write_report(path: Path, fitted: Fitted, run: RunSheet, problems: Sequence[Problem], language: str) -> None:
    """Write the workbook, whole or not at all."""
    with replacing(path) as part, open_book(part) as book:
        _figures(book, fitted, language)
        _reliability(book, fitted, language)
        _pairs(book, fitted, language)
        write_problems(book, problems, language)
        write_run(book, run, language)


def _figures(book: Book, fitted: Fitted, language: str) -> None:
    figures = fitted.model.figures
    kinds: tuple[tuple[Message, Quality], ...] = (
        (msg("Before: shipped calibration"), figures.untrained),
        (msg("Always the same level"), figures.constant),
        (msg("After: new demands"), figures.new),
        (msg("After: known demands"), figures.known),
    )
    columns = [plain(msg("Figure"), 46, language, wrap=True)]
    columns += [plain(name, 22, language, wrap=True) for name, _ in kinds]
    pages = Pages(book, msg("How good it is").render(language), columns)
    for name, label in READINGS:
        values = [getattr(quality, name) for _, quality in kinds]
        pages.write([label.render(language), *[round(v, 4) if np.isfinite(v) else None for v in values]])
    pages.write([msg("Judged pairs").render(language), *[quality.pairs for _, quality in kinds]])
    pages.write([_READ_NEW.render(language), None, None, None, None])
    pages.write([_READ_KNOWN.render(language), None, None, None, None])
    pages.close()


_READ_NEW = msg(
    "New demands: each demand was graded by a model that had seen none of its pairs. This is what to expect of demands "
    "that arrive tomorrow."
)
_READ_KNOWN = msg(
    "Known demands: each pair was graded by a model that may have seen other pairs of the same demand. This is what to "
    "expect of further candidates for the demands in the list."
)


def _reliability(book: Book, fitted: Fitted, language: str) -> None:
    """Told and seen probabilities, a block of rows for each level, and both against each other as a chart."""
    columns = [
        plain(msg("Level or above"), 18, language),
        plain(msg("Told between"), 14, language),
        plain(msg("Pairs"), 9, language),
        plain(msg("Told on average"), 16, language),
        plain(msg("Came true"), 16, language),
        plain(msg("Calibration error"), 16, language),
    ]
    page = book.sheet(msg("Reliability").render(language), columns)
    series = []
    for place, level in enumerate(LEVELS):
        bins = fitted.bins(place)
        name = f"{level} {LEVEL_NAMES[Level(level)].render(language)}"
        first = page.rows + 1
        for number, one in enumerate(bins):
            error: Cell = round(calibration_error(bins), 4) if not number else None
            span = f"{one.low:.1f}–{one.high:.1f}"
            page.write([name, span, one.count, round(one.told, 4), round(one.seen, 4), error])
        if bins:
            series.append(Series(name, first, page.rows, 3, 4))
    page.close()
    page.chart(
        series,
        title=msg("Told probabilities and what came true, new demands").render(language),
        across=msg("Told").render(language),
        up=msg("Came true").render(language),
        cell="H2",
    )


def _pairs(book: Book, fitted: Fitted, language: str) -> None:
    """Those first on which judgement and estimate differ most: look at them again, one of both is wrong."""
    columns = [
        labelled("demand_id", language),
        labelled("supply_id", language),
        plain(msg("Judged"), 12, language),
        plain(msg("Estimate, demand new"), 18, language),
        plain(msg("Estimate, demand known"), 18, language),
        plain(msg("Difference"), 12, language),
    ]
    pages = Pages(book, msg("Judged pairs").render(language), columns, freeze=2)
    levels, signs = fitted.labels.levels, fitted.labels.signs[:, FAIRLY_STRONG]
    target = np.where(np.isfinite(levels), levels, np.where(signs > 0, 3.0, 2.0))
    known = np.isfinite(levels)
    apart = np.where(known, target - fitted.known.expected, np.sign(target - 2.5) * np.maximum(
        0, np.where(signs > 0, 3 - fitted.known.expected, fitted.known.expected - 2)))  # fmt: skip
    words = {1: msg("accepted").render(language), -1: msg("declined").render(language), 0: ""}
    for place in np.lexsort((np.arange(len(target)), -np.abs(apart))).tolist():
        demand, item = fitted.labels.pairs[place]
        judged: Cell = int(levels[place]) if known[place] else words[int(signs[place])]
        pages.write(
            [
                demand,
                item,
                judged,
                round(float(fitted.new.expected[place]), 3),
                round(float(fitted.known.expected[place]), 3),
                round(float(apart[place]), 3),
            ]
        )
    pages.close()
