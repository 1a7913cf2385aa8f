"""Part-owners of firms (原始股东), as the register has them, told to the matching core by number.

Whoever owns a part of a firm, or is of a unit that does, is not brought together with that firm.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from duijie.matching.interfaces.documents import key_of
from duijie.matching.models import SupplyKind
from duijie.programmes.models import FirmOwner
from duijie_match.documents import Document

OWNERS, UNIT = "股东编号", "单位编号"
"""Headings that ``ranking.conflicts`` reads."""


class Ownership:
    """Who owns a part of which firm. One query."""

    def __init__(self) -> None:
        self._owners: dict[int, list[str]] = {}
        self._units: set[int] = set()
        for firm, person, unit in FirmOwner.objects.values_list("firm", "person", "unit"):
            self._owners.setdefault(firm, []).append(
                key_of(SupplyKind.EXPERT, person) if person is not None else _unit(unit)
            )
            self._units |= {unit} if unit is not None else set()

    def told(self, documents: Iterable[tuple[Document, int | None]]) -> Iterator[tuple[Document, int | None]]:
        """``documents``, each with the number of its organisation, with what keeps them apart."""
        for document, organisation in documents:
            extra = {}
            if organisation in self._owners:
                extra[OWNERS] = ";".join(self._owners[organisation])
            if organisation in self._units:
                extra[UNIT] = _unit(organisation)
            yield (replace(document, extra={**document.extra, **extra}) if extra else document), organisation

    def keeps_apart(self, firm: int | None, kind: str, supply: int, organisation: int | None) -> bool:
        """Whether one of a demand of ``firm`` and a record of ``organisation`` owns a part of the other."""
        ours = self._owners.get(firm, ()) if firm is not None else ()
        theirs = self._owners.get(organisation, ()) if organisation is not None else ()
        return key_of(kind, supply) in ours or _unit(organisation) in ours or _unit(firm) in theirs


def _unit(organisation: int | None) -> str:
    return f"organisation-{organisation}"
