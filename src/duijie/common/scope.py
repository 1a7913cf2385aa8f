"""Row scope: ``Model.objects.visible_to(user)`` is the only door to rows for pages, API, exports and counts."""

from typing import Any, Self

from django.db import models


class ScopedQuerySet(models.QuerySet[Any]):
    """A queryset that knows who may see which of its rows. Each model's own subclass says how."""

    def visible_to(self, user: Any) -> Self:
        """The rows ``user`` may see; none for a visitor who has not signed in."""
        raise TypeError(f"{type(self).__name__} does not say who may see its rows")
