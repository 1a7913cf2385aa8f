"""A register made from a table, for the search: what its index keeps of a record, and how hits are shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from duijie.registry.domain.queries.records import list_records, text_filter
from duijie.registry.models.access_request import granted_numbers
from duijie.registry.models.area import lies_in
from duijie.registry.record_checks import split_words
from duijie.registry.register import FieldKind, Register, kind_of, label_of, model_field
from duijie.search.sources import SearchEntry, SearchFacet, SearchRow, ids_of

_TEXTS = ("title_en", "research", "body", "body_en", "targets", "profile", "requirements")


class RecordSource:
    """See ``search.sources.SearchSource``. ``only`` narrows the rows, where two registers share a table."""

    def __init__(self, register: Register, only: Mapping[str, Any] | None = None) -> None:
        self.register = register
        self.key, self.label, self.icon = register.key, register.label, register.icon
        self.permission = register.permission("view")
        self.only = dict(only or register.fixed)
        choices = [
            one
            for one in (*register.told, *register.fields)
            if kind_of(register.model, one) is FieldKind.CHOICE and one.filtered
        ]
        self._choices = [one.name for one in choices if one.name != "disclosure"]
        self.facets: Mapping[str, SearchFacet] = {
            name: SearchFacet(label_of(register.model, name), dict(model_field(register.model, name).choices))
            for name in self._choices
        }

    def _rows(self) -> Any:
        return self.register.model.objects.filter(archived_at=None, **self.only)

    def ids(self, *, below: str = "") -> Iterator[int]:
        rows = self._rows()
        return ids_of(rows.filter(lies_in(below, "area", "zone")) if below else rows)

    def entries(self, ids: Sequence[int]) -> Iterable[SearchEntry]:
        rows = self._rows().filter(pk__in=ids).select_related("area", "zone", "organisation")
        parts = [part for part in self.register.parts if part.key == "works"]
        for one in rows.prefetch_related(*(part.accessor for part in parts)):
            texts = [getattr(one, name, "") for name in _TEXTS]
            for part in parts:
                texts += [f"{row.title} {row.body}" for row in getattr(one, part.accessor).all()]
            other = (*split_words(one.keywords), one.owner_name, one.area.name) if hasattr(one, "keywords") else ()
            initials = getattr(one, "initials", "")
            yield SearchEntry(
                source=self.key, id=one.pk, title=str(one), text="\n".join(filter(None, texts)),
                keywords=tuple(filter(None, other)), initials=(initials,) if initials else (), paths=one.place.paths,
                organisations=one.place.organisations, is_open=one.is_open_now,
                is_by_name=getattr(one, "is_by_consent_now", False), updated_at=one.updated_at,
                facets={name: (getattr(one, name),) for name in self._choices if getattr(one, name)},
            )  # fmt: skip

    def granted(self, by: Any) -> Iterable[int]:
        return granted_numbers(by, self.register.noun) if self.register.is_tiered else ()

    def visible(self, by: Any, ids: Sequence[int]) -> dict[int, SearchRow]:
        rows = list_records(self.register, by=by).filter(pk__in=ids, **self.only)
        return {
            one.pk: SearchRow(str(one), " · ".join(filter(None, (one.owner_name, str(one.area)))), "record_detail",
                              (self.key,))
            for one in rows
        }  # fmt: skip

    def named(self, by: Any, text: str, most: int) -> list[int]:
        rows = list_records(self.register, by=by).filter(
            text_filter(self.register, text), archived_at=None, **self.only
        )
        return list(rows.order_by(self.register.title, "pk").values_list("pk", flat=True)[:most])
