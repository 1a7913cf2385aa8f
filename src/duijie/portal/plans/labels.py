"""Words of plans: verbs of the audit, and what the counts of a plan are called."""

from django.utils.translation import gettext_lazy as _

PLAN_VERBS = {
    "create": _("made a plan"),
    "edit": _("changed the settings of a plan"),
    "compute": _("had a plan computed"),
    "computed": _("computed a plan"),
    "clash": _("found wishes of a plan that clash"),
    "copy": _("copied a plan"),
    "fix": _("fixed a pair of a plan"),
    "free": _("freed a pair of a plan"),
    "forbid": _("forbade a pair of a plan"),
    "add": _("took a pair into a plan"),
    "remove": _("took a pair out of a plan"),
    "need": _("set how many suppliers a demand of a plan needs"),
    "load": _("set a load of a plan"),
    "keep_apart": _("kept two organisations apart in a plan"),
    "end_conflict": _("let two organisations of a plan meet again"),
    "release": _("released a plan"),
    "withdraw": _("withdrew a plan"),
    "export": _("exported a plan"),
}
