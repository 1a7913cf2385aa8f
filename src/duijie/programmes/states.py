"""The states of rounds (批次), applications, objections and certificates, and the steps between them, as frozen tables.

DOMAIN §10. A step that says ``particular`` needs more than a reason – a meeting, a document number, a list – and has a
verb and a page of its own; the others are buttons.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.accounts.permissions import Permission


class RoundState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a round", "being prepared")
    OPEN = "open", pgettext_lazy("state of a round", "open for applications")
    CLOSED = "closed", pgettext_lazy("state of a round", "closed, being recommended")
    RECOMMENDED = "recommended", pgettext_lazy("state of a round", "recommended, being examined")
    EXAMINED = "examined", pgettext_lazy("state of a round", "examined")
    DECIDED = "decided", pgettext_lazy("state of a round", "decided")
    PUBLICITY = "publicity", pgettext_lazy("state of a round", "public notice")
    PUBLISHED = "published", pgettext_lazy("state of a round", "recognised and published")
    RUNNING = "running", pgettext_lazy("state of a round", "running")
    EVALUATED = "evaluated", pgettext_lazy("state of a round", "evaluated")
    ARCHIVED = "archived", pgettext_lazy("state of a round", "archived")
    CANCELLED = "cancelled", pgettext_lazy("state of a round", "cancelled")


class ApplicationState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of an application", "draft")
    SUBMITTED = "submitted", pgettext_lazy("state of an application", "submitted, with the recommending unit")
    RETURNED = "returned", pgettext_lazy("state of an application", "returned with defects")
    RECOMMENDED = "recommended", pgettext_lazy("state of an application", "recommended, being examined")
    EXAMINED = "examined", pgettext_lazy("state of an application", "meets the conditions")
    APPROVED = "approved", pgettext_lazy("state of an application", "approved by the meeting")
    PUBLICITY = "publicity", pgettext_lazy("state of an application", "on public notice")
    OBJECTION = "objection", pgettext_lazy("state of an application", "held back by an objection")
    RECOGNISED = "recognised", pgettext_lazy("state of an application", "recognised")
    REFUSED = "refused", pgettext_lazy("state of an application", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an application", "withdrawn")


class ObjectionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of an objection", "to be decided")
    UPHELD = "upheld", pgettext_lazy("state of an objection", "upheld")
    REJECTED = "rejected", pgettext_lazy("state of an objection", "rejected")


class CertificateState(models.TextChoices):
    """``expired`` and ``issued`` (not yet begun) follow from the days and are never stored."""

    ACTIVE = "active", pgettext_lazy("state of a certificate", "valid")
    SUSPENDED = "suspended", pgettext_lazy("state of a certificate", "suspended")
    REVOKED = "revoked", pgettext_lazy("state of a certificate", "revoked")


STANDINGS = {
    "issued": pgettext_lazy("state of a certificate", "issued, term not begun"),
    "active": CertificateState.ACTIVE.label,
    "suspended": CertificateState.SUSPENDED.label,
    "expired": pgettext_lazy("state of a certificate", "expired"),
    "revoked": CertificateState.REVOKED.label,
}


@dataclass(frozen=True, slots=True)
class Step:
    """``verb`` brings a thing from one of ``sources`` to ``target``."""

    verb: str
    label: Any
    sources: frozenset[str]
    target: str
    permission: Permission
    needs_reason: bool = False
    particular: bool = False


R, A, C = RoundState, ApplicationState, CertificateState
EDIT, DECIDE = Permission.PROGRAMME_EDIT, Permission.ROUND_DECIDE
ADD, RECOMMEND, EXAMINE = Permission.APPLICATION_ADD, Permission.APPLICATION_RECOMMEND, Permission.APPLICATION_EXAMINE


def _table(*steps: Step) -> Mapping[str, Step]:
    return {one.verb: one for one in steps}


ROUND_STEPS = _table(
    Step("open", _("Open for applications"), frozenset({R.DRAFT}), R.OPEN, EDIT),
    Step("extend", _("Set another last day"), frozenset({R.OPEN, R.CLOSED}), R.OPEN, EDIT, True, True),
    Step("close", _("Close the call"), frozenset({R.OPEN}), R.CLOSED, EDIT),
    Step("end_recommendation", _("End the recommendation"), frozenset({R.CLOSED}), R.RECOMMENDED, EDIT),
    Step("end_examination", _("End the examination"), frozenset({R.RECOMMENDED}), R.EXAMINED, EDIT),
    Step("decide", _("Enter the decision of the meeting"), frozenset({R.EXAMINED}), R.DECIDED, DECIDE, False, True),
    Step("publicise", _("Put on public notice"), frozenset({R.DECIDED}), R.PUBLICITY, DECIDE, False, True),
    Step("recognise", _("Recognise"), frozenset({R.DECIDED, R.PUBLICITY}), R.PUBLISHED, DECIDE, False, True),
    Step("run", _("Begin the work"), frozenset({R.PUBLISHED}), R.RUNNING, EDIT),
    Step("evaluate", _("Evaluated"), frozenset({R.RUNNING}), R.EVALUATED, EDIT),
    Step("archive", pgettext_lazy("a round", "Archive"), frozenset({R.EVALUATED}), R.ARCHIVED, EDIT),
    Step("cancel", _("Cancel the round"), frozenset({R.DRAFT, R.OPEN, R.CLOSED}), R.CANCELLED, EDIT, True),
)

APPLICATION_STEPS = _table(
    Step("submit", _("Submit"), frozenset({A.DRAFT, A.RETURNED}), A.SUBMITTED, ADD),
    Step(
        "withdraw",
        pgettext_lazy("an application", "Withdraw"),
        frozenset({A.DRAFT, A.SUBMITTED, A.RETURNED, A.RECOMMENDED, A.EXAMINED}),
        A.WITHDRAWN,
        ADD,
        True,
    ),
    Step("return", _("Return with defects"), frozenset({A.SUBMITTED}), A.RETURNED, RECOMMEND, False, True),
    Step("recommend", pgettext_lazy("an application", "Recommend"), frozenset({A.SUBMITTED}), A.RECOMMENDED, RECOMMEND),
    Step("decline", _("Do not recommend"), frozenset({A.SUBMITTED}), A.REFUSED, RECOMMEND, True),
    Step("take_back", _("Take the recommendation back"), frozenset({A.RECOMMENDED}), A.SUBMITTED, RECOMMEND, True),
    Step("pass", _("Meets the conditions"), frozenset({A.RECOMMENDED}), A.EXAMINED, EXAMINE),
    Step("fail", _("Does not meet the conditions"), frozenset({A.RECOMMENDED}), A.REFUSED, EXAMINE, True),
    Step("reexamine", _("Examine anew"), frozenset({A.EXAMINED}), A.RECOMMENDED, EXAMINE, True),
    Step("approve", _("Approved by the meeting"), frozenset({A.EXAMINED}), A.APPROVED, DECIDE, False, True),
    Step("reject", _("Refused by the meeting"), frozenset({A.EXAMINED}), A.REFUSED, DECIDE, True, True),
    Step("publicise", _("Put on public notice"), frozenset({A.APPROVED}), A.PUBLICITY, DECIDE, False, True),
    Step("object", _("Objection received"), frozenset({A.PUBLICITY}), A.OBJECTION, DECIDE, False, True),
    Step("dismiss", _("Objection rejected"), frozenset({A.OBJECTION}), A.PUBLICITY, DECIDE, True, True),
    Step("uphold", _("Objection upheld"), frozenset({A.OBJECTION}), A.REFUSED, DECIDE, True, True),
    Step("recognise", _("Recognise"), frozenset({A.APPROVED, A.PUBLICITY}), A.RECOGNISED, DECIDE, False, True),
)

CERTIFICATE_STEPS = _table(
    Step("suspend", _("Suspend"), frozenset({C.ACTIVE}), C.SUSPENDED, DECIDE, True),
    Step("resume", _("Lift the suspension"), frozenset({C.SUSPENDED}), C.ACTIVE, DECIDE, True),
    Step(
        "revoke", pgettext_lazy("a certificate", "Revoke"), frozenset({C.ACTIVE, C.SUSPENDED}), C.REVOKED, DECIDE, True
    ),
    Step("renew", _("Extend the term"), frozenset({C.ACTIVE}), C.ACTIVE, DECIDE, True, True),
)

EDITED_BY_APPLICANT = frozenset({A.DRAFT, A.RETURNED})
LIVING = frozenset(A) - {A.REFUSED, A.WITHDRAWN}
FILLED = LIVING - {A.DRAFT, A.SUBMITTED, A.RETURNED}
"""States that take a place of the recommending unit's quota; so do refusals after the recommendation (``used``)."""
AFTER_NOTICE = frozenset({R.PUBLICITY, R.PUBLISHED, R.RUNNING})
"""A person held back by an objection is recognised later, when the others are already."""
PUBLIC = frozenset(R) - {R.DRAFT}


def steps_from(table: Mapping[str, Step], state: str) -> tuple[Step, ...]:
    return tuple(step for step in table.values() if state in step.sources)


def words_of(states: Iterable[str]) -> str:
    return ", ".join(sorted(states))
