"""Yields as the API says and takes them; a yield leads to the demand it came of, and to the postings that share it."""

from datetime import date
from decimal import Decimal
from typing import Any

from ninja import Field, Schema

from duijie.api.schemas.common import Number, PageQuery, Strict
from duijie.demands.grades import EvidenceKind
from duijie.programmes.models import Yield
from duijie.programmes.service_states import YieldState
from duijie.programmes.yield_kinds import YIELD_KINDS

KINDS = ", ".join(YIELD_KINDS)
Version = Field(ge=1, le=2**31 - 1)


class YieldQuery(PageQuery):
    state: YieldState | None = None
    posting: Number | None = None
    firm: Number | None = None
    demand: Number | None = Field(None, description="What came of one demand")


class YieldFields(Strict):
    kind: str = Field(max_length=20, description=KINDS)
    title: str = Field(min_length=1, max_length=200)
    number: str = Field("", max_length=80, description="On the paper: patents, projects and the like are known by it")
    happened_on: date
    persons: int | None = Field(None, ge=1, le=100_000, description="Of trainings")
    hours: Decimal | None = Field(None, gt=0, le=1000, max_digits=5, decimal_places=1, description="Of trainings")
    demand: Number | None = Field(None, description="The demand of the host that it came of")


class YieldIn(YieldFields):
    """What came of a posting, at its host; the posting has the whole of it."""

    posting: Number


class YieldEdit(YieldFields):
    version: int = Version


class YieldStepIn(Strict):
    version: int = Version
    reason: str = Field("", max_length=300)


class ShareIn(Strict):
    posting: Number
    percent: int = Field(ge=1, le=100)


class SharesIn(Strict):
    shares: list[ShareIn] = Field(min_length=1, max_length=50, description="100 altogether")
    version: int = Version


class ShareOut(Schema):
    posting: int
    percent: int


class EvidenceOut(Schema):
    id: int
    kind: EvidenceKind
    name: str
    size: int
    sha256: str


class YieldOut(Schema):
    id: int
    kind: str = Field(description=KINDS)
    title: str
    number: str
    firm: int
    happened_on: date
    persons: int | None
    hours: Decimal | None
    demand: int | None
    shares: list[ShareOut]
    evidence: list[EvidenceOut]
    state: YieldState
    merged_into: int | None
    reason: str
    version: int


class YieldPage(Schema):
    items: list[YieldOut]
    count: int
    page: int
    page_size: int


def show_yield(one: Yield) -> dict[str, Any]:
    """``shares`` and ``evidence`` should be loaded before."""
    plain = ("kind", "title", "number", "happened_on", "persons", "hours", "state", "reason", "version")
    return {
        "id": one.pk, "firm": one.firm_id, "demand": one.demand_id, "merged_into": one.merged_into_id,
        "shares": [{"posting": each.posting_id, "percent": each.percent} for each in one.shares.all()],
        "evidence": [
            {"id": each.pk, "kind": each.kind, "name": each.name, "size": each.size, "sha256": each.sha256}
            for each in one.evidence.all()
        ],
        **{name: getattr(one, name) for name in plain},
    }  # fmt: skip
