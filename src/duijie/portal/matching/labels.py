"""Words for levels, contributions, fields and stages on the pages of list matching."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.matching.ranking_states import RANKING_STEPS

LEVELS = {
    4: pgettext_lazy("match level", "Strong"),
    3: pgettext_lazy("match level", "Fairly strong"),
    2: pgettext_lazy("match level", "Weak"),
    1: pgettext_lazy("match level", "None"),
}

COLUMNS = {
    "id": _("Id"),
    "title": _("Title"),
    "summary": _("Summary"),
    "body": _("Content"),
    "keywords": _("Keywords"),
    "language": _("Language"),
    "org": _("Organisation"),
    "area": _("Area"),
    "industry": _("Industry"),
    "field": _("Technology field"),
    "discipline": _("Discipline"),
    "mode": _("Cooperation mode"),
    "budget": _("Budget"),
    "trl": _("TRL"),
    "capacity": _("Capacity"),
    "kind": _("Kind"),
    "supply_id": _("Id of the expert"),
    "year": _("Year"),
}

FACETS = {
    "industry": _("Industry"),
    "field": _("Technology field"),
    "discipline": _("Discipline"),
    "area": _("Area"),
    "mode": _("Cooperation mode"),
    "stage": _("Stage"),
}

KINDS = {
    "demand": _("Demand"),
    "achievement": _("Achievement"),
    "expert": _("Expert"),
    "service": _("Service"),
    "carrier": _("Carrier"),
}

CONTRIBUTIONS = {
    "meaning": _("Meaning of the texts"),
    "language": _("Allowance for two languages"),
    "words": _("Shared words"),
    "numbers": _("Figures with units"),
    "facets": _("Industry, field and conditions"),
    "recency": _("How new the works are"),
    "hubness": _("Distinctness"),
    "learned": _("What was learned from judged pairs"),
}

RANKING_VERBS = {
    "propose": _("proposed a ranking model"),
    "export": _("exported ranking models"),
    **{step.verb: step.done for step in RANKING_STEPS.values()},
}

PROPOSAL_VERBS = {
    "propose": _("proposed to both sides"),
    "interest": _("interested"),
    "decline": _("declined"),
    "withdraw": _("withdrawn"),
    "expire": _("expired"),
    "meet": _("in talks"),
    "result": _("brought a result"),
    "link": _("link made"),
    "link_refused": _("refused a link"),
    "export": _("exported proposals"),
}
