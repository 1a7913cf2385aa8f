"""The texts of the registers as match runs embed them, for a model that is being put to use."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from duijie.demands.models import Demand
from duijie.demands.states import WANTING
from duijie.matching.interfaces.documents import SUPPLY, read_documents
from duijie_match.documents import Document, Kind
from duijie_match.embedding.base import Embedder
from duijie_match.embedding.names import language_of
from duijie_match.embedding.shelf import ANY
from duijie_match.ranking.build import read_meanings

PART = 200


class RegisterTexts:
    """Demands that look for somebody, and all supply, of the whole site."""

    def count(self) -> int:
        return sum(rows.count() for _kind, rows in _registers())

    def read(self, embedder: Embedder, language: str, done: Any) -> None:
        """See ``search.domain.embedding_texts.TextReader``."""
        for kind, rows in _registers():
            documents: Iterator[Document] = (document for document, _owner in read_documents(kind, rows))
            while part := list(islice(documents, PART)):
                own = [one for one in part if language in (ANY, language_of(one))]
                demands, supply = (own, []) if kind == Kind.DEMAND else ([], own)
                read_meanings(demands, supply, embedder=embedder)
                done(len(part))


def _registers() -> list[tuple[str, Any]]:
    found = [(str(Kind.DEMAND), Demand.objects.filter(archived_at=None, state__in=WANTING))]
    return found + [
        (kind, register.model.objects.filter(archived_at=None, **register.fixed)) for kind, register in SUPPLY.items()
    ]
