"""The states of needs, postings (选派), plans and agreements, and their steps, as frozen tables (DOMAIN §10).

A posting: matched → both agreed → agreement drawn up → signed by host, home unit, commissioner → filed → active →
extended | run out | ended | terminated; the system itself begins it on its first day and marks it when its term is
over. Parties that an agreement does not have are passed over.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.accounts.permissions import Permission
from duijie.common.steps import by_verb
from duijie.programmes.states import Step


class NeedState(models.TextChoices):
    SUBMITTED = "submitted", pgettext_lazy("state of a need", "submitted, with the county")
    VERIFIED = "verified", pgettext_lazy("state of a need", "verified, to be matched")
    REFUSED = "refused", pgettext_lazy("state of a need", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a need", "withdrawn")
    MET = "met", pgettext_lazy("state of a need", "met")


class PostingPlanState(models.TextChoices):
    DRAFTED = "drafted", pgettext_lazy("state of a posting plan", "not computed")
    COMPUTED = "computed", pgettext_lazy("state of a posting plan", "computed, to be looked through")
    RELEASING = "releasing", pgettext_lazy("state of a posting plan", "being released")
    RELEASED = "released", pgettext_lazy("state of a posting plan", "released to both sides")


class PostingState(models.TextChoices):
    MATCHED = "matched", pgettext_lazy("state of a posting", "matched, both sides to answer")
    BOTH_AGREED = "both_agreed", pgettext_lazy("state of a posting", "both agreed")
    AGREEMENT_DRAFT = "agreement_draft", pgettext_lazy("state of a posting", "agreement drawn up")
    SIGNED_HOST = "signed_host", pgettext_lazy("state of a posting", "signed by the host unit")
    SIGNED_HOME_UNIT = "signed_home_unit", pgettext_lazy("state of a posting", "signed by the home unit")
    SIGNED_COMMISSIONER = "signed_commissioner", pgettext_lazy("state of a posting", "signed by the person posted")
    FILED = "filed", pgettext_lazy("state of a posting", "agreement filed")
    ACTIVE = "active", pgettext_lazy("state of a posting", "serving")
    EXTENDED = "extended", pgettext_lazy("state of a posting", "serving, extended")
    RUN_OUT = "run_out", pgettext_lazy("state of a posting", "term over, to be closed")
    ENDED = "ended", pgettext_lazy("state of a posting", "ended")
    TERMINATED = "terminated", pgettext_lazy("state of a posting", "terminated early")
    DECLINED = "declined", pgettext_lazy("state of a posting", "declined")
    CALLED_OFF = "called_off", pgettext_lazy("state of a posting", "called off")


class AgreementState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of an agreement", "drawn up")
    SIGNED = "signed", pgettext_lazy("state of an agreement", "signed by all parties")
    FILED = "filed", pgettext_lazy("state of an agreement", "filed")
    REPLACED = "replaced", pgettext_lazy("state of an agreement", "replaced by another")
    ENDED = "ended", pgettext_lazy("state of an agreement", "ended")
    CANCELLED = "cancelled", pgettext_lazy("state of an agreement", "cancelled")


class Party(models.TextChoices):
    """Who signs, in this order."""

    HOST = "host", pgettext_lazy("party of an agreement", "host unit")
    HOME = "home", pgettext_lazy("party of an agreement", "home unit")
    COMMISSIONER = "commissioner", pgettext_lazy("party of an agreement", "person posted")


N, P, A = NeedState, PostingState, AgreementState
NEED, CHECK = Permission.POSTING_NEED_ADD, Permission.POSTING_NEED_CHECK
MAKE, ANSWER, AGREE = Permission.POSTING_MAKE, Permission.POSTING_ANSWER, Permission.AGREEMENT_EDIT

NEED_STEPS = by_verb(
    Step("verify", pgettext_lazy("a need", "Verify"), frozenset({N.SUBMITTED, N.REFUSED}), N.VERIFIED, False, CHECK),
    Step("refuse", pgettext_lazy("a need", "Refuse"), frozenset({N.SUBMITTED, N.VERIFIED}), N.REFUSED, True, CHECK),
    Step(
        "withdraw",
        pgettext_lazy("a need", "Withdraw"),
        frozenset({N.SUBMITTED, N.VERIFIED, N.REFUSED}),
        N.WITHDRAWN,
        False,
        NEED,
    ),
    Step("meet", pgettext_lazy("a need", "Met"), frozenset({N.VERIFIED}), N.MET, False, MAKE, True),
    Step("reopen", pgettext_lazy("a need", "Open again"), frozenset({N.MET}), N.VERIFIED, False, MAKE, True),
)

_SIGNING = frozenset({P.AGREEMENT_DRAFT, P.SIGNED_HOST, P.SIGNED_HOME_UNIT, P.SIGNED_COMMISSIONER})
SERVING = frozenset({P.ACTIVE, P.EXTENDED})
"""States in which work is done for the host, and logged."""
OVER = frozenset({P.RUN_OUT})
"""The term is over and nobody has closed it yet: it takes no place, but days of its term may still be logged, and an
agreement may still extend it."""
TAKES_LOGS = SERVING | OVER
LIVING_POSTING = frozenset({P.MATCHED, P.BOTH_AGREED, *_SIGNING, P.FILED, *SERVING})
"""States that take a place of the person posted and of the host."""
LIVING_NEED = frozenset({N.SUBMITTED, N.VERIFIED, N.MET})
"""States that take a request of the county."""
LIVING_AGREEMENT = frozenset({A.DRAFT, A.SIGNED, A.FILED})

POSTING_STEPS = by_verb(
    Step("agree", pgettext_lazy("a posting", "Agree"), frozenset({P.MATCHED}), P.BOTH_AGREED, False, ANSWER, True),
    Step("decline", pgettext_lazy("a posting", "Decline"), frozenset({P.MATCHED}), P.DECLINED, True, ANSWER),
    Step(
        "call_off",
        pgettext_lazy("a posting", "Call off"),
        frozenset({P.MATCHED, P.BOTH_AGREED, *_SIGNING}),
        P.CALLED_OFF,
        True,
        MAKE,
    ),
    Step("draw_up", _("Draw up the agreement"), frozenset({P.BOTH_AGREED}), P.AGREEMENT_DRAFT, False, AGREE, True),
    Step("sign_host", _("Signed by the host unit"), frozenset({P.AGREEMENT_DRAFT}), P.SIGNED_HOST, False, AGREE, True),
    Step(
        "sign_home",
        _("Signed by the home unit"),
        frozenset({P.SIGNED_HOST}),
        P.SIGNED_HOME_UNIT,
        False,
        AGREE,
        True,
    ),
    Step(
        "sign_commissioner",
        _("Signed by the person posted"),
        frozenset({P.SIGNED_HOST, P.SIGNED_HOME_UNIT}),
        P.SIGNED_COMMISSIONER,
        False,
        AGREE,
        True,
    ),
    Step(
        "file",
        _("File the agreement"),
        frozenset({P.SIGNED_HOME_UNIT, P.SIGNED_COMMISSIONER}),
        P.FILED,
        False,
        AGREE,
        True,
    ),
    Step("begin", _("Begin the service"), frozenset({P.FILED}), P.ACTIVE, False, AGREE),
    Step("extend", pgettext_lazy("a posting", "Extend"), TAKES_LOGS, P.EXTENDED, True, AGREE, True),
    Step("run_out", _("The term is over"), SERVING, P.RUN_OUT, False, AGREE, True),
    Step("transfer", _("Hand over to somebody else"), TAKES_LOGS, P.ENDED, True, MAKE, True),
    Step("end", pgettext_lazy("a posting", "End"), TAKES_LOGS, P.ENDED, False, AGREE, True),
    Step("terminate", _("Terminate early"), frozenset({P.FILED, *SERVING}), P.TERMINATED, True, MAKE, True),
)

SIGNS = {Party.HOST: "sign_host", Party.HOME: "sign_home", Party.COMMISSIONER: "sign_commissioner"}
"""The step of a posting by which a party signs."""

AGREEMENT_STEPS = by_verb(
    Step("sign", pgettext_lazy("an agreement", "Signed by all"), frozenset({A.DRAFT}), A.SIGNED, False, AGREE, True),
    Step("file", pgettext_lazy("an agreement", "File"), frozenset({A.SIGNED}), A.FILED, False, AGREE, True),
    Step("replace", pgettext_lazy("an agreement", "Replace"), frozenset({A.FILED}), A.REPLACED, True, AGREE, True),
    Step("end", pgettext_lazy("an agreement", "End"), frozenset({A.FILED}), A.ENDED, False, AGREE, True),
    Step(
        "cancel",
        pgettext_lazy("an agreement", "Cancel"),
        frozenset({A.DRAFT, A.SIGNED}),
        A.CANCELLED,
        True,
        AGREE,
        True,
    ),
)
