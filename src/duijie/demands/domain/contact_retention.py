"""Contacts of firms are erased when their time is over: ``DUIJIE_CONTACT_YEARS`` after the demand was closed or
archived; of a visit without a demand, after the visit; of a filing, after it was decided too.
"""

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from duijie.common import clock
from duijie.demands.models import CaseEvent, Demand, DemandContact, Filing, FilingState, Visit
from duijie.demands.states import DemandState
from duijie.registry.domain.contact_rights import expire_contacts

JOB = "demands.contact_retention"
ENDED = (DemandState.CLOSED, DemandState.UNSOLVED)
"""States in which nobody has to reach the firm any more; one whose demand is solved is still asked for its rating."""


def expire_old_contacts() -> dict[str, int]:
    """Erase what is due, kind by kind. How many rows of each; done again, it finds nothing."""
    day = clock.years_ago(settings.DUIJIE_CONTACT_YEARS)
    moment = timezone.make_aware(datetime.combine(day, time.min))
    demands = ended_before(moment)
    over = Q(demand__in=demands.order_by().values("pk"))
    visits = Q(archived_at__lt=moment) | over | Q(demand=None, visited_on__lt=day)
    filings = Q(state__in=[FilingState.ACCEPTED, FilingState.REFUSED], decided_at__lt=moment) & (Q(demand=None) | over)
    due: dict[str, tuple[Any, Any]] = {
        "contacts": (DemandContact, DemandContact.objects.filter(over)),
        "visits": (Visit, Visit.objects.filter(visits)),
        "filings": (Filing, Filing.objects.filter(filings)),
        "demands": (Demand, demands),
    }
    return {key: expire_contacts(model, rows) for key, (model, rows) in due.items()}


def ended_before(moment: datetime) -> Any:
    """The demands that were closed, given up or archived before ``moment``, and were not taken up again since."""
    ends = CaseEvent.objects.filter(demand=OuterRef("pk"), after__in=ENDED).order_by("-at").values("at")[:1]
    rows = Demand.objects.annotate(ended_at=Coalesce(Subquery(ends), F("updated_at")))
    return rows.filter(Q(state__in=ENDED, ended_at__lt=moment) | Q(archived_at__lt=moment))
