"""The states of a person's request about personal data and the steps between them, as a frozen table."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


@dataclass(frozen=True, slots=True)
class RequestStep:
    """One step. ``by_asker``: whoever asked takes it, else the office in charge. ``kinds``: of which requests."""

    verb: str
    label: Any
    sources: tuple[RequestState, ...]
    target: RequestState
    kinds: frozenset[RequestKind]
    by_asker: bool = False
    needs_reason: bool = False


S, K = RequestState, RequestKind
DECIDED = frozenset({K.CORRECTION, K.DELETION, K.RESTRICTION})
STEPS: dict[str, RequestStep] = {
    one.verb: one
    for one in (
        RequestStep("fulfil", _("Do as asked"), (S.ASKED,), S.DONE, DECIDED, needs_reason=True),
        RequestStep("refuse", _("Refuse"), (S.ASKED,), S.REFUSED, DECIDED, needs_reason=True),
        RequestStep("withdraw", _("Withdraw the request"), (S.ASKED,), S.WITHDRAWN, frozenset(K), by_asker=True),
        RequestStep(
            "lift", _("Lift the restriction"), (S.DONE,), S.LIFTED, frozenset({K.DELETION, K.RESTRICTION}),
            needs_reason=True,
        ),
    )
}  # fmt: skip
