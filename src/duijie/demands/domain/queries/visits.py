"""Reading what is particular to visits: which firms one visits, what is to be followed up, how a demand was found."""

from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q

from duijie.accounts.access import holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.scope import where_few
from duijie.demands.models import Demand, Visit, VisitPosition, VisitResult
from duijie.registry.domain.queries.naming import find_named
from duijie.registry.domain.queries.organisations import search_text
from duijie.registry.models import Organisation
from duijie.registry.spelling import initials_spelled, is_spelled, letters_of

MOST_AT_HAND = 6
MOST_MATCHING = 6
MOST_READ_OUT = 1000  # names that have the initials of what was typed
AHEAD = 7  # days before the day of a follow-up from which on it waits for the visitor


def firms_at_hand(*, by: Any) -> list[Organisation]:
    """Those that ``by`` is assigned to, then those visited last; two queries."""
    rows = _visitable(by)
    held = holding(by, Permission.VISIT_ADD)
    own = [one.organisation_id for one in held if one.reach is Reach.ORGANISATION and one.organisation_id]
    assigned = list(rows.filter(pk__in=own).order_by("name", "pk")[:MOST_AT_HAND]) if own else []
    left = MOST_AT_HAND - len(assigned)
    if not left or len(held) == len(own):
        return assigned
    mine = rows.filter(visits__visitor=by).exclude(pk__in=own)
    return assigned + list(mine.annotate(last=Max("visits__visited_on")).order_by("-last", "pk")[:left])


def firms_matching(*, by: Any, text: str) -> list[Organisation]:
    """The firms that ``text`` may mean – part of a name or code, pinyin initials or pinyin written out – and ``by`` may
    visit; the one that it names exactly alone."""
    if not text.strip():
        return []
    named = find_named(text=text, by=by)
    rows = _visitable(by)
    if named is not None:
        return list(rows.filter(pk=named.pk))
    found = list(rows.filter(search_text(text)).order_by("name", "pk")[:MOST_MATCHING])
    return found or _spelled(rows, letters_of(text))


def _spelled(rows: Any, letters: str) -> list[Organisation]:
    """Those whose name is read as ``letters``: chosen by the initials that are kept, then read out."""
    ways = initials_spelled(letters) if letters else set()
    if not ways:
        return []
    likely = rows.filter(reduce(or_, (Q(initials__contains=way) for way in sorted(ways))))
    names = likely.order_by("name", "pk").values_list("pk", "name")[:MOST_READ_OUT]
    found = [pk for pk, name in names if is_spelled(name, letters)][:MOST_MATCHING]
    return list(rows.filter(pk__in=found).order_by("name", "pk"))


def find_firm(*, by: Any, pk: int) -> Organisation | None:
    """The firm, if ``by`` may visit it."""
    found: Organisation | None = _visitable(by).filter(pk=pk).first()
    return found


def _visitable(by: Any) -> Any:
    rows = Organisation.objects.reached_by(by, Permission.VISIT_ADD).filter(archived_at=None)
    return rows.select_related("area", "zone")


def to_be_followed_up(*, by: Any) -> Any:
    """Visits of ``by`` whose day to follow up is near, and after which the firm was not visited again."""

    def last_seen() -> Any:
        again = Visit.objects.filter(organisation=OuterRef("organisation"), archived_at=None)
        again = again.filter(visited_on__gt=OuterRef("visited_on"))
        return Visit.objects.visible_to(by).exclude(Exists(again))

    until = clock.today() + timedelta(days=AHEAD)
    own = {"visitor": by, "archived_at": None, "result": VisitResult.FOLLOW_UP, "follow_up_on__lte": until}
    return where_few(Visit, last_seen, **own).order_by("follow_up_on", "pk")


def visits_of(demand: Any, *, by: Any) -> list[Visit]:
    """The visits at which the demand was found, as far as ``by`` may see them."""
    return list(Visit.objects.visible_to(by).filter(demand=demand, archived_at=None).order_by("visited_on", "pk"))


def demand_seen(visit: Visit, *, by: Any) -> Any:
    """The demand of a visit, if there is one and ``by`` may see it."""
    if visit.demand_id is None:
        return None
    return Demand.objects.visible_to(by).filter(pk=visit.demand_id).first()


def demands_to_name(visit: Visit, *, by: Any) -> Any:
    """The demands of the firm that ``by`` may see and a visit can be about, the newest first."""
    rows = Demand.objects.visible_to(by).filter(organisation_id=visit.organisation_id, archived_at=None)
    return rows.exclude(organisation_id=None).order_by("-created_at", "-pk")


def position_of(visit: Visit) -> VisitPosition | None:
    """Where it was logged, if its visitor let that be kept. The visit was found before."""
    return VisitPosition.objects.filter(visit=visit).first()
