"""Who stands above whoever works at a place."""

from typing import Any

from django.db.models import Q

from duijie.accounts.access import Place, holding, paths_above, paths_of
from duijie.accounts.models import Membership, User
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES, Reach


def heads_at(permission: Permission, place: Place) -> list[User]:
    """The active accounts that hold ``permission`` for an area of ``place``, the deepest area only: the leaders of the
    county where there are any, else those of the city. By login name, in one query."""
    roles = [key for key, one in ROLES.items() if one.reach is Reach.AREA and permission in one.permissions]
    above = {one for path in place.paths for one in paths_above(path)}
    held = Membership.objects.filter(role__in=roles, area__path__in=above, area__archived_at=None, user__is_active=True)
    found = list(held.select_related("user", "area").order_by("user__username"))
    depths = {one.pk: one.area.path.count("/") for one in found if one.area is not None}
    deepest = max(depths.values(), default=0)
    return list({one.user_id: one.user for one in found if depths[one.pk] == deepest}.values())


def heads_within(permission: Permission, user: Any, reach: Permission) -> Any:
    """The active accounts that hold ``permission`` for an area where ``user`` holds ``reach``, by login name."""
    roles = [key for key, one in ROLES.items() if one.reach is Reach.AREA and permission in one.permissions]
    held = Membership.objects.filter(role__in=roles, area__archived_at=None)
    mine = holding(user, reach)
    if not any(grant.reach is Reach.EVERYWHERE for grant in mine):
        below = Q(pk__in=())
        for path in paths_of(mine):
            below |= Q(area__path__startswith=path)
        held = held.filter(below)
    return User.objects.filter(is_active=True, pk__in=held.order_by().values("user")).order_by("username")
