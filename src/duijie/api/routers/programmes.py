"""Rounds and applications: reading, applying, and what recommending unit and examiner decide one by one."""

from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router, Status

from duijie.accounts.access import can, require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.routers.taking import taking
from duijie.api.schemas.common import Number, problems
from duijie.api.schemas.programmes import (
    AnswersIn,
    ApplicationIn,
    ApplicationOut,
    ApplicationPage,
    ApplicationQuery,
    ApplicationStepIn,
    ApplicationWhole,
    ReturnIn,
    RoundOut,
    RoundPage,
    RoundQuery,
    show_application,
    show_round,
)
from duijie.common.domain import audit
from duijie.programmes.domain import applications as domain
from duijie.programmes.domain import recommendations
from duijie.programmes.domain.examinations import take_examination_step
from duijie.programmes.domain.queries import applications as queries
from duijie.programmes.domain.queries import rounds as round_queries
from duijie.programmes.models import Application
from duijie.programmes.states import APPLICATION_STEPS
from duijie.registry.models import Organisation, Person

rounds_router = Router(tags=["programmes"])
router = Router(tags=["programmes"])
READERS = (Permission.APPLICATION_VIEW, Permission.APPLICATION_ADD, Permission.APPLICATION_APPLY)
STEPS = tuple(one.verb for one in APPLICATION_STEPS.values() if not one.particular)


@rounds_router.get("", operation_id="list_rounds", summary="List", response={200: RoundPage, **problems()})
def list_rounds(request: HttpRequest, query: Query[RoundQuery]) -> Any:
    require(request.user, Permission.PROGRAMME_VIEW)
    rows = round_queries.list_rounds(by=request.user)
    if query.state:
        rows = rows.filter(state=query.state)
    return page_of(rows.order_by("-opens_on", "-pk"), query, show_round)


@rounds_router.get(
    "/{number}", operation_id="get_round", summary="One, with its rules", response={200: RoundOut, **problems(404)}
)
def get_round(request: HttpRequest, number: Path[Number]) -> Any:
    require(request.user, Permission.PROGRAMME_VIEW)
    return show_round(round_queries.find_round(by=request.user, pk=number))


@router.get(
    "", operation_id="list_applications", summary="Those that I may see", response={200: ApplicationPage, **problems()}
)
def list_applications(request: HttpRequest, query: Query[ApplicationQuery]) -> Any:
    require_reader(request)
    rows = queries.list_applications(by=request.user)
    if query.round:
        rows = rows.filter(round=query.round)
    if query.state:
        rows = rows.filter(state=query.state)
    return page_of(rows.order_by("-changed_at", "-pk"), query, show_application)


@router.post(
    "", operation_id="begin_application", summary="Begin a draft", response={201: ApplicationWhole, **problems(404)}
)
def begin(request: HttpRequest, body: ApplicationIn) -> Any:
    require_reader(request)
    by = request.user
    found = round_queries.find_round(by=by, pk=body.round)
    organisation = Organisation.objects.visible_to(by).select_related("area", "zone").get(pk=body.organisation)
    person = Person.objects.visible_to(by).get(pk=body.person) if body.person else None
    unit = round_queries.units_of(found).get(pk=body.unit) if body.unit else None
    values = {"name": body.name, "title": body.title, "answers": body.answers}
    made = domain.begin_application(
        round=found, organisation=organisation, person=person, unit=unit, values=values, by=by
    )
    return Status(201, _whole(made))


@router.get(
    "/{number}", operation_id="get_application", summary="One, with its answers and what is missing",
    response={200: ApplicationWhole, **problems(404)},
)  # fmt: skip
def get_application(request: HttpRequest, number: Path[Number]) -> Any:
    application = find_application(request, number)
    audit.note_read(by=request.user, targets=[application], purpose="application")
    return _whole(application)


@router.put(
    "/{number}/answers", operation_id="write_application", summary="Answer the form of a draft",
    response={200: ApplicationWhole, **problems(404, 409)},
)  # fmt: skip
def write(request: HttpRequest, number: Path[Number], body: AnswersIn) -> Any:
    application = find_application(request, number)
    values = {"answers": body.answers}
    return _whole(
        domain.write_application(application=application, values=values, version=body.version, by=request.user)
    )


@router.post(
    "/{number}/return", operation_id="return_application", summary="Give it back with the whole list of defects",
    response={200: ApplicationOut, **problems(404, 409)},
)  # fmt: skip
def give_back(request: HttpRequest, number: Path[Number], body: ReturnIn) -> Any:
    require(request.user, Permission.APPLICATION_RECOMMEND)
    done = recommendations.return_application(
        application=find_application(request, number), defects=body.defects, again=body.again, version=body.version,
        by=request.user,
    )  # fmt: skip
    return show_application(done)


def take_step(request: HttpRequest, number: Path[Number], verb: Any, body: ApplicationStepIn) -> Any:
    common: dict[str, Any] = {
        "application": find_application(request, number),
        "version": body.version,
        "by": request.user,
    }
    if verb == "submit":
        return show_application(domain.submit(**common))
    if verb == "recommend":
        return show_application(recommendations.recommend(**common, opinion=body.reason))
    if APPLICATION_STEPS[verb].permission is Permission.APPLICATION_EXAMINE:
        return show_application(take_examination_step(**common, verb=verb, reason=body.reason))
    verbs = {"withdraw": domain.withdraw, "decline": recommendations.decline, "take_back": recommendations.take_back}
    return show_application(verbs[verb](**common, reason=body.reason))


router.post(
    "/{number}/steps/{verb}", operation_id="take_application_step", summary="Take a step",
    response={200: ApplicationOut, **problems(404, 409)},
)(taking(take_step, verb=Literal[STEPS]))  # fmt: skip


def find_application(request: HttpRequest, number: int) -> Application:
    require_reader(request)
    return queries.find_application(by=request.user, pk=number)


def require_reader(request: HttpRequest) -> None:
    if not any(can(request.user, permission) for permission in READERS):
        raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))


def _whole(application: Application) -> dict[str, Any]:
    return {
        **show_application(application), "answers": application.answers, "missing": queries.missing_in(application),
        "papers": sorted(queries.papers_in(application)),
    }  # fmt: skip
