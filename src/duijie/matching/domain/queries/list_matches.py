"""Reading list matches and their results."""

from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from duijie.common.domain import audit
from duijie.matching.domain.list_matches import result_folder
from duijie.matching.domain.queries.exposure import FIRST, Spread
from duijie.matching.interfaces.stored import why_not_data
from duijie.matching.interfaces.workbooks import workbook_path
from duijie.matching.models import ItemSide, ListItem, ListMatch, ListPair
from duijie_match.errors import DuijieError
from duijie_match.matcher import Matcher


def list_matches(user: Any) -> "QuerySet[ListMatch]":
    """What ``user`` brought, newest first, with state."""
    return ListMatch.objects.visible_to(user).with_state().select_related("job")


def get_list_match(user: Any, pk: UUID) -> ListMatch:
    """One of them with its state, or 404."""
    found = list_matches(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def items(list_match: ListMatch, *, side: str, text: str = "", level: int | None = None) -> "QuerySet[ListItem]":
    """The rows of one side, narrowed by words (all of them must occur) and by the level of the best candidate."""
    found = list_match.items.filter(side=side)
    for word in text.replace("\0", " ").split():  # PostgreSQL refuses NUL in a text
        found = found.filter(Q(title__icontains=word) | Q(text__icontains=word) | Q(key__icontains=word))
    return found.filter(best_level=level) if level else found


def _shown(list_match: ListMatch) -> Any:
    """Rows of supply with the number of demands among whose first ten they are."""
    pairs = ListPair.objects.filter(list_match=list_match, direction=ItemSide.DEMAND, rank__lte=FIRST)
    return pairs.order_by().values("supply").annotate(times=Count("pk"))


def spread_of_list(list_match: ListMatch) -> Spread:
    """How the places among the first ten are shared by the rows of supply; one query."""
    times = list(_shown(list_match).values_list("times", flat=True))
    return Spread(sum(times), len(times), max(times, default=0))


def times_shown(list_match: ListMatch, supply: list[int]) -> dict[int, int]:
    """Among the first ten of how many demands each of these rows of supply is; one query."""
    return dict(_shown(list_match).filter(supply__in=supply).values_list("supply", "times"))


def most_shown_first(list_match: ListMatch, rows: "QuerySet[ListItem]") -> "QuerySet[ListItem]":
    """Rows of supply, those that are shown most often first."""
    times = Subquery(_shown(list_match).filter(supply=OuterRef("pk")).values("times"))
    return rows.annotate(times_shown=Coalesce(times, 0)).order_by("-times_shown", "position")


def candidates(item: ListItem, *, level: int = 1) -> "QuerySet[ListPair]":
    """What was shown for ``item``, best first, not below ``level``."""
    demand = item.side == ItemSide.DEMAND
    pairs = ListPair.objects.filter(direction=item.side, level__gte=level, **{"demand" if demand else "supply": item})
    return pairs.select_related("demand", "supply").order_by("rank")


def find_others(item: ListItem, text: str, *, most: int = 8) -> tuple[list[ListItem], bool]:
    """The first rows of the other side that contain ``text``, and whether there are more, for the question why not."""
    other = ItemSide.SUPPLY if item.side == ItemSide.DEMAND else ItemSide.DEMAND
    found = list(items(item.list_match, side=other, text=text).order_by("position")[: most + 1])
    return found[:most], len(found) > most


def why_not(list_match: ListMatch, *, demand: ListItem, supply: ListItem) -> dict[str, Any] | None:
    """Where ``supply`` stands for ``demand``, asked of the matcher that made the result; None where that cannot be
    read any more, as after an upgrade.
    """
    try:
        matcher = _matcher(str(list_match.pk), list_match.summary["engine"])
    except DuijieError:
        return None
    demands, items_of_supply = matcher.documents  # by their places: ``key`` is no whole id where that is very long
    ids = demands[demand.position].id, items_of_supply[supply.position].id
    return why_not_data(matcher.why_not(*ids, top=list_match.top))


@lru_cache(maxsize=4)
def _matcher(list_match_id: str, engine: str) -> Matcher:
    """A few matchers stay open; their arrays are mapped, not copied."""
    return Matcher.load(result_folder(list_match_id) / engine)


def workbook(list_match: ListMatch, language: str, *, by: Any) -> Path:
    """The workbook of the result in ``language``; the download is audited."""
    audit.record(by=by, verb="list_match.download", target=list_match, detail={"language": language})
    return workbook_path(result_folder(list_match.pk) / list_match.summary["engine"], language)
