"""Who may do something at a place: the other way round from ``access.can``."""

from django.db.models import Q

from duijie.accounts.access import Place, in_force, paths_above
from duijie.accounts.models import Membership, User
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES, Reach


def holders_at(permission: Permission, place: Place) -> list[User]:
    """The active accounts that hold ``permission`` at ``place``, by login name. One query, whatever their number."""
    roles = {
        reach: [key for key, one in ROLES.items() if one.reach is reach and permission in one.permissions]
        for reach in Reach
    }
    reaching = Q(role__in=roles[Reach.EVERYWHERE])
    for path in place.paths:
        reaching |= Q(role__in=roles[Reach.AREA], area__path__in=paths_above(path), area__archived_at=None)
    if place.organisations:
        reaching |= Q(role__in=roles[Reach.ORGANISATION], organisation__in=place.organisations)
    held = Membership.objects.filter(reaching, in_force()).order_by().values("user")
    return list(User.objects.filter(is_active=True, pk__in=held).order_by("username"))
