"""One's own consents, who read contact data, and requests about personal data."""

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router, Status
from pydantic import Field

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.reading import asked_of, filtered
from duijie.api.routers.finding import find
from duijie.api.routers.taking import FILE, taking
from duijie.api.schemas.common import Number, problems
from duijie.api.schemas.privacy import (
    ConsentIn,
    ConsentOut,
    ContactRequestIn,
    PersonalRequestIn,
    PersonalRequestPage,
    PersonalRequestQuery,
    PersonalRequestWhole,
    PersonalStepIn,
    ReadingPage,
    ReadingQuery,
    show_consent,
    show_reading,
    show_request,
)
from duijie.common.domain import audit
from duijie.common.exports import stored_file
from duijie.registry.domain import personal_requests as domain
from duijie.registry.domain.consents import give_consent, withdraw_consent
from duijie.registry.domain.queries import privacy as queries
from duijie.registry.interfaces.area_choices import areas_within_reach
from duijie.registry.interfaces.privacy_filters import ReadingFilter, RequestFilter
from duijie.registry.models import PersonalRequest
from duijie.registry.personal_states import STEPS
from duijie.registry.registers.persons import PERSONS

router = Router(tags=["personal data"])
Key = Annotated[str, Field(max_length=20)]


def _me(request: HttpRequest) -> Any:
    """The account, whose token must permit what concerns its own data."""
    require(request.user, Permission.PERSONAL_OWN)
    return request.user


def _consent(purpose: str, *, by: Any) -> dict[str, Any]:
    found = next((one for one in queries.consents_of(by) if one.purpose.key == purpose), None)
    if found is None:
        raise Http404
    return show_consent(found)


@router.get(
    "/consents", operation_id="list_consents", summary="What I am asked to consent to, and what I said",
    response={200: list[ConsentOut], **problems()},
)  # fmt: skip
def list_consents(request: HttpRequest) -> Any:
    return [show_consent(one) for one in queries.consents_of(_me(request))]


@router.put(
    "/consents/{purpose}", operation_id="give_consent", summary="Consent to a purpose, for myself",
    response={200: ConsentOut, **problems(404)},
)  # fmt: skip
def give(request: HttpRequest, purpose: Path[Key], body: ConsentIn) -> Any:
    by = _me(request)
    _consent(purpose, by=by)
    give_consent(purpose=purpose, version=body.version, by=by)
    return _consent(purpose, by=by)


@router.delete(
    "/consents/{purpose}", operation_id="withdraw_consent", summary="Withdraw my consent; done twice, it is withdrawn",
    response={200: ConsentOut, **problems(404)},
)  # fmt: skip
def withdraw(request: HttpRequest, purpose: Path[Key]) -> Any:
    by = _me(request)
    _consent(purpose, by=by)
    withdraw_consent(purpose=purpose, by=by)
    return _consent(purpose, by=by)


@router.get(
    "/readings", operation_id="list_readings", summary="Who read my contact data; all of it for audit administrators",
    response={200: ReadingPage, **problems()},
)  # fmt: skip
def list_readings(request: HttpRequest, query: Query[ReadingQuery]) -> Any:
    found = ReadingFilter(asked_of(query), queries.list_reads(by=_me(request)))
    return page_of(filtered(found), query, show_reading)


def _shown(one: PersonalRequest, *, by: Any) -> dict[str, Any]:
    steps = [step.verb for step in domain.steps_for(one, by=by)]
    return {**show_request(one), "steps": steps, "has_copy": domain.may_fetch(one, by=by)}


@router.get(
    "/requests", operation_id="list_personal_requests", summary="Mine, those I entered, those on which I decide",
    response={200: PersonalRequestPage, **problems()},
)  # fmt: skip
def list_requests(request: HttpRequest, query: Query[PersonalRequestQuery]) -> Any:
    by, asked = _me(request), asked_of(query)
    if "state" in asked:
        asked["state"] = [asked["state"]]
    rows = filtered(RequestFilter(asked, queries.list_personal_requests(by=by)))
    return page_of(rows, query, show_request)


@router.post(
    "/requests", operation_id="ask_about_personal_data", summary="Ask for a copy, correction, deletion or restriction",
    response={201: PersonalRequestWhole, **problems(404)},
)  # fmt: skip
def ask(request: HttpRequest, body: PersonalRequestIn) -> Any:
    by = _me(request)
    person = find(request, PERSONS, body.person, "view") if body.person is not None else None
    made = domain.ask(kind=body.kind, by=by, person=person, words=body.words)
    return Status(201, _shown(queries.find_personal_request(by=by, pk=made.pk), by=by))


@router.post(
    "/contact-requests", operation_id="ask_about_contact",
    summary="For somebody without account and record, who is named as a contact in an area that I decide on",
    response={201: PersonalRequestWhole, **problems(404)},
)  # fmt: skip
def ask_for_contact(request: HttpRequest, body: ContactRequestIn) -> Any:
    by = _me(request)
    area = areas_within_reach(by, Permission.PERSONAL_DECIDE).filter(code=body.area).first()
    if area is None:
        raise Http404
    corrected = body.corrected.model_dump() if body.corrected is not None else {}
    made = domain.ask(
        kind=body.kind, by=by, area=area, words=body.words, contact=body.contact.model_dump(), corrected=corrected
    )
    return Status(201, _shown(queries.find_personal_request(by=by, pk=made.pk), by=by))


@router.get(
    "/requests/{number}", operation_id="get_personal_request", summary="One",
    response={200: PersonalRequestWhole, **problems(404)},
)  # fmt: skip
def get_request(request: HttpRequest, number: Path[Number]) -> Any:
    by = _me(request)
    return _shown(queries.find_personal_request(by=by, pk=number), by=by)


def take_step(request: HttpRequest, number: Path[Number], verb: Any, body: PersonalStepIn) -> Any:
    by = _me(request)
    found = queries.find_personal_request(by=by, pk=number)
    domain.take_request_step(request=found, verb=verb, by=by, reason=body.reason)
    return _shown(queries.find_personal_request(by=by, pk=number), by=by)


router.post(
    "/requests/{number}/steps/{verb}", operation_id="take_personal_request_step",
    summary="Do as asked, refuse, withdraw or lift", response={200: PersonalRequestWhole, **problems(404)},
)(taking(take_step, verb=Literal[tuple(STEPS)]))  # fmt: skip


@router.get(
    "/requests/{number}/copy", operation_id="download_personal_copy", summary="The copy, for whoever asked for it",
    response=problems(404), openapi_extra=FILE,
)  # fmt: skip
def download(request: HttpRequest, number: Path[Number]) -> Any:
    by = _me(request)
    found = queries.find_personal_request(by=by, pk=number)
    if not domain.may_fetch(found, by=by):
        raise Http404
    audit.record(by=by, verb="personal_request.download", target=found)
    return stored_file(domain.copy_path(found), "personal-data.zip")
