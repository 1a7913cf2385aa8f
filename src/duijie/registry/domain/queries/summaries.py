"""Public summaries: the door to what everybody may read of a record, signed in or not. Nothing else of it is loaded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from duijie.registry.domain.queries.records import holds
from duijie.registry.models.area import lies_in
from duijie.registry.register import Register, registers


@dataclass(frozen=True, slots=True)
class Summary:
    """What is public of a record. ``owner`` is empty where it is not named."""

    number: int
    title: str
    text: str
    owner: str
    area: str
    field: str
    is_by_consent: bool
    updated_on: Any


def tiered_registers() -> tuple[Register, ...]:
    """The registers whose records have public summaries."""
    return tuple(one for one in registers() if one.is_tiered)


def list_summaries(register: Register, *, q: str = "", field: str = "", path: str = "") -> Any:
    """The rows with a public summary, newest first. Words are looked for in what is public alone."""
    rows = register.model._default_manager.filter(register.model.has_summary())
    for word in q.replace("\0", " ").split():
        rows = rows.filter(
            holds("public_title", word)
            | holds("public_summary", word)
            | Q(names_owner=True) & holds("organisation_name", word)
        )
    if field:
        rows = rows.filter(field=field)
    if path:
        rows = rows.filter(lies_in(path, "area", "zone"))
    return rows.select_related("area", "organisation").order_by("-updated_at", "-pk")


def find_summary(register: Register, number: int) -> Summary | None:
    """The public summary of a record, if it has one."""
    return next(shown(list_summaries(register).filter(pk=number)), None)


def shown(rows: Any) -> Iterator[Summary]:
    """Rows of ``list_summaries`` as what may be read of them."""
    for one in rows:
        yield Summary(
            number=one.pk, title=one.public_name, text=one.public_summary, owner=one.public_owner, area=str(one.area),
            field=one.get_field_display(), is_by_consent=one.disclosure == "consent", updated_on=one.updated_at,
        )  # fmt: skip
