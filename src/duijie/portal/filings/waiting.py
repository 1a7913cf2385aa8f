"""What firms filed, on the home page of the office that decides."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.scope import first_of
from duijie.demands.domain.filing_deadlines import FilingDeadlines
from duijie.demands.domain.queries.filings import filings_to_decide
from duijie.demands.models import FilingKind
from duijie.portal.shell.home import LINES, Waiting

TEXTS = {
    FilingKind.DEMAND: _("%(firm)s has filed a demand: “%(title)s”"),
    FilingKind.ACCOUNT: _("%(firm)s asks for an account"),
}


def filings_waiting(user: Any) -> Iterable[Waiting]:
    deadlines = FilingDeadlines()
    for filing in first_of(filings_to_decide(by=user), LINES):
        due = deadlines.due_on(filing)
        text = TEXTS[FilingKind(filing.kind)] % {"firm": filing.firm_name, "title": filing.title}
        yield Waiting(text, reverse("filing_detail", args=[filing.pk]), filing.created_at, due, _is_late(due))


def _is_late(due: date | None) -> bool:
    return due is not None and due < clock.today()
