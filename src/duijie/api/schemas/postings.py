"""Needs, postings and agreements as JSON. Days are inclusive."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from duijie.api.schemas.common import Number, PageQuery, Strict
from duijie.programmes.models import Agreement, Posting, PostingNeed
from duijie.programmes.posting_states import AgreementState, NeedState, PostingState
from duijie.registry.models import TechnologyField

Version = Field(ge=1, le=2**31 - 1)


class NeedQuery(PageQuery):
    call: Number | None = None
    state: NeedState | None = None


class NeedIn(Strict):
    call: Number
    host: Number = Field(description="The firm, by its number in the register")
    title: str = Field(min_length=1, max_length=120)
    body: str = Field("", max_length=4000)
    keywords: str = Field("", max_length=300)
    industry: str = Field("", max_length=60)
    field: TechnologyField | Literal[""] = ""
    wanted: int = Field(1, ge=1, le=50)


class NeedOut(Schema):
    id: int
    call: int
    host: int
    host_name: str
    area: str
    title: str
    body: str
    keywords: str
    industry: str
    field: str
    wanted: int
    state: NeedState
    reason: str
    version: int


class NeedPage(Schema):
    items: list[NeedOut]
    count: int
    page: int
    page_size: int


class PostingQuery(PageQuery):
    call: Number | None = None
    state: PostingState | None = None


class PostingIn(Strict):
    call: Number
    certificate: str = Field(min_length=1, max_length=60, description="Its number")
    host: Number
    need: Number | None = None
    from_on: date
    to_on: date | None = Field(None, description="Left out: to the end of the term")
    role: str = Field("", max_length=60)


class PostingOut(Schema):
    id: int
    call: int
    kind: str
    name: str
    home: int
    host: int
    host_name: str
    need: int | None
    certificate: str
    role: str
    from_on: date
    to_on: date
    state: PostingState
    person_agreed_at: datetime | None
    host_agreed_at: datetime | None
    fit: float | None
    reason: str
    version: int


class PostingPage(Schema):
    items: list[PostingOut]
    count: int
    page: int
    page_size: int


class AnswerIn(Strict):
    agrees: bool
    owns_no_part: bool = Field(False, description="By the person: neither they nor the unit own part of the firm")
    reason: str = Field("", max_length=300, description="Needed to decline")
    version: int = Version


class PostingStepIn(Strict):
    reason: str = Field("", max_length=300)
    version: int = Version


class AgreementOut(Schema):
    id: int
    posting: int
    parties: list[str]
    from_on: date
    to_on: date
    state: AgreementState
    number: str | None
    filed_on: date | None
    extends: int | None
    replaces: int | None
    version: int


class AgreementQuery(PageQuery):
    posting: Number | None = None
    state: AgreementState | None = None


class AgreementPage(Schema):
    items: list[AgreementOut]
    count: int
    page: int
    page_size: int


def show_need(one: PostingNeed) -> dict[str, Any]:
    return {
        "id": one.pk, "call": one.call_id, "host": one.host_id, "host_name": one.host.name, "area": one.area.code,
        "title": one.title, "body": one.body, "keywords": one.keywords, "industry": one.industry, "field": one.field,
        "wanted": one.wanted, "state": one.state, "reason": one.reason, "version": one.version,
    }  # fmt: skip


def show_posting(one: Posting) -> dict[str, Any]:
    return {
        "id": one.pk, "call": one.call_id, "kind": one.kind, "name": one.name, "home": one.home_id,
        "host": one.host_id, "host_name": one.host.name, "need": one.need_id, "certificate": one.certificate.number,
        "role": one.role, "from_on": one.from_on, "to_on": one.to_on, "state": one.state,
        "person_agreed_at": one.person_agreed_at, "host_agreed_at": one.host_agreed_at, "fit": one.score,
        "reason": one.reason, "version": one.version,
    }  # fmt: skip


def show_agreement(one: Agreement) -> dict[str, Any]:
    return {
        "id": one.pk, "posting": one.posting_id, "parties": [str(party) for party in one.party_list],
        "from_on": one.from_on, "to_on": one.to_on, "state": one.state, "number": one.number,
        "filed_on": one.filed_on, "extends": one.extends_id, "replaces": one.replaces_id, "version": one.version,
    }  # fmt: skip
