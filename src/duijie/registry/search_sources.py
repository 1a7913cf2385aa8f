"""Which registers of this app can be searched. Looked for by name (``search.sources``), like ``import_nouns``."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.accounts.permissions import Permission
from duijie.registry.domain.organisations import SOURCE
from duijie.registry.domain.queries.organisations import search_text
from duijie.registry.models import Organisation, OrganisationKind
from duijie.registry.models.area import lies_in
from duijie.registry.record_search import RecordSource
from duijie.registry.registers.achievements import ACHIEVEMENTS
from duijie.registry.registers.carriers import CARRIERS
from duijie.registry.registers.persons import EXPERTS, PERSONS
from duijie.registry.registers.services import SERVICES
from duijie.search.sources import SearchEntry, SearchFacet, SearchRow, ids_of, register_source


class OrganisationSource:
    key = SOURCE
    label = _("Organisations")
    icon = "organisation"
    permission = Permission.ORGANISATION_VIEW
    facets = {"kind": SearchFacet(_("Kind of organisation"), dict(OrganisationKind.choices))}

    def ids(self, *, below: str = "") -> Iterator[int]:
        rows = Organisation.objects.filter(archived_at=None)
        return ids_of(rows.filter(lies_in(below, "area", "zone")) if below else rows)

    def entries(self, ids: Sequence[int]) -> Iterable[SearchEntry]:
        rows = Organisation.objects.filter(pk__in=ids, archived_at=None).select_related("area", "zone")
        for one in rows.prefetch_related("former_names"):
            former = (name.name for name in one.former_names.all())
            other = (one.short_name, one.name_en, one.uscc or "", one.industry, one.area.name, *former)
            yield SearchEntry(
                source=SOURCE, id=one.pk, title=one.name, text="\n".join(filter(None, (one.description, one.address))),
                keywords=tuple(filter(None, other)), initials=(one.initials,), paths=one.place.paths,
                organisations=one.place.organisations, facets={"kind": (one.kind,)}, updated_at=one.updated_at,
            )  # fmt: skip

    def granted(self, by: Any) -> Iterable[int]:
        return ()

    def visible(self, by: Any, ids: Sequence[int]) -> dict[int, SearchRow]:
        rows = Organisation.objects.visible_to(by).filter(pk__in=ids).select_related("area")
        return {
            one.pk: SearchRow(one.name, f"{one.get_kind_display()} · {one.area.shown_name}", "organisation_detail")
            for one in rows
        }

    def named(self, by: Any, text: str, most: int) -> list[int]:
        rows = Organisation.objects.visible_to(by).filter(search_text(text), archived_at=None)
        return list(rows.order_by("name", "pk").values_list("pk", flat=True)[:most])


register_source(OrganisationSource())
for _register in (ACHIEVEMENTS, EXPERTS, SERVICES, CARRIERS):
    register_source(RecordSource(_register))
register_source(RecordSource(PERSONS, only={"is_expert": False}))  # experts are found as experts, once
