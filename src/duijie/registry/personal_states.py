"""The states of a person's request about personal data and the steps between them, as a frozen table."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.common.steps import Step, by_verb


class RequestKind(models.TextChoices):
    COPY = "copy", _("a copy of what is held")
    CORRECTION = "correction", _("correction")
    DELETION = "deletion", _("deletion")
    RESTRICTION = "restriction", _("restriction: keep it, do not use it")


class RequestState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("request about personal data", "asked")
    DONE = "done", pgettext_lazy("request about personal data", "done")
    REFUSED = "refused", pgettext_lazy("request about personal data", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("request about personal data", "withdrawn")
    LIFTED = "lifted", pgettext_lazy("request about personal data", "restriction lifted")


class Outcome(models.TextChoices):
    """What became of a deletion or restriction."""

    ERASED = "erased", _("erased")
    RESTRICTED = "restricted", _("kept without being used")


S, K = RequestState, RequestKind
DECIDED = frozenset({K.CORRECTION, K.DELETION, K.RESTRICTION})


@dataclass(frozen=True, slots=True)
class RequestStep(Step):
    """``by_asker``: whoever asked takes it, else the office in charge. ``kinds``: of which requests."""

    kinds: frozenset[RequestKind] = DECIDED
    by_asker: bool = False


STEPS: dict[str, RequestStep] = by_verb(
    RequestStep("fulfil", _("Do as asked"), frozenset({S.ASKED}), S.DONE, needs_reason=True),
    RequestStep("refuse", _("Refuse"), frozenset({S.ASKED}), S.REFUSED, needs_reason=True),
    RequestStep(
        "withdraw", _("Withdraw the request"), frozenset({S.ASKED}), S.WITHDRAWN, kinds=frozenset(K), by_asker=True
    ),
    RequestStep(
        "lift", _("Lift the restriction"), frozenset({S.DONE}), S.LIFTED, needs_reason=True,
        kinds=frozenset({K.DELETION, K.RESTRICTION}),
    ),
)  # fmt: skip
