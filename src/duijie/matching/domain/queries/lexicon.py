"""Reading the term lexicon: the list, one concept, and what matches are made with."""

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Sum

from duijie.matching.models import LexiconEntry, LexiconImport, LexiconSpelling
from duijie.search.engine.synonyms import NOTHING, Synonyms
from duijie_match.analysis.lexicon import Lexicon, build_lexicon
from duijie_match.errors import DuijieError
from duijie_match.lists.lexicon_list import lexicon_files, operator_lexicon


def list_entries(*, by: Any) -> Any:
    """All that ``by`` may see."""
    return LexiconEntry.objects.visible_to(by).select_related("updated_by")


def find_entry(*, by: Any, pk: int) -> LexiconEntry:
    """The concept, or ``DoesNotExist``."""
    found: LexiconEntry = list_entries(by=by).get(pk=pk)
    return found


def list_imports(*, by: Any) -> Any:
    """Lists that were taken over, newest first, without what they changed."""
    return LexiconImport.objects.visible_to(by).select_related("by", "reverted_by").defer("changes")


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


_known: tuple[Any, Synonyms] = (None, NOTHING)
"""What was read last, and the state it was read in. One pair, so that threads need no lock."""


def synonyms() -> Synonyms:
    """``terms_in_use`` for questions to the search, read again when something has changed; one query. A file that
    cannot be read widens nothing: the page of the lexicon tells of it.
    """
    global _known
    counted = LexiconEntry.objects.aggregate(Count("pk"), Max("pk"), Max("updated_at"), Sum("version"))
    try:
        files = () if counted["pk__count"] else lexicon_files(Path(settings.DATA))
        state = (counted, [(path, path.stat().st_mtime_ns) for path in files])
        known, found = _known
        if known != state:
            found = Synonyms(terms_in_use().lexicon)
            _known = state, found
    except (DuijieError, OSError):
        return NOTHING
    return found
