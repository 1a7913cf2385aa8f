"""What a challenge must meet before it is announced (DOMAIN §6), as a table: each line one rule with its numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.demands.domain.queries.breaches import standing_breach
from duijie.demands.models import Challenge

NUMBERS = ("most_months", "least_ratio", "least_cash_share", "clean_years", "needs_rd", "least_days")


@dataclass(frozen=True, slots=True)
class ChallengeCheck:
    """``field`` is where one puts it right; ``words`` has the numbers of the rules as parameters."""

    key: str
    field: str
    words: Any
    is_met: Callable[[Challenge, Mapping[str, Any]], bool]


def _covers(challenge: Challenge, rules: Mapping[str, Any]) -> bool:
    return challenge.firm_amount >= Decimal(str(rules["least_ratio"])) * challenge.grant


def _pays(challenge: Challenge, rules: Mapping[str, Any]) -> bool:
    least = challenge.grant * Decimal(rules["least_cash_share"]) / 100
    return least <= challenge.cash_to_solver <= challenge.firm_amount + challenge.grant


def _is_clean(challenge: Challenge, rules: Mapping[str, Any]) -> bool:
    """What the firm states, and what is recorded of it."""
    breach = standing_breach(challenge.demand.organisation_id, rules["clean_years"])
    return challenge.clean_record and breach is None


def _spends_on_research(challenge: Challenge, rules: Mapping[str, Any]) -> bool:
    """Rules from before there was this one ask for nothing."""
    return not rules.get("needs_rd") or (challenge.rd_ratio and bool(challenge.rd_proof.strip()))


def _is_open_long_enough(challenge: Challenge, rules: Mapping[str, Any]) -> bool:
    return challenge.closes_on >= clock.today() + timedelta(days=rules["least_days"])


CHALLENGE_CHECKS: tuple[ChallengeCheck, ...] = (
    ChallengeCheck(
        "beyond_ability", "beyond_ability", _("The firm states that it cannot solve the problem by itself."),
        lambda challenge, _rules: challenge.beyond_ability,
    ),
    ChallengeCheck(
        "clean_record", "clean_record",
        _("The firm has no bad record, and no breach of a challenge, in the last %(clean_years)s years."), _is_clean,
    ),
    ChallengeCheck(
        "rd_ratio", "rd_ratio",
        _("The firm's R&D spending has the ratio asked of high-tech enterprises, and the proof is named."),
        _spends_on_research,
    ),
    ChallengeCheck(
        "term", "months", _("The term is at most %(most_months)s months."),
        lambda challenge, rules: challenge.months <= rules["most_months"],
    ),
    ChallengeCheck(
        "money", "firm_amount", _("The firm's money is at least %(least_ratio)s times the grant."), _covers
    ),
    ChallengeCheck(
        "cash", "cash_to_solver",
        _("The solver gets at least %(least_cash_share)s %% of the size of the grant in cash, not more than there is."),
        _pays,
    ),
    ChallengeCheck(
        "days", "closes_on", _("Bids are taken for at least %(least_days)s days from today."), _is_open_long_enough
    ),
)  # fmt: skip


def missed_by(challenge: Challenge, rules: Mapping[str, Any]) -> list[ChallengeCheck]:
    """The rules that the challenge does not meet, all of them at once (一次性告知)."""
    return [one for one in CHALLENGE_CHECKS if not one.is_met(challenge, rules)]
