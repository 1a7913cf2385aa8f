"""Terms for the lexicon that the keywords of papers propose: to be read by a person, then imported."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import ngettext_lazy

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.importing.files import store_aside
from duijie.matching.domain.queries.lexicon import terms_in_use
from duijie.matching.validators import check_list_file
from duijie_match.analysis.mining import MinedTerm, count_terms
from duijie_match.commands.mining import unknown
from duijie_match.errors import DuijieError
from duijie_match.lists.keyword_list import read_papers
from duijie_match.lists.problems import Problem


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the papers say alike and the lexicon does not have, the surest first."""

    papers: int
    terms: list[MinedTerm]
    problems: list[Problem]


def propose_terms(*, name: str, content: "File[Any]", by: Any) -> Proposed:
    """Read a list of papers with keywords in Chinese and in English. Nothing is changed. Raises ``ValidationError``
    where nothing is found, ``DuijieError`` for a file that cannot be read as a whole or is no list of papers.
    """
    require(by, Permission.LEXICON_EDIT)
    check_list_file(name, content, field="file")
    with store_aside(name, content.chunks()) as path:
        read = read_papers(path)
    of_list = [one for one in read.problems if not one.row]  # such as that the columns are not there
    if of_list and not read.papers:
        raise DuijieError(of_list[0].code, of_list[0].message)
    terms = unknown(count_terms(read.papers), terms_in_use().lexicon.concepts)
    if not terms:
        words = ngettext_lazy(
            "In %(papers)d paper there is no pair of keywords that two papers agree on and the lexicon lacks. A paper"
            " counts when it has as many keywords in either language.",
            "In %(papers)d papers there is no pair of keywords that two papers agree on and the lexicon lacks. A paper"
            " counts when it has as many keywords in either language.",
            "papers",
        )
        raise ValidationError({"file": ValidationError(words, code="no-terms", params={"papers": len(read.papers)})})
    audit.record(by=by, verb="lexicon.mine", target=None, detail={"file": name, "terms": len(terms)})
    return Proposed(len(read.papers), terms, read.problems)
