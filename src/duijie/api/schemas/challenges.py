"""Challenges and bids as JSON. Amounts are in 10,000 yuan."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field, WithJsonSchema

from duijie.api.schemas.common import Number, PageQuery, Strict
from duijie.demands.challenge_states import BidState, ChallengeState
from duijie.demands.domain.challenges import BID_FIELDS, FIELDS, LONGEST_PLAN
from duijie.demands.models import Bid, Breach, BreachSide, Challenge

_MOST = 10**10
Amount = Annotated[
    Decimal, Field(ge=0, lt=_MOST, decimal_places=2),
    WithJsonSchema({"type": "number", "minimum": 0, "exclusiveMaximum": _MOST}),
]  # fmt: skip
Months = Annotated[int, Field(ge=1, le=32_767)]


class ChallengeQuery(PageQuery):
    state: ChallengeState | None = None


class ChallengeIn(Strict):
    firm_amount: Amount
    grant: Amount = Decimal(0)
    cash_to_solver: Amount
    months: Months
    closes_on: date
    beyond_ability: bool = False
    clean_record: bool = False
    rd_ratio: bool = Field(False, description="The firm's R&D spending has the ratio asked of high-tech enterprises")
    rd_proof: str = Field("", max_length=200, description="The document that proves it")
    version: int = Field(0, ge=0, le=2**31 - 1, description="0 begins it")


class ChallengeOut(Schema):
    demand: int
    title: str
    state: ChallengeState
    firm_amount: float
    grant: float
    cash_to_solver: float
    months: int
    closes_on: date
    beyond_ability: bool
    clean_record: bool
    rd_ratio: bool
    rd_proof: str
    is_open: bool = Field(description="Bids are taken today")
    rules: dict[str, float] = Field(description="The numbers that it was announced under")
    reason: str
    version: int


class ChallengePage(Schema):
    items: list[ChallengeOut]
    count: int
    page: int
    page_size: int


class BidIn(Strict):
    organisation: Number | None = Field(None, description="Which of mine; may be left out where there is one")
    lead: str = Field(min_length=1, max_length=60)
    plan: str = Field(min_length=1, max_length=LONGEST_PLAN)
    amount: Amount
    months: Months
    contact: str = Field(min_length=1, max_length=100)


class BidOut(Schema):
    id: int
    organisation: int
    name: str
    state: BidState
    lead: str
    plan: str
    amount: float
    months: int
    contact: str
    reason: str
    submitted_at: datetime


class AwardIn(Strict):
    version: int = Field(ge=1, le=2**31 - 1, description="Version of the challenge")
    reason: str = Field(min_length=1, max_length=200)


class BreachIn(Strict):
    side: BreachSide
    on: date = Field(description="The years in which the organisation is out are counted from this day")
    reason: str = Field(min_length=1, max_length=300)


class UndoBreachIn(Strict):
    reason: str = Field(min_length=1, max_length=300)


class BreachOut(Schema):
    id: int
    demand: int
    organisation: int
    name: str
    side: BreachSide
    on: date
    reason: str
    undone_at: datetime | None
    undone_reason: str


class BreachPage(Schema):
    items: list[BreachOut]
    count: int
    page: int
    page_size: int


class BreachQuery(PageQuery):
    side: BreachSide | None = None
    standing: bool | None = Field(None, description="Only those that stand, or were taken back")


def show_breach(one: Breach) -> dict[str, Any]:
    names = ("side", "on", "reason", "undone_at", "undone_reason")
    return {
        "id": one.pk, "demand": one.challenge.demand_id, "organisation": one.organisation_id,
        "name": str(one.organisation), **{name: getattr(one, name) for name in names},
    }  # fmt: skip


def show_challenge(one: Challenge) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in FIELDS}
    own = ("state", "is_open", "rules", "reason", "version")
    return {"demand": one.demand_id, "title": str(one.demand), **values, **{name: getattr(one, name) for name in own}}


def show_bid(one: Bid) -> dict[str, Any]:
    names = ("state", "reason", "submitted_at", *BID_FIELDS)
    return {
        "id": one.pk, "organisation": one.organisation_id, "name": str(one.organisation),
        **{name: getattr(one, name) for name in names},
    }  # fmt: skip
