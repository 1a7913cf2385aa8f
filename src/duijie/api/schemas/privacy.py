"""Undertakings, consents, readings of contact data and requests about personal data, as JSON."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from duijie.accounts.models import Undertaking, UndertakingSignature
from duijie.api.schemas.common import PageQuery, Strict
from duijie.common.models import PersonalDataRead
from duijie.registry.domain.queries.privacy import Asked
from duijie.registry.models import PersonalRequest
from duijie.registry.personal_states import Outcome, RequestKind, RequestState


class UndertakingOut(Schema):
    version: int
    text: str
    text_en: str
    published_at: datetime
    signed_at: datetime | None = Field(description="When I signed it")


class UndertakingIn(Strict):
    text: str = Field(min_length=1, max_length=20_000)
    text_en: str = Field("", max_length=20_000)


class SignIn(Strict):
    version: int = Field(ge=1, le=2**31 - 1, description="The version in force")
    name: str = Field(min_length=1, max_length=60, description="My full name, as it stands in my account")


class SignatureOut(Schema):
    name: str
    username: str
    version: int
    signed_at: datetime
    ip: str | None


class SignaturePage(Schema):
    items: list[SignatureOut]
    count: int
    page: int
    page_size: int


class SignatureQuery(PageQuery):
    q: str = Field("", max_length=60, description="Part of the name")
    version: int | None = Field(None, ge=1, le=2**31 - 1)


class ConsentOut(Schema):
    purpose: str
    label: str = Field(description="In the language of Accept-Language, as text")
    text: str
    version: int = Field(description="Of the text as it stands now")
    is_sensitive: bool = Field(description="A separate consent (PIPL 29)")
    given_at: datetime | None = Field(description="When I gave the consent that stands")
    given_version: int | None = Field(description="Another than version: it holds no more until given anew")


class ConsentIn(Strict):
    version: int = Field(ge=1, le=2**31 - 1, description="Of the text that was read")


class ReadingOut(Schema):
    at: datetime
    read_by: str
    kind: str = Field(description="accounts.user, registry.person, demands.demand …")
    number: str
    where: str = Field(description="A noun, list or export")
    surface: str


class ReadingPage(Schema):
    items: list[ReadingOut]
    count: int
    page: int
    page_size: int


class ReadingQuery(PageQuery):
    q: str = Field("", max_length=60, description="Part of the name of who read")
    kind: str = Field("", max_length=40)


class ContactIn(Strict):
    """Who somebody is that has no account and is in no register: by a number, an e-mail address, or name with unit."""

    name: str = Field("", max_length=60)
    phone: str = Field("", max_length=40)
    email: str = Field("", max_length=254)
    unit: str = Field("", max_length=120, description="Name of the unit, or its unified social credit code")


class RightIn(Strict):
    name: str = Field("", max_length=60)
    phone: str = Field("", max_length=40)
    email: str = Field("", max_length=254)


class ContactRequestIn(Strict):
    kind: RequestKind
    area: str = Field(max_length=12, description="Code of the area in which to look")
    contact: ContactIn
    corrected: RightIn | None = Field(None, description="For a correction: as it should be")
    words: str = Field("", max_length=1000)


class PersonalRequestIn(Strict):
    kind: RequestKind
    words: str = Field("", max_length=1000, description="For a correction: what is wrong, and how it should be")
    person: int | None = Field(
        None, ge=1, le=2**53 - 1, description="Somebody of the register, for the office; else it is about me"
    )


class PersonalStepIn(Strict):
    reason: str = Field("", max_length=500)


class PersonalRequestOut(Schema):
    id: int
    kind: RequestKind
    state: RequestState
    person: int | None
    account: int | None
    is_about_contact: bool
    words: str
    asked_at: datetime
    due_on: date
    decided_at: datetime | None
    reason: str
    outcome: Outcome | None


class PersonalRequestWhole(PersonalRequestOut):
    steps: list[str] = Field(description="The steps that I can take now")
    has_copy: bool = Field(description="The copy is there to be fetched by whoever asked")


class PersonalRequestPage(Schema):
    items: list[PersonalRequestOut]
    count: int
    page: int
    page_size: int


class PersonalRequestQuery(PageQuery):
    kind: RequestKind | None = None
    state: RequestState | None = None


def show_undertaking(one: Undertaking, signed: UndertakingSignature | None) -> dict[str, Any]:
    names = ("version", "text", "text_en", "published_at")
    return {
        **{name: getattr(one, name) for name in names}, "signed_at": signed.signed_at if signed is not None else None,
    }  # fmt: skip


def show_signature(one: UndertakingSignature) -> dict[str, Any]:
    return {
        "name": one.name, "username": one.user.username, "version": one.undertaking.version,
        "signed_at": one.signed_at, "ip": one.ip,
    }  # fmt: skip


def show_consent(one: Asked) -> dict[str, Any]:
    purpose, standing = one.purpose, one.consent
    return {
        "purpose": purpose.key, "label": str(purpose.label), "text": str(purpose.consent), "version": purpose.version,
        "is_sensitive": purpose.sensitive, "given_at": standing.given_at if standing is not None else None,
        "given_version": standing.version if standing is not None else None,
    }  # fmt: skip


def show_reading(one: PersonalDataRead) -> dict[str, Any]:
    return {
        "at": one.at, "read_by": one.reader_label, "kind": one.target_type, "number": one.target_id,
        "where": one.purpose, "surface": one.surface,
    }  # fmt: skip


def show_request(one: PersonalRequest) -> dict[str, Any]:
    names = ("kind", "state", "words", "asked_at", "due_on", "decided_at", "reason")
    return {
        "id": one.pk, **{name: getattr(one, name) for name in names}, "person": one.person_id,
        "account": one.account_id, "is_about_contact": one.is_about_contact, "outcome": one.outcome or None,
    }  # fmt: skip
