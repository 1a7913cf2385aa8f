"""Row scope: ``Model.objects.visible_to(user)`` is the only door to rows for pages, API, exports and counts."""

from collections.abc import Callable
from typing import Any, NamedTuple, Self

from django.db import models


class Sought(NamedTuple):
    """The one row that was asked for and not found: of which model, and by which lookups, ``pk`` among them."""

    model: Any
    lookups: dict[str, Any]


class ScopedQuerySet(models.QuerySet[Any]):
    """A queryset that knows who may see which of its rows. Each model's own subclass says how."""

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """As Django's; what was sought by its number stands on the error as ``sought``, so that whoever answers with
        404 can tell the audit what somebody tried to see (``common.domain.refusals``). Rows that are seen with what
        they hang on have no scope of their own: that was asked before."""
        try:
            return super().get(*args, **kwargs)
        except self.model.DoesNotExist as error:
            has_scope = type(self).visible_to is not ScopedQuerySet.visible_to
            if has_scope and not args and kwargs.get("pk") is not None:
                error.sought = Sought(self.model, kwargs)
            raise

    def visible_to(self, user: Any) -> Self:
        """The rows ``user`` may see; none for a visitor who has not signed in."""
        raise TypeError(f"{type(self).__name__} does not say who may see its rows")


FEW = 200


def where_few(model: Any, rows: Callable[[], models.QuerySet[Any]], **chosen: Any) -> models.QuerySet[Any]:
    """``rows().filter(**chosen)``, rows of ``model``, for what there is mostly none of: which rows have these values
    at all is asked first, without all that says who may see them and with what they are joined. Making and planning
    that takes longer than finding nothing. Where they are more than ``FEW``, it is asked as it stands."""
    some = model._base_manager.filter(**chosen).order_by().values_list("pk", flat=True)
    numbers = list(some[: FEW + 1])
    if not numbers:
        nothing: models.QuerySet[Any] = model._default_manager.none()
        return nothing
    asked = rows().filter(**chosen)
    return asked if len(numbers) > FEW else asked.filter(pk__in=numbers)


def first_of(rows: models.QuerySet[Any], most: int) -> list[Any]:
    """The first ``most`` of ``rows``. Of what is known to be empty nothing is asked, nor the question put together:
    Django writes it whole before it sees that there is no answer."""
    return [] if rows.query.is_empty() else list(rows[:most])
