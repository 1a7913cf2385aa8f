"""How well a result is proven: the grade of a demand is derived from its evidence and contracts, never typed.

Order and names from DESIGN §3: self-declared < host-confirmed < contract-registered < third-party.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Grade(models.TextChoices):
    """From the weakest to the strongest proof."""

    DECLARED = "declared", _("self-declared")
    CONFIRMED = "confirmed", _("confirmed by the firm")
    REGISTERED = "registered", _("contract registered")
    THIRD_PARTY = "third_party", _("proven by a third party")


class EvidenceKind(models.TextChoices):
    STATEMENT = "statement", _("statement of the solver or the office")
    CONFIRMATION = "confirmation", _("confirmation slip of the firm")
    REGISTRATION = "registration", _("certificate of contract registration")
    CERTIFICATE = "certificate", _("certificate of appraisal or acceptance")
    TEST = "test", _("test report of a third party")
    PLATFORM = "platform", _("word of an external platform")


PROVES: dict[str, Grade] = {
    EvidenceKind.STATEMENT: Grade.DECLARED,
    EvidenceKind.PLATFORM: Grade.DECLARED,
    EvidenceKind.CONFIRMATION: Grade.CONFIRMED,
    EvidenceKind.REGISTRATION: Grade.REGISTERED,
    EvidenceKind.CERTIFICATE: Grade.THIRD_PARTY,
    EvidenceKind.TEST: Grade.THIRD_PARTY,
}
"""What each kind of evidence proves."""

_RANK = {grade: rank for rank, grade in enumerate(Grade.values)}


def derive_grade(*, evidence: Iterable[str], has_registered_contract: bool, is_confirmed: bool) -> str:
    """The strongest grade that evidence of these kinds, contracts and the firm's word prove; empty without any."""
    proven: list[Any] = [PROVES[kind] for kind in evidence]
    if is_confirmed:
        proven.append(Grade.CONFIRMED)
    if has_registered_contract:
        proven.append(Grade.REGISTERED)
    return max(proven, key=lambda one: _RANK[one]).value if proven else ""
