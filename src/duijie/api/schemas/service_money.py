"""The ledger, and contacts of host units, as the API says and takes them. Amounts are yuan, as text with two places."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from ninja import Field, Schema

from duijie.api.schemas.common import Number, PageQuery, Strict
from duijie.programmes.models import HostContact, LedgerEntry, MoneyKind, MoneyStage


class LedgerQuery(PageQuery):
    posting: Number | None = None
    kind: MoneyKind | None = None
    stage: MoneyStage | None = None
    booked_from: date | None = None
    booked_to: date | None = None


class LedgerEntryIn(Strict):
    posting: Number
    kind: MoneyKind
    stage: MoneyStage
    amount: Decimal = Field(gt=0, le=1_000_000_000, max_digits=14, decimal_places=2)
    booked_on: date
    document: str = Field(min_length=1, max_length=80)
    note: str = Field("", max_length=300)
    submission: str = Field("", max_length=36, description="The number of the form: sent twice it makes one entry")


class ReverseIn(Strict):
    reason: str = Field(min_length=1, max_length=300)


class LedgerEntryOut(Schema):
    id: int
    posting: int
    posted: str
    host: str
    kind: MoneyKind
    stage: MoneyStage
    amount: Decimal
    booked_on: date
    document: str
    note: str
    file_name: str
    sha256: str
    reverses: int | None
    reversed_by: int | None


class LedgerPage(Schema):
    items: list[LedgerEntryOut]
    count: int
    page: int
    page_size: int


class BalanceQuery(Schema):
    by: Literal["person", "posting", "firm", "round"] = "person"


class BalanceOut(Schema):
    key: int
    name: str
    planned: Decimal
    paid: Decimal
    left: Decimal


class ContactQuery(PageQuery):
    organisation: Number | None = None
    verified: bool | None = None


class HostContactIn(Strict):
    organisation: Number = Field(description="The host unit, by its number in the register")
    account: Number | None = Field(None, description="An account that holds a role at the unit")
    name: str = Field(min_length=1, max_length=60)
    post: str = Field("", max_length=60)
    mobile: str = Field("", max_length=40)
    email: str = Field("", max_length=254)


class VerifyIn(Strict):
    proof: str = Field(min_length=1, max_length=200, description="By what it is known that they speak for the unit")


class HostContactLine(Schema):
    """As in lists: how to reach them is said of one alone."""

    id: int
    organisation: int
    name: str
    post: str
    has_account: bool
    verified_at: datetime | None
    ended_at: datetime | None


class HostContactOut(HostContactLine):
    mobile: str
    email: str
    proof: str


class HostContactPage(Schema):
    items: list[HostContactLine]
    count: int
    page: int
    page_size: int


def show_entry(one: LedgerEntry) -> dict[str, Any]:
    back = getattr(one, "reversed_by", None)
    plain = ("kind", "stage", "amount", "booked_on", "document", "note", "file_name", "sha256")
    return {
        "id": one.pk, "posting": one.posting_id, "posted": one.posting.name, "host": one.posting.host.name,
        "reverses": one.reverses_id, "reversed_by": back.pk if back is not None else None,
        **{name: getattr(one, name) for name in plain},
    }  # fmt: skip


def show_contact_line(one: HostContact) -> dict[str, Any]:
    return {
        "id": one.pk, "organisation": one.organisation_id, "name": one.name, "post": one.post,
        "has_account": one.account_id is not None, "verified_at": one.verified_at, "ended_at": one.ended_at,
    }  # fmt: skip


def show_contact(one: HostContact) -> dict[str, Any]:
    return {**show_contact_line(one), "mobile": one.mobile, "email": one.email, "proof": one.proof}
