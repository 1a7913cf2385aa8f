"""The states of rounds (批次), applications, objections and certificates, and the steps between them, as frozen tables.

DOMAIN §10. A step that says ``particular`` needs more than a reason – a meeting, a document number, a list – and has a
verb and a page of its own; the others are buttons.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.accounts.permissions import Permission
from duijie.common import steps
from duijie.common.steps import by_verb


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
    """``expired`` and ``issued`` (not yet begun) follow from the days and are never stored. Whoever ``left`` did so
    without blame; ``revoked`` is a sanction."""

    ACTIVE = "active", pgettext_lazy("state of a certificate", "valid")
    SUSPENDED = "suspended", pgettext_lazy("state of a certificate", "suspended")
    REVOKED = "revoked", pgettext_lazy("state of a certificate", "revoked")
    LEFT = "left", pgettext_lazy("state of a certificate", "left the programme")


class ExitCause(models.TextChoices):
    """Why somebody serves no longer, without blame. ``OTHER`` needs a note."""

    OWN_REQUEST = "own_request", pgettext_lazy("why somebody left", "at their own request")
    CHANGED_WORK = "changed_work", pgettext_lazy("why somebody left", "changed work or unit")
    RETIRED = "retired", pgettext_lazy("why somebody left", "retired")
    HEALTH = "health", pgettext_lazy("why somebody left", "for reasons of health")
    DIED = "died", pgettext_lazy("why somebody left", "died")
    UNIT_CLOSED = "unit_closed", pgettext_lazy("why somebody left", "the unit was closed")
    OTHER = "other", pgettext_lazy("why somebody left", "another reason")


STANDINGS = {
    "issued": pgettext_lazy("state of a certificate", "issued, term not begun"),
    "active": CertificateState.ACTIVE.label,
    "suspended": CertificateState.SUSPENDED.label,
    "expired": pgettext_lazy("state of a certificate", "expired"),
    "revoked": CertificateState.REVOKED.label,
    "left": CertificateState.LEFT.label,
}


@dataclass(frozen=True, slots=True)
class Step(steps.Step):
    """One step; ``permission`` is who may take it, ``particular`` that it has a verb and a page of its own."""

    permission: Permission = Permission.PROGRAMME_EDIT
    particular: bool = False


R, A, C = RoundState, ApplicationState, CertificateState
EDIT, DECIDE = Permission.PROGRAMME_EDIT, Permission.ROUND_DECIDE
ADD, RECOMMEND, EXAMINE = Permission.APPLICATION_ADD, Permission.APPLICATION_RECOMMEND, Permission.APPLICATION_EXAMINE


ROUND_STEPS = by_verb(
    Step("open", _("Open for applications"), frozenset({R.DRAFT}), R.OPEN, False, EDIT),
    Step("extend", _("Set another last day"), frozenset({R.OPEN, R.CLOSED}), R.OPEN, True, EDIT, True),
    Step("close", _("Close the call"), frozenset({R.OPEN}), R.CLOSED, False, EDIT),
    Step("end_recommendation", _("End the recommendation"), frozenset({R.CLOSED}), R.RECOMMENDED, False, EDIT),
    Step("end_examination", _("End the examination"), frozenset({R.RECOMMENDED}), R.EXAMINED, False, EDIT),
    Step("decide", _("Enter the decision of the meeting"), frozenset({R.EXAMINED}), R.DECIDED, False, DECIDE, True),
    Step("publicise", _("Put on public notice"), frozenset({R.DECIDED}), R.PUBLICITY, False, DECIDE, True),
    Step("recognise", _("Recognise"), frozenset({R.DECIDED, R.PUBLICITY}), R.PUBLISHED, False, DECIDE, True),
    Step("run", _("Begin the work"), frozenset({R.PUBLISHED}), R.RUNNING, False, EDIT),
    Step("evaluate", _("Evaluated"), frozenset({R.RUNNING}), R.EVALUATED, False, EDIT),
    Step("archive", pgettext_lazy("a round", "Archive"), frozenset({R.EVALUATED}), R.ARCHIVED, False, EDIT),
    Step("cancel", _("Cancel the round"), frozenset({R.DRAFT, R.OPEN, R.CLOSED}), R.CANCELLED, True, EDIT),
)

APPLICATION_STEPS = by_verb(
    Step("submit", _("Submit"), frozenset({A.DRAFT, A.RETURNED}), A.SUBMITTED, False, ADD),
    Step(
        "withdraw",
        pgettext_lazy("an application", "Withdraw"),
        frozenset({A.DRAFT, A.SUBMITTED, A.RETURNED, A.RECOMMENDED, A.EXAMINED}),
        A.WITHDRAWN,
        True,
        ADD,
    ),
    Step("return", _("Return with defects"), frozenset({A.SUBMITTED}), A.RETURNED, False, RECOMMEND, True),
    Step(
        "recommend",
        pgettext_lazy("an application", "Recommend"),
        frozenset({A.SUBMITTED}),
        A.RECOMMENDED,
        False,
        RECOMMEND,
    ),
    Step("decline", _("Do not recommend"), frozenset({A.SUBMITTED}), A.REFUSED, True, RECOMMEND),
    Step("take_back", _("Take the recommendation back"), frozenset({A.RECOMMENDED}), A.SUBMITTED, True, RECOMMEND),
    Step("pass", _("Meets the conditions"), frozenset({A.RECOMMENDED}), A.EXAMINED, False, EXAMINE),
    Step("fail", _("Does not meet the conditions"), frozenset({A.RECOMMENDED}), A.REFUSED, True, EXAMINE),
    Step("reexamine", _("Examine anew"), frozenset({A.EXAMINED}), A.RECOMMENDED, True, EXAMINE),
    Step("approve", _("Approved by the meeting"), frozenset({A.EXAMINED}), A.APPROVED, False, DECIDE, True),
    Step("reject", _("Refused by the meeting"), frozenset({A.EXAMINED}), A.REFUSED, True, DECIDE, True),
    Step("publicise", _("Put on public notice"), frozenset({A.APPROVED}), A.PUBLICITY, False, DECIDE, True),
    Step("object", _("Objection received"), frozenset({A.PUBLICITY}), A.OBJECTION, False, DECIDE, True),
    Step("dismiss", _("Objection rejected"), frozenset({A.OBJECTION}), A.PUBLICITY, True, DECIDE, True),
    Step("uphold", _("Objection upheld"), frozenset({A.OBJECTION}), A.REFUSED, True, DECIDE, True),
    Step("recognise", _("Recognise"), frozenset({A.APPROVED, A.PUBLICITY}), A.RECOGNISED, False, DECIDE, True),
)

CERTIFICATE_STEPS = by_verb(
    Step("suspend", _("Suspend"), frozenset({C.ACTIVE}), C.SUSPENDED, True, DECIDE),
    Step("resume", _("Lift the suspension"), frozenset({C.SUSPENDED}), C.ACTIVE, True, DECIDE),
    Step(
        "revoke", pgettext_lazy("a certificate", "Revoke"), frozenset({C.ACTIVE, C.SUSPENDED}), C.REVOKED, True, DECIDE
    ),
    Step("renew", _("Extend the term"), frozenset({C.ACTIVE}), C.ACTIVE, True, DECIDE, True),
    Step(
        "leave",
        pgettext_lazy("a certificate", "Left, no longer serves"),
        frozenset({C.ACTIVE, C.SUSPENDED}),
        C.LEFT,
        True,
        DECIDE,
        True,
    ),
    Step("readmit", pgettext_lazy("a certificate", "Take the exit back"), frozenset({C.LEFT}), C.ACTIVE, True, DECIDE),
)

EDITED_BY_APPLICANT = frozenset({A.DRAFT, A.RETURNED})
LIVING = frozenset(A) - {A.REFUSED, A.WITHDRAWN}
FILLED = LIVING - {A.DRAFT, A.SUBMITTED, A.RETURNED}
"""States that take a place of the recommending unit's quota; so do refusals after the recommendation (``used``)."""
AFTER_NOTICE = frozenset({R.PUBLICITY, R.PUBLISHED, R.RUNNING})
"""A person held back by an objection is recognised later, when the others are already."""
PUBLIC = frozenset(R) - {R.DRAFT}
