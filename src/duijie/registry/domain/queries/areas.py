"""Reading areas: the tree, what lies below, search by name, code and pinyin initials."""

from typing import Any

from django.db.models import Count, Q

from duijie.registry.models import Area, AreaKind
from duijie.registry.models.area import AreaQuerySet
from duijie.registry.names import simplify

MOST_FOUND = 50


def list_areas(*, by: Any, archived: bool = False) -> AreaQuerySet:
    """All areas in the order of the tree; archived ones only when asked for."""
    rows = Area.objects.visible_to(by).select_related("parent").order_by("path")
    return rows if archived else rows.filter(archived_at=None)


def find_area(*, by: Any, code: str) -> Area:
    """The area with this code, or ``DoesNotExist``."""
    found: Area = list_areas(by=by, archived=True).get(code=code.replace("\0", ""))
    return found


def list_children(*, by: Any, parent: Area | None, archived: bool = False) -> AreaQuerySet:
    """What lies directly below ``parent`` (None: the roots), with ``child_count``."""
    living = Q(children__archived_at=None) & Q(children__isnull=False)
    rows = list_areas(by=by, archived=archived).filter(parent=parent)
    counted: AreaQuerySet = rows.annotate(child_count=Count("children", filter=living))
    return counted


def list_above(*, by: Any, area: Area) -> list[Area]:
    """From the root down to the parent of ``area``; one query."""
    codes = area.path.rstrip("/").split("/")[:-1]
    paths = ["/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]
    return list(list_areas(by=by, archived=True).filter(path__in=paths))


def search_areas(*, by: Any, text: str) -> list[Area]:
    """At most ``MOST_FOUND`` areas by part of the name, beginning of the code or of the pinyin initials."""
    return list(list_areas(by=by).filter(search_text(text))[:MOST_FOUND]) if text.strip() else []


def search_text(text: str) -> Q:
    """What a person types to find areas."""
    plain = simplify(text).strip().replace("\0", "")
    found = Q(name__icontains=plain) | Q(name_en__icontains=plain) | Q(code__startswith=plain)
    if plain.isascii() and plain.isalpha():
        letters = plain.lower()
        found |= Q(initials__startswith=letters) | Q(initials__contains=f" {letters}")
    return found


def public_counties() -> AreaQuerySet:
    """The living areas of county level, for forms that anybody may fill in: names of areas are public."""
    rows: AreaQuerySet = Area.objects.filter(kind=AreaKind.COUNTY, archived_at=None)
    return rows.order_by("path")
