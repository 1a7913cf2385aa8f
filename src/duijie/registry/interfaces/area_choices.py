"""Areas as choices in forms and filters."""

from typing import Any

from django import forms
from django.db.models import Q

from duijie.accounts.access import holding, paths_of
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.registry.domain.queries.areas import list_areas
from duijie.registry.models import AreaKind
from duijie.registry.models.area import AreaQuerySet


def areas_within_reach(by: Any, permission: Permission, *, besides: int | None = None) -> AreaQuerySet:
    """The living areas in which ``by`` holds ``permission`` by an area role, in the order of the tree.

    ``besides`` is one more, by number: where a thing lies now can always be kept.
    """
    held = holding(by, permission)
    rows = list_areas(by=by)
    if any(grant.reach is Reach.EVERYWHERE for grant in held):
        return rows
    reached = Q(pk=besides) if besides else Q(pk__in=())
    for path in paths_of(held):
        reached |= Q(path__startswith=path)
    return rows.filter(reached)


def zones_near(by: Any, permission: Permission, *, besides: int | None = None) -> AreaQuerySet:
    """The zones within reach, and those of the city that a county in reach lies in: its firms may stand in them."""
    held = holding(by, permission)
    rows = zones(list_areas(by=by))
    if any(grant.reach is Reach.EVERYWHERE for grant in held):
        return rows
    reached = Q(pk=besides) if besides else Q(pk__in=())
    for path in paths_of(held):
        above = path.rstrip("/").rpartition("/")[0]
        reached |= Q(path__startswith=f"{above}/" if above else path)
    return rows.filter(reached)


class AreaField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An area, by its code; the name is set off by its depth in the tree."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("to_field_name", "code")
        super().__init__(**options)

    def label_from_instance(self, obj: Any) -> str:
        depth = obj.path.count("/") - 1
        return str("\u3000" * max(0, depth)) + str(obj.shown_name)


def counties_and_above(rows: AreaQuerySet) -> AreaQuerySet:
    """Without townships, which would be too many to choose from, and without zones."""
    return rows.filter(kind__in=[AreaKind.PROVINCE, AreaKind.CITY, AreaKind.COUNTY])


def zones(rows: AreaQuerySet) -> AreaQuerySet:
    """The development zones among ``rows``."""
    return rows.filter(kind=AreaKind.ZONE)
