"""Rows that belong to an area, seen by whoever holds one permission there."""

from typing import Any, ClassVar, Self

from django.db.models import Q

from duijie.accounts.access import holding, paths_of
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common.scope import ScopedQuerySet


class OfAreasQuerySet(ScopedQuerySet):
    """``permission`` is what one must hold at the row's ``area`` or above it; roles at organisations do not count."""

    permission: ClassVar[Permission]

    def visible_to(self, user: Any) -> Self:
        """The rows of areas in which one may see them."""
        held = holding(user, self.permission)
        if any(grant.reach is Reach.EVERYWHERE for grant in held):
            return self
        reached = Q(pk__in=())
        for path in paths_of(held):
            reached |= Q(area__path__startswith=path)
        return self.filter(reached)
