"""Papers, recognitions and certificates as JSON. Days are inclusive; the code of a certificate's check page is told to
whoever may see the certificate, and to nobody else."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from duijie.api.schemas.common import Number, PageQuery, Strict
from duijie.programmes.models import ApplicationPaper, Certificate, Recognition
from duijie.programmes.states import CertificateState, ExitCause


class PaperIn(Strict):
    key: str = Field(min_length=1, max_length=40, description="Which paper, or which field of the form")


class PaperOut(Schema):
    id: int
    key: str = Field(description="Which paper of the round, or which field of its form")
    name: str
    size: int = Field(description="Bytes")
    sha256: str
    at: datetime


class PaperPage(Schema):
    items: list[PaperOut]
    count: int
    page: int
    page_size: int


class RecognitionOut(Schema):
    id: int
    round: int
    document: str
    issuer: str
    issued_on: date
    at: datetime


class RecognitionPage(Schema):
    items: list[RecognitionOut]
    count: int
    page: int
    page_size: int


class CertificateQuery(PageQuery):
    round: Number | None = None
    state: CertificateState | None = None


class CertificateOut(Schema):
    id: int
    number: str
    code: str = Field(description="What the check page asks for")
    application: int
    recognition: int
    name: str
    organisation_name: str
    unit: str
    state: CertificateState
    standing: str = Field(description="As of today: issued, active, suspended, expired, revoked or left")
    from_on: date
    to_on: date
    left_on: date | None
    exit_cause: ExitCause | Literal[""]
    reason: str
    version: int


class CertificatePage(Schema):
    items: list[CertificateOut]
    count: int
    page: int
    page_size: int


class CertificateStepIn(Strict):
    version: int = Field(ge=1, le=2**31 - 1)
    reason: str = Field(min_length=1, max_length=300)


class LeaveIn(Strict):
    version: int = Field(ge=1, le=2**31 - 1)
    cause: ExitCause
    note: str = Field("", max_length=300, description="Needed with the cause other")


class RenewIn(CertificateStepIn):
    to_on: date


CertificateVerb = Literal["suspend", "resume", "revoke", "readmit"]


def show_paper(one: ApplicationPaper) -> dict[str, Any]:
    return {"id": one.pk, **{name: getattr(one, name) for name in ("key", "name", "size", "sha256", "at")}}


def show_recognition(one: Recognition) -> dict[str, Any]:
    plain = ("document", "issuer", "issued_on", "at")
    return {"id": one.pk, "round": one.round_id, **{name: getattr(one, name) for name in plain}}


def show_certificate(one: Certificate) -> dict[str, Any]:
    plain = ("number", "code", "state", "standing", "from_on", "to_on", "left_on", "exit_cause", "reason", "version")
    application = one.application
    return {
        "id": one.pk, "application": application.pk, "recognition": one.recognition_id, "name": application.name,
        "organisation_name": application.organisation_name, "unit": str(application.unit),
        **{name: getattr(one, name) for name in plain},
    }  # fmt: skip
