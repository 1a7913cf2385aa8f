"""Problems of lists in lines, for the terminal."""

from collections.abc import Iterable, Sequence
from itertools import islice

from duijie_match.commands.screen import Screen
from duijie_match.lists.problems import Problem
from duijie_match.wording import msg

SHOWN = 10  # problems in a summary
_LONGEST = 40  # characters of a cell


def line_of(problem: Problem, language: str) -> str:
    """Place and sentence; between them the column and the cell, where the sentence is about a cell and does not quote
    it.
    """
    place, sentence = place_of(problem, language), problem.message.render(language)
    cell = " ".join(problem.value.split())
    if problem.column and cell and cell[:_LONGEST] not in sentence:
        shown = cell if len(cell) <= _LONGEST else f"{cell[:_LONGEST]}…"
        return msg("{place}, {column} “{value}”: {sentence}",
                   place=place, column=problem.column, value=shown, sentence=sentence).render(language)  # fmt: skip
    return told_of(place, sentence, language)


def tell_first(lines: Iterable[str], count: int, screen: Screen) -> None:
    """The first few of ``count`` lines, no other of which is made, and how many more there are."""
    for line in islice(lines, SHOWN):
        screen.warn(f"  {line}")
    if count > SHOWN:
        screen.warn(msg("  … and {n} more.", n=count - SHOWN))


def tell_problems(problems: Sequence[Problem], screen: Screen) -> None:
    """The first few of ``problems``, each in a line."""
    tell_first((line_of(problem, screen.language) for problem in problems), len(problems), screen)


def told_of(what: str, sentence: str, language: str) -> str:
    """A sentence behind what it is about, with the colon of the language."""
    return msg("{what}: {sentence}", what=what, sentence=sentence).render(language)


def place_of(problem: Problem, language: str) -> str:
    """``file.xlsx, sheet 需求, row 7`` in the reader's language."""
    if problem.sheet and problem.row:
        place = msg("{file}, sheet “{sheet}”, row {row}", file=problem.file, sheet=problem.sheet, row=problem.row)
    elif problem.row:
        place = msg("{file}, row {row}", file=problem.file, row=problem.row)
    elif problem.sheet:
        place = msg("{file}, sheet “{sheet}”", file=problem.file, sheet=problem.sheet)
    else:
        return problem.file
    return place.render(language)
