"""The states of work logs (工作日志) and yields (服务成效), and their steps, as frozen tables (DOMAIN §10).

A work log: draft → submitted → confirmed or disputed by the host → approved by the county → counted, which locks it.
What was counted wrongly is corrected by a new log that points to it and takes its place when it is counted itself.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.accounts.permissions import Permission
from duijie.common.steps import by_verb
from duijie.programmes.states import Step


class LogState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a work log", "draft")
    SUBMITTED = "submitted", pgettext_lazy("state of a work log", "submitted, to be confirmed by the host")
    HOST_CONFIRMED = "host_confirmed", pgettext_lazy("state of a work log", "confirmed by the host")
    HOST_DISPUTED = "host_disputed", pgettext_lazy("state of a work log", "disputed by the host")
    RETURNED = "returned", pgettext_lazy("state of a work log", "returned by the county")
    COUNTY_APPROVED = "county_approved", pgettext_lazy("state of a work log", "approved by the county")
    COUNTED = "counted", pgettext_lazy("state of a work log", "counted, locked")
    CORRECTED = "corrected", pgettext_lazy("state of a work log", "replaced by a correction")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a work log", "withdrawn")


class YieldState(models.TextChoices):
    ENTERED = "entered", pgettext_lazy("state of a yield", "entered, to be verified")
    VERIFIED = "verified", pgettext_lazy("state of a yield", "verified, counted")
    REFUSED = "refused", pgettext_lazy("state of a yield", "refused")
    MERGED = "merged", pgettext_lazy("state of a yield", "merged into another")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a yield", "withdrawn")


L, Y = LogState, YieldState
WRITE, CONFIRM, APPROVE = Permission.WORK_LOG_ADD, Permission.WORK_LOG_CONFIRM, Permission.WORK_LOG_APPROVE
ENTER, VERIFY = Permission.YIELD_ADD, Permission.YIELD_VERIFY

WRITTEN_BY_AUTHOR = frozenset({L.DRAFT, L.HOST_DISPUTED, L.RETURNED})
"""States in which whoever logged it changes it; it is confirmed anew afterwards."""

LOG_STEPS = by_verb(
    Step("submit", pgettext_lazy("a work log", "Submit"), WRITTEN_BY_AUTHOR, L.SUBMITTED, False, WRITE),
    Step("confirm", pgettext_lazy("a work log", "Confirm"), frozenset({L.SUBMITTED}), L.HOST_CONFIRMED, False, CONFIRM),
    Step("dispute", pgettext_lazy("a work log", "Dispute"), frozenset({L.SUBMITTED}), L.HOST_DISPUTED, True, CONFIRM),
    Step("slip", _("Hand in the stamped slip"), frozenset({L.SUBMITTED}), L.HOST_CONFIRMED, False, WRITE, True),
    Step(
        "return",
        pgettext_lazy("a work log", "Return"),
        frozenset({L.HOST_CONFIRMED, L.HOST_DISPUTED}),
        L.RETURNED,
        True,
        APPROVE,
    ),
    Step(
        "approve",
        pgettext_lazy("a work log", "Approve"),
        frozenset({L.HOST_CONFIRMED}),
        L.COUNTY_APPROVED,
        False,
        APPROVE,
    ),
    Step(
        "count", pgettext_lazy("a work log", "Count"), frozenset({L.COUNTY_APPROVED}), L.COUNTED, False, APPROVE, True
    ),
    Step("replace", _("Replace by a correction"), frozenset({L.COUNTED}), L.CORRECTED, False, APPROVE, True),
    Step(
        "withdraw",
        pgettext_lazy("a work log", "Withdraw"),
        frozenset({*WRITTEN_BY_AUTHOR, L.SUBMITTED, L.HOST_CONFIRMED}),
        L.WITHDRAWN,
        True,
        WRITE,
    ),
)

LIVING_LOG = frozenset(L) - {L.DRAFT, L.CORRECTED, L.WITHDRAWN}
"""States whose hours are part of a day."""
PENDING_LOG = frozenset(L) - {L.COUNTED, L.CORRECTED, L.WITHDRAWN}
"""States in which a correction is under way: one at a time."""

YIELD_STEPS = by_verb(
    Step("verify", pgettext_lazy("a yield", "Verify"), frozenset({Y.ENTERED}), Y.VERIFIED, False, VERIFY),
    Step("refuse", pgettext_lazy("a yield", "Refuse"), frozenset({Y.ENTERED, Y.VERIFIED}), Y.REFUSED, True, VERIFY),
    Step("reopen", pgettext_lazy("a yield", "Look at it again"), frozenset({Y.REFUSED}), Y.ENTERED, True, VERIFY),
    Step("merge", _("Merge into another"), frozenset({Y.ENTERED, Y.VERIFIED}), Y.MERGED, True, VERIFY, True),
    Step("withdraw", pgettext_lazy("a yield", "Withdraw"), frozenset({Y.ENTERED}), Y.WITHDRAWN, True, ENTER),
)

LIVING_YIELD = frozenset({Y.ENTERED, Y.VERIFIED})
"""States that take the key of a thing: nobody enters it a second time."""
