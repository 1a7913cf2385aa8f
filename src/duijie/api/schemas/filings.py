"""What firms filed, as JSON. The secret of a receipt and the proof are never in it."""

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from duijie.api.schemas.common import PageQuery, Strict
from duijie.demands.models import Filing


class FilingOut(Schema):
    id: int
    number: str
    kind: Literal["demand", "account"]
    state: Literal["waiting", "accepted", "refused"]
    firm_name: str
    uscc: str
    area: str = Field(description="Code of the area")
    title: str
    body: str
    targets: str
    tried: str
    deadline: date | None
    budget_from: float | None = Field(description="10,000 yuan")
    budget_to: float | None = Field(description="10,000 yuan")
    rights: str
    is_second: bool = Field(description="Another claim or account exists for this firm")
    created_at: datetime
    decided_at: datetime | None
    reason: str
    demand: int | None = Field(description="Number of the demand that it became")
    organisation: int | None
    account: int | None


class FilingWhole(FilingOut):
    """With the contact; reading it is audited."""

    contact_name: str
    contact_phone: str
    email: str


class FilingPage(Schema):
    items: list[FilingOut]
    count: int
    page: int
    page_size: int


class FilingQuery(PageQuery):
    """The filters of the list page."""

    q: str = Field("", max_length=100, description="Part of firm or title, beginning of code or number")
    kind: Literal["", "demand", "account"] = ""
    state: Literal["", "waiting", "accepted", "refused"] = ""


class FilingReason(Strict):
    reason: str = Field(min_length=1, max_length=300, description="As the firm reads it")


class FilingAccepted(FilingOut):
    one_time_password: str = Field(description="Of an account: given this once, to be handed over; else empty")


def show_filing(filing: Filing) -> dict[str, object]:
    names = ("number", "kind", "state", "firm_name", "uscc", "title", "body", "targets", "tried", "deadline",
             "budget_from", "budget_to", "rights", "is_second", "created_at", "decided_at", "reason")  # fmt: skip
    return {
        "id": filing.pk, **{name: getattr(filing, name) for name in names}, "area": filing.area.code,
        "demand": filing.demand_id, "organisation": filing.organisation_id, "account": filing.account_id,
    }  # fmt: skip


def show_whole(filing: Filing) -> dict[str, object]:
    contact = ("contact_name", "contact_phone", "email")
    return {**show_filing(filing), **{name: getattr(filing, name) for name in contact}}
