"""Papers of applications, recognitions of rounds, and certificates with their steps."""

from typing import Any

from django.http import HttpRequest
from ninja import File, Form, Path, Query, Router, Status, UploadedFile

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.routers.programmes import find_application, require_reader
from duijie.api.routers.taking import FILE
from duijie.api.schemas.certificates import (
    CertificateOut,
    CertificatePage,
    CertificateQuery,
    CertificateStepIn,
    CertificateVerb,
    LeaveIn,
    PaperIn,
    PaperOut,
    PaperPage,
    RecognitionPage,
    RenewIn,
    show_certificate,
    show_paper,
    show_recognition,
)
from duijie.api.schemas.common import Number, PageQuery, problems
from duijie.common.domain import audit
from duijie.common.exports import stored_file
from duijie.programmes.domain import applications as application_domain
from duijie.programmes.domain import recognitions
from duijie.programmes.domain.queries import decisions as queries
from duijie.programmes.domain.queries import rounds as round_queries
from duijie.programmes.models import Certificate
from duijie.registry.domain.annexes import new_file

papers_router = Router(tags=["programmes"])
recognitions_router = Router(tags=["programmes"])
router = Router(tags=["programmes"])


@papers_router.get(
    "/{number}/papers", operation_id="list_application_papers", summary="Papers that count",
    response={200: PaperPage, **problems(404)},
)  # fmt: skip
def list_papers(request: HttpRequest, number: Path[Number], query: Query[PageQuery]) -> Any:
    application = find_application(request, number)
    return page_of(application.papers.filter(replaced_at=None).order_by("pk"), query, show_paper)


@papers_router.post(
    "/{number}/papers", operation_id="add_application_paper", summary="Hand a paper in, or another in its place",
    response={201: PaperOut, **problems(404, 413)},
)  # fmt: skip
def add_paper(request: HttpRequest, number: Path[Number], body: Form[PaperIn], file: File[UploadedFile]) -> Any:
    application = find_application(request, number)
    made = application_domain.add_paper(
        application=application, key=body.key, name=file.name or "", chunks=file.chunks(), by=request.user
    )
    return Status(201, show_paper(made))


@papers_router.get(
    "/{number}/papers/{paper}", operation_id="get_application_paper", summary="The bytes of a paper",
    response=problems(404), openapi_extra=FILE,
)  # fmt: skip
def get_paper(request: HttpRequest, number: Path[Number], paper: Path[Number]) -> Any:
    application = find_application(request, number)
    found = application.papers.get(pk=paper)
    path = new_file(application_domain.FOLDER, found.stored.rpartition("/")[2])
    detail = {"paper": found.pk}
    audit.record(by=request.user, verb="application.paper", target=application, place=application.place, detail=detail)
    return stored_file(path, found.name)


@papers_router.delete(
    "/{number}/papers/{paper}", operation_id="remove_application_paper", summary="It does not count any more",
    response={204: None, **problems(404)},
)  # fmt: skip
def remove_paper(request: HttpRequest, number: Path[Number], paper: Path[Number]) -> Any:
    application = find_application(request, number)
    application_domain.remove_paper(paper=application.papers.get(pk=paper), by=request.user)
    return Status(204, None)


@recognitions_router.get(
    "/{number}/recognitions", operation_id="list_recognitions", summary="Documents by which persons were recognised",
    response={200: RecognitionPage, **problems(404)},
)  # fmt: skip
def list_recognitions(request: HttpRequest, number: Path[Number], query: Query[PageQuery]) -> Any:
    require(request.user, Permission.PROGRAMME_VIEW)
    round_ = round_queries.find_round(by=request.user, pk=number)
    return page_of(round_.recognitions.order_by("pk"), query, show_recognition)


@router.get(
    "", operation_id="list_certificates", summary="Those that I may see", response={200: CertificatePage, **problems()}
)
def list_certificates(request: HttpRequest, query: Query[CertificateQuery]) -> Any:
    require_reader(request)
    rows = queries.list_certificates(by=request.user)
    if query.round:
        rows = rows.filter(application__round=query.round)
    if query.state:
        rows = rows.filter(state=query.state)
    return page_of(rows.order_by("number"), query, show_certificate)


@router.get("/{number}", operation_id="get_certificate", summary="One", response={200: CertificateOut, **problems(404)})
def get_certificate(request: HttpRequest, number: Path[Number]) -> Any:
    return show_certificate(_find(request, number))


@router.post(
    "/{number}/steps/{verb}", operation_id="take_certificate_step", summary="Suspend, resume, revoke or readmit",
    response={200: CertificateOut, **problems(404, 409)},
)  # fmt: skip
def take_step(request: HttpRequest, number: Path[Number], verb: CertificateVerb, body: CertificateStepIn) -> Any:
    done = recognitions.take_certificate_step(
        certificate=_find(request, number), verb=verb, version=body.version, reason=body.reason, by=request.user
    )
    return show_certificate(done)


@router.post(
    "/{number}/renew", operation_id="renew_certificate", summary="Extend the term, with a reason",
    response={200: CertificateOut, **problems(404, 409)},
)  # fmt: skip
def renew(request: HttpRequest, number: Path[Number], body: RenewIn) -> Any:
    done = recognitions.renew(
        certificate=_find(request, number), to_on=body.to_on, version=body.version, reason=body.reason, by=request.user
    )
    return show_certificate(done)


@router.post(
    "/{number}/leave", operation_id="leave_certificate", summary="Whoever holds it serves no longer, from today",
    response={200: CertificateOut, **problems(404, 409)},
)  # fmt: skip
def leave(request: HttpRequest, number: Path[Number], body: LeaveIn) -> Any:
    done = recognitions.leave(
        certificate=_find(request, number), cause=body.cause, note=body.note, version=body.version, by=request.user
    )
    return show_certificate(done)


def _find(request: HttpRequest, number: int) -> Certificate:
    require_reader(request)
    found: Certificate = queries.list_certificates(by=request.user).get(pk=number)
    return found
