"""Reminding contacts of logs that wait for their word. Done again on one day it changes nothing."""

from datetime import datetime
from typing import Any

from duijie.common import clock
from duijie.common.transactions import in_transaction
from duijie.programmes.domain.worklogs.log_messages import ask_contacts
from duijie.programmes.domain.worklogs.log_rows import JOINED
from duijie.programmes.models import WorkLog
from duijie.programmes.models.worklogs.service_rules import rules_of
from duijie.programmes.service_states import LogState

REMIND = "programmes.remind_of_logs"


def remind(progress: Any) -> dict[str, int]:
    """One reminder for each full ``remind_days`` since a log was submitted. How many logs were told of."""
    waiting = WorkLog.objects.filter(state=LogState.SUBMITTED).select_related(*JOINED).order_by("pk")
    told, days_of = 0, dict[int, int]()
    rows = list(waiting)
    for done, log in enumerate(rows, start=1):
        call = log.posting.call
        days = days_of.setdefault(call.pk, rules_of(call).remind_days)
        number = (clock.now() - log.submitted_at).days // days
        if number and _remind(log, number):
            told += 1
        progress("remind", done, len(rows))
    return {"reminded": told}


def is_due(_last: datetime | None) -> bool:
    return WorkLog.objects.filter(state=LogState.SUBMITTED).exists()


@in_transaction
def _remind(log: WorkLog, number: int) -> int:
    return ask_contacts(log, again=number)
