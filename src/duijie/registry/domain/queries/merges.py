"""Reading merges: where a merged record went, what a merge would do, what it did."""

from dataclasses import dataclass
from typing import Any

from duijie.accounts.access import can
from duijie.registry.merge_columns import Choice, choices_of, differs, show, suggest
from duijie.registry.models import Merge
from duijie.registry.references import links_to
from duijie.registry.register import Register, home_of


def kept_of(register: Register, number: int) -> int | None:
    """The number of the record that stands for a merged one, along all merges; None for one that was not merged."""
    key, found = home_of(register).key, None
    while True:
        at = number if found is None else found
        further = Merge.objects.standing().filter(register=key, merged=at).values_list("kept", flat=True).first()
        if further is None:
            return found
        found = further


def merged_numbers(register: Register) -> Any:
    """A query of the numbers of all records of this kind that were merged into another."""
    return Merge.objects.standing().filter(register=home_of(register).key).order_by().values("merged")


def list_merges(*, by: Any) -> Any:
    return Merge.objects.visible_to(by).select_related("by", "undone_by")


def merges_of(register: Register, record: Any) -> list[Merge]:
    """Merges that stand, of which ``record`` is what was kept."""
    rows = Merge.objects.standing().filter(register=home_of(register).key, kept=record.pk)
    return list(rows.select_related("by"))


def may_merge(register: Register, *records: Any, by: Any) -> bool:
    """Whether ``by`` may edit and archive all of them."""
    verbs = (register.permission("edit"), register.permission("archive"))
    return all(can(by, verb, record.place) for record in records for verb in verbs)


@dataclass(frozen=True, slots=True)
class Line:
    """One choice of the preview. ``suggested`` is ``kept`` or ``merged``."""

    choice: Choice
    kept: Any
    merged: Any
    differs: bool
    suggested: str


@dataclass(frozen=True, slots=True)
class Referring:
    """How many rows of a kind refer to each of the two."""

    label: Any
    kept: int
    merged: int


def preview_merge(register: Register, kept: Any, merged: Any) -> list[Line]:
    """Field by field what the two say; those that differ first, both empty left out."""
    lines = [
        Line(
            choice, show(register, choice, kept), show(register, choice, merged), differs(choice, kept, merged),
            suggest(choice, kept, merged),
        )
        for choice in choices_of(home_of(register))
    ]  # fmt: skip
    return sorted((one for one in lines if one.kept or one.merged), key=lambda one: not one.differs)


def count_references(register: Register, kept: Any, merged: Any) -> list[Referring]:
    """What refers to the two, kind by kind; one query each, and none that names a row."""
    counts: dict[str, list[Any]] = {}
    for link in links_to(home_of(register)):
        found = [link.rows(register, one.pk).count() for one in (kept, merged)]
        if any(found):
            label = link.model._meta.verbose_name_plural
            known = counts.setdefault(str(label), [label, 0, 0])
            known[1], known[2] = known[1] + found[0], known[2] + found[1]
    return [Referring(*row) for row in counts.values()]
