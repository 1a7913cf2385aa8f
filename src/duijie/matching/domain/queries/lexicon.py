"""Reading the term lexicon: the list, one concept, and what matches are made with."""

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from duijie.matching.models import LexiconEntry, LexiconSpelling
from duijie_match.analysis.lexicon import Lexicon, build_lexicon
from duijie_match.lists.lexicon_list import lexicon_files, operator_lexicon


def list_entries(*, by: Any) -> Any:
    """All that ``by`` may see."""
    return LexiconEntry.objects.visible_to(by).select_related("updated_by")


def find_entry(*, by: Any, pk: int) -> LexiconEntry:
    """The concept, or ``DoesNotExist``."""
    found: LexiconEntry = list_entries(by=by).get(pk=pk)
    return found


@dataclass(frozen=True, slots=True)
class Terms:
    """What a match is made with: from the table, or, while that is empty, from ``files`` of the data folder."""

    lexicon: Lexicon
    concepts: int
    files: tuple[str, ...] = ()

    def told(self) -> dict[str, Any]:
        """What the summary of a match says of it."""
        return {"lexicon": {"concepts": self.concepts, "files": list(self.files)}}


def terms_in_use() -> Terms:
    """The table is the one truth as soon as it has a concept; before that the files of the data folder are read, which
    are the command line's. Raises ``DuijieError`` for a file that cannot be read.
    """
    pairs = LexiconSpelling.objects.order_by("entry", "pk").values_list("entry", "spelling")
    rows = [[spelling for _pk, spelling in group] for _key, group in itertools.groupby(pairs, key=lambda one: one[0])]
    if rows:
        return Terms(build_lexicon(rows), len(rows))
    found = operator_lexicon(Path(settings.DATA))
    return Terms(found.lexicon, len(found.rows), tuple(path.name for path in found.paths))


def files_beside() -> tuple[str, ...]:
    """The names of the command line's files, which the platform does not read once the table has a concept."""
    return tuple(path.name for path in lexicon_files(Path(settings.DATA)))
