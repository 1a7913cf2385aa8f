"""Who hears of a work log: the host's verified contacts, and whoever wrote it."""

from typing import Any

from django.db.models import Q
from django.urls import reverse

from duijie.messaging.domain.messages import Addressee, send, send_to_address
from duijie.programmes.models import HostContact, WorkLog
from duijie.programmes.service_messages import LOG_ANSWERED, LOG_LINK, LOG_TO_CONFIRM


def ask_contacts(log: WorkLog, *, again: int = 0) -> int:
    """The contacts with an account; those without one get a link (``confirmations.send_link``). ``again`` numbers the
    reminders. How many messages are new."""
    contacts = contacts_of_log(log).filter(account__isnull=False).select_related("account")
    key = f"work_log:{log.pk}:{log.version}:ask:{again}"
    context = _context(log)
    return send(
        key=key, template=LOG_TO_CONFIRM.key, to=[one.account for one in contacts], context=context,
        link=address_of(log), by=log.by, target=log,
    )  # fmt: skip


def contacts_of_log(log: WorkLog) -> Any:
    """The verified contacts of its host who are not themselves posted there."""
    posted = Q(account__person__postings=log.posting_id) | Q(account__person__posting_seats__posting=log.posting_id)
    rows = HostContact.objects.in_force().filter(organisation=log.posting.host_id).exclude(account=log.by_id)
    own = HostContact.objects.filter(posted).order_by().values("pk")
    return rows.exclude(pk__in=own)


def tell_author(log: WorkLog, *, by: Any) -> None:
    """What the host or the county said."""
    context = {**_context(log), "state": log.state, "reason": log.reason}
    key = f"work_log:{log.pk}:{log.version}:{log.state}"
    send(key=key, template=LOG_ANSWERED.key, to=log.by, context=context, link=address_of(log), by=by, target=log)


def send_link_to(log: WorkLog, contact: HostContact, *, address: str, number: int, by: Any) -> None:
    """The link itself goes to the contact alone."""
    context = {**_context(log), "address": address}
    to = Addressee(contact.email, contact.name, "zh-hans")
    send_to_address(
        key=f"work_log:{log.pk}:link:{number}", template=LOG_LINK.key, to=to, context=context, by=by, target=log
    )


def address_of(log: WorkLog) -> str:
    return reverse("work_log_detail", args=[log.pk])


def _context(log: WorkLog) -> dict[str, Any]:
    return {
        "person": log.by_name, "day": str(log.worked_on), "hours": f"{log.hours:g}", "work": log.title,
        "firm": log.posting.host.name,
    }  # fmt: skip
