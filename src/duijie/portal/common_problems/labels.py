"""Words for what happened to a common problem, on its page and in the audit."""

from typing import Any

from django.utils.translation import gettext_lazy as _

COMMON_VERBS: dict[str, Any] = {
    "suggest": _("suggested a common problem"),
    "name": _("named a common problem"),
    "edit": _("changed the words of a common problem"),
    "confirm": _("confirmed a common problem"),
    "begin": _("said that a common problem is being solved"),
    "solved": _("closed a common problem as solved"),
    "again": _("took back that a common problem is solved"),
    "dismiss": _("dismissed a suggested common problem"),
    "dissolve": _("dissolved a common problem"),
    "restore": _("brought a common problem back"),
    "add": _("took demands into a common problem"),
    "remove": _("took demands out of a common problem"),
    "split": _("split a common problem"),
    "split_from": _("made a common problem of part of another"),
    "merge": _("merged another common problem into this one"),
    "merged": _("merged a common problem into another"),
    "solution": _("recorded the solution of a common problem"),
    "unsolution": _("removed the solution of a common problem"),
    "export": _("exported common problems"),
}
COUNTED = frozenset({"add", "remove"})
"""Verbs whose note is a number of demands."""
