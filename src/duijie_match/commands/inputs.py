"""The lists of one command, read and checked together."""

import argparse
import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path

from duijie_match.documents import Document, Kind
from duijie_match.errors import DuijieError
from duijie_match.lists.by_name import Names, claim_works, several_rows
from duijie_match.lists.lexicon_list import LexiconList, lexicon_files, operator_lexicon
from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.reading import read_documents
from duijie_match.lists.readings import Pair, PairList
from duijie_match.lists.relations import read_works
from duijie_match.progress import Progress
from duijie_match.wording import Message, msg


@dataclass(frozen=True, slots=True)
class Inputs:
    """Both sides, and every problem met on the way, in the order of the files on the command line."""

    demands: list[Document]
    supply: list[Document]
    problems: list[Problem]
    lexicon: LexiconList = field(default_factory=LexiconList)

    @property
    def rejected(self) -> list[Problem]:
        """The rows and sheets that were not taken."""
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]


def read_inputs(options: argparse.Namespace, progress: Progress) -> Inputs:
    """DEMANDS, SUPPLY and WORKS, and the operator's term lexicon. Raises ``DuijieError`` for a file that cannot be
    read as a whole.
    """
    lexicon = operator_lexicon(progress=progress)
    demands = read_documents(options.demands, Kind.DEMAND, progress=progress)
    works = read_works(options.works, progress=progress) if options.works else None
    supply = read_documents(options.supply, None, works=works.works if works else None, progress=progress)
    of_works: list[Problem] = []
    if works is not None:
        supply, unclaimed = claim_works(options.works, works, supply)
        of_works = [*works.problems, *unclaimed]
    problems = [*demands.problems, *supply.problems, *of_works, *lexicon.problems]
    return Inputs(demands.documents, supply.documents, problems, lexicon)


def known_pairs_of(pairs: PairList, inputs: Inputs, file: str) -> tuple[list[Pair], list[Problem]]:
    """The pairs that name rows of both lists, by id or by a title that only one row has, and a problem for each other
    one.
    """
    demands, supply = Names.of(inputs.demands), Names.of(inputs.supply)
    known = []
    problems = []
    for pair in pairs.pairs:
        demand_id, supply_id = demands.id_of(pair.demand_id), supply.id_of(pair.supply_id)
        if demand_id is not None and supply_id is not None:
            known.append(replace(pair, demand_id=demand_id, supply_id=supply_id))
            continue
        column, value, names = (
            ("demand_id", pair.demand_id, demands) if demand_id is None else ("supply_id", pair.supply_id, supply)
        )
        message = msg("No row is called “{id}”. Correct the id, or add the row to its list.", id=value)
        if names.is_shared(value):
            message = several_rows(value)
        problems.append(
            Problem(file, "unknown-id", message, sheet=pair.sheet, row=pair.row, field=column, value=value[:200])
        )
    return known, problems


def named_again(pairs: list[Pair], file: str) -> list[Problem]:
    """A warning for each row that names a pair again: by ids, or once by ids and once by titles. It keeps its row in
    the result, so that row by row both fit together.
    """
    rows: dict[tuple[str, str], int] = {}
    problems = []
    for pair in pairs:
        before = rows.get((pair.demand_id, pair.supply_id))
        rows.setdefault((pair.demand_id, pair.supply_id), pair.row)
        if before is not None:
            said = msg("The pair stands in row {row} already; both rows are scored, alike.", row=before)
            problems.append(
                Problem(file, "same-pair", said, Severity.WARNING, sheet=pair.sheet, row=pair.row, field="demand_id")
            )
    return problems


# Of each option that names a file to be written: what is said when that is a list, and when it is the lexicon.
_REFUSALS = (
    (
        "out",
        msg("The result would overwrite the list “{file}”. Choose another name after -o."),
        msg("The result would overwrite the term lexicon “{file}”. Choose another name after -o."),
    ),
    (
        "report",
        msg("The report would overwrite the list “{file}”. Choose another name after --report."),
        msg("The report would overwrite the term lexicon “{file}”. Choose another name after --report."),
    ),
)


OPTIONS = {"out": "-o", "report": "--report"}


def check_out(options: argparse.Namespace) -> None:
    """Raise ``DuijieError`` when OUT or the report would take the place of a list that is read, or of the operator's
    term lexicon, or lie in a folder that is read as a list.
    """
    names = ("demands", "supply", "pairs", "works", "model", "scores", "loads", "fixed", "forbidden", "previous")
    lists = [path for name in names if (path := getattr(options, name, None))]
    lists += getattr(options, "papers", ())
    for option, of_list, of_lexicon in _REFUSALS:
        target = getattr(options, option, None)
        if target is None:
            continue
        for folder in lists:
            if folder.is_dir() and folder.resolve() in target.resolve().parents:
                raise DuijieError(
                    "out-is-input",
                    msg("“{target}” would lie in the folder “{file}”, which is read as a list, and next time be read "
                        "with it. Choose another folder after {option}.",
                        target=target.name, file=str(folder), option=OPTIONS[option]),
                )  # fmt: skip
        for sources, message in ((lists, of_list), (_lexicons(), of_lexicon)):
            for source in sources:
                if _same(target, source):
                    raise DuijieError("out-is-input", Message(message.msgid, {"file": str(source)}))


def _lexicons() -> tuple[Path, ...]:
    try:
        return lexicon_files()
    except DuijieError:  # one that is named and not there: told by the commands that read it
        return ()


def _same(one: Path, other: Path) -> bool:
    try:
        return one.exists() and other.exists() and one.samefile(other)
    except OSError:
        return False


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hex; of a folder over the names and contents of its files."""
    if path.is_dir():
        whole = hashlib.sha256()
        for one in sorted(found for found in path.rglob("*") if found.is_file() and not found.is_symlink()):
            whole.update(f"{one.relative_to(path).as_posix()}\0{digest_of(one)}\n".encode("utf-8", "replace"))
        return whole.hexdigest()
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
