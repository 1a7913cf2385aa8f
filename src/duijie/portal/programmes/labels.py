"""Words for what the audit says of programmes."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.programmes.states import APPLICATION_STEPS, CERTIFICATE_STEPS, ROUND_STEPS

PROGRAMME_VERBS: dict[str, Any] = {
    "programme.add": _("began a programme"),
    "programme.edit": _("changed the rules of a programme"),
    "programme.archive": _("archived a programme"),
    "programme.restore": _("restored a programme"),
    "round.add": _("prepared a round"),
    "round.edit": _("changed a round"),
    "round.quotas": _("set quotas of a round"),
    "round.add_unit": _("added a recommending unit"),
    "round.remove_unit": _("removed a recommending unit"),
    "round.allow_late": _("allowed a late application"),
    "round.order": _("set the order of the recommended"),
    "round.check": _("asked all conditions of a round"),
    "round.conclude": _("concluded the checks of a round"),
    "round.recuse": _("recorded a recusal"),
    "round.freeze_list": _("froze the list of a meeting"),
    "round.print_opinion": _("printed an opinion page"),
    "review.set_up": _("set an expert review up"),
    "review.add_reviewer": _("added a reviewer"),
    "review.remove_reviewer": _("removed a reviewer"),
    "review.assign": _("assigned applications to reviewers"),
    "review.remind": _("reminded reviewers"),
    "review.close": _("closed an expert review"),
    "review.reopen": _("reopened an expert review"),
    "review.hand_in": _("handed a review in"),
    "review.recuse": _("kept out of a review"),
    "review.paper": _("read a paper as a reviewer"),
    "review.export": _("exported a ranking"),
    "application.add": _("began an application"),
    "application.edit": _("changed an application"),
    "application.add_paper": _("added a paper to an application"),
    "application.remove_paper": _("removed a paper from an application"),
    "application.paper": _("read a paper of an application"),
    "application.settle": _("settled a condition with proof"),
    "application.export": _("exported applications"),
    "certificate.export": _("exported certificates"),
    "certificate.print": _("printed a certificate"),
    "certificate.check_failed": _("asked about a certificate that does not exist"),
    "objection.add": _("objected to a person on a public notice"),
    "objection.upheld": _("upheld an objection"),
    "objection.rejected": _("rejected an objection"),
    "objection.evidence": _("read the evidence of an objection"),
}
for _noun, _table in (("round", ROUND_STEPS), ("application", APPLICATION_STEPS), ("certificate", CERTIFICATE_STEPS)):
    PROGRAMME_VERBS |= {f"{_noun}.{one.verb}": one.label for one in _table.values()}

PROGRAMME_KEYS: dict[str, Any] = {
    "application": _("application"),
    "applications": _("applications"),
    "before": _("before"),
    "condition": _("condition"),
    "count": pgettext_lazy("audit", "count"),
    "days": _("working days"),
    "document": _("document number"),
    "fingerprint": _("fingerprint"),
    "from_on": _("from (day)"),
    "issued_on": _("issued on"),
    "key": _("which paper"),
    "met": pgettext_lazy("audit", "condition met"),
    "numbers": _("numbers"),
    "paper": _("paper of an application"),
    "place": pgettext_lazy("audit", "part of the condition"),
    "proof": _("proof"),
    "quotas": _("quotas (before, after)"),
    "ranked": _("order"),
    "replaces": _("in place of another"),
    "round": _("round of a programme"),
    "rules": _("rules"),
    "template": _("template"),
    "to_on": _("to (day)"),
    "unit": _("recommending unit"),
    "units": _("recommending units"),
    "until": pgettext_lazy("audit", "until"),
}
