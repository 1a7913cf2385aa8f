"""Words for what the audit says of work logs, yields and the ledger."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.programmes.service_states import LOG_STEPS, YIELD_STEPS

SERVICE_VERBS: dict[str, Any] = {
    "work_log.add": _("logged work"),
    "work_log.edit": _("changed a work log"),
    "work_log.correct": _("corrected a work log by a new one"),
    "work_log.photo": _("added a photo to a work log"),
    "work_log.position": _("noted the position of a work log"),
    "work_log.position_removed": _("removed the position of a work log"),
    "work_log.link": _("sent a link to confirm a work log"),
    "work_log.print": _("printed a confirmation slip"),
    "work_log.export": _("exported work logs"),
    "ledger.refused": _("was refused at the ledger"),
    "work_log.refused": _("was refused at a work log"),
    "work_log.link_refused": _("the address to confirm a work log was refused"),
    "host_contact.add": _("named a contact of a host unit"),
    "host_contact.verify": _("verified a contact of a host unit"),
    "host_contact.end": _("ended a contact of a host unit"),
    "host_contact.refused": _("was refused at a contact of a host unit"),
    "service_rules.edit": _("changed rules of service"),
    "yield.add": _("entered a yield"),
    "yield.edit": _("changed a yield"),
    "yield.share": _("set the shares in a yield"),
    "yield.evidence": _("added evidence to a yield"),
    "yield.read_evidence": _("read the evidence of a yield"),
    "yield.refused": _("was refused at a yield"),
    "yield.export": _("exported yields"),
    "commendation.add": _("entered a commendation"),
    "commendation.export": _("exported commendations"),
    "ledger.enter": _("entered money in the ledger"),
    "ledger.reverse": _("took an entry of the ledger back"),
    "ledger.export": _("exported the ledger"),
    "ledger.file": _("read a document of the ledger"),
}
for _noun, _table in (("work_log", LOG_STEPS), ("yield", YIELD_STEPS)):
    SERVICE_VERBS |= {f"{_noun}.{one.verb}": one.label for one in _table.values()}

SERVICE_TARGETS: dict[str, Any] = {
    "programmes.worklog": _("work log"),
    "programmes.hostcontact": _("contact of a host unit"),
    "programmes.yield": _("yield"),
    "programmes.commendation": _("commendation"),
    "programmes.ledgerentry": _("entry of the ledger"),
}

SERVICE_KEYS: dict[str, Any] = {
    "amount": _("amount (yuan)"),
    "contact": _("contact of a host unit"),
    "corrects": _("corrects"),
    "evidence": _("evidence of a yield"),
    "reverses": _("counter-entry to"),
    "shares": pgettext_lazy("audit", "shares (before, after)"),
    "stage": _("planned or paid"),
}
