"""What was run, as the last sheet of a workbook of matches: the same from the command and from the platform."""

import platform
from collections.abc import Sequence

import duijie_match
from duijie_match.lists.workbook_pages import RunSheet
from duijie_match.matcher import MatchSettings
from duijie_match.wording import Message, msg

FileEntry = tuple[Message, str, str]


def make_run_sheet(
    *,
    embedder: str,
    seconds: float,
    demands: int,
    supply: int,
    rejected: int,
    top: int | None,
    files: Sequence[FileEntry],
    settings: MatchSettings,
    language: str,
    model: Message | None = None,
) -> RunSheet:
    """``rejected`` counts the rows not taken; ``files`` are label, name and SHA-256 of what was read; ``model`` names
    the ranking model.
    """
    entries: list[tuple[Message, str]] = [
        (msg("Program"), f"duijie {duijie_match.__version__}"),
        (msg("Python"), platform.python_version()),
        (msg("Embedding model"), embedder),
        (msg("Ranking model"), (model or msg("shipped calibration")).render(language)),
        (msg("Language"), language),
        (msg("Seconds"), f"{seconds:.1f}"),
        (msg("Number of demands"), str(demands)),
        (msg("Number of supply rows"), str(supply)),
        (msg("Rows not taken"), str(rejected)),
    ]
    if top:
        entries.append((msg("Candidates a demand"), str(top)))
    for label, name, digest in files:
        entries += [(label, name), (msg("SHA-256 of the file"), digest)]
    entries += [(msg("How to read it"), ""), *_legend(language), (msg("Settings"), "")]
    entries += [(Message(name), _short(value)) for name, value in vars(settings).items()]
    return RunSheet(tuple(entries))


def _legend(language: str) -> list[tuple[Message, str]]:
    sentences = (
        (msg("Score"), msg("0 to 1: how well both sides fit. The levels are cut from it.")),
        (msg("Level"), msg("4 strong, 3 fairly strong, 2 weak, 1 none.")),
        (msg("Supply serves demand"), msg("0 to 1: how well this supply row serves the demand among all supply rows.")),
        (msg("Demand suits supply"), msg("0 to 1: how well the demand suits this supply row among all demands.")),
        (
            msg("Header cells of the first sheet"),
            msg("They hold the names that programs read (demand_id …) and show words for people."),
        ),
    )
    return [(label, sentence.render(language)) for label, sentence in sentences]


def _short(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
