"""External platforms: their templates, the numbers there, handing demands over. Results come back as imports of the
register ``external-CODE``.
"""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router, Status

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.routers.taking import FILE
from duijie.api.schemas import exchange as shapes
from duijie.api.schemas.common import Number, PageQuery, problems
from duijie.common.domain import audit
from duijie.common.exports import stored_file
from duijie.demands.domain import exchange_exports as exports
from duijie.demands.domain import exchange_systems as systems
from duijie.demands.domain.queries import exchange as queries
from duijie.demands.exchange_fields import FIELDS
from duijie.demands.models import ExternalSystem
from duijie.demands.registers import DEMANDS
from duijie.registry.domain.queries.records import holds, list_records

router = Router(tags=["exchange"])


def find(request: HttpRequest, code: str) -> ExternalSystem:
    """The platform, or 404; 403 for whoever may see none."""
    require(request.user, Permission.EXCHANGE_VIEW)
    found: ExternalSystem = queries.list_systems(by=request.user).get(code=code.replace("\0", ""))
    return found


@router.get("/fields", operation_id="list_exchange_fields", summary="What columns can be filled with",
            response={200: list[shapes.ExchangeFieldOut], **problems()})  # fmt: skip
def list_exchange_fields(request: HttpRequest) -> Any:
    require(request.user, Permission.EXCHANGE_VIEW)
    return [
        {
            "key": one.key, "label": str(one.label),
            "values": {key: str(label) for key, label in systems.choices_of(one.key).items()},
        }
        for one in FIELDS.values()
    ]  # fmt: skip


@router.get("/systems", operation_id="list_external_systems", summary="List external platforms",
            response={200: shapes.ExternalSystemPage, **problems()})  # fmt: skip
def list_external_systems(request: HttpRequest, query: Query[PageQuery]) -> Any:
    require(request.user, Permission.EXCHANGE_VIEW)
    rows = queries.list_systems(by=request.user).prefetch_related("columns").order_by("name", "pk")
    return page_of(rows, query, shapes.show_system)


@router.post("/systems", operation_id="add_external_system", summary="Add an external platform",
             response={201: shapes.ExternalSystemOut, **problems()})  # fmt: skip
def add_external_system(request: HttpRequest, body: shapes.ExternalSystemIn) -> Any:
    values = body.dict(exclude={"preset"})
    made = systems.add_system(values=values, preset=body.preset, by=request.user)
    return Status(201, shapes.show_system(find(request, made.code)))


@router.get("/systems/{code}", operation_id="get_external_system", summary="An external platform",
            response={200: shapes.ExternalSystemOut, **problems(404)})  # fmt: skip
def get_external_system(request: HttpRequest, code: str) -> Any:
    return shapes.show_system(find(request, code))


@router.patch("/systems/{code}", operation_id="edit_external_system", summary="Change name, note or words for states",
              response={200: shapes.ExternalSystemOut, **problems(404, 409)})  # fmt: skip
def edit_external_system(request: HttpRequest, code: str, body: shapes.ExternalSystemPatch) -> Any:
    values = {name: value for name, value in body.dict(exclude={"version"}).items() if value is not None}
    systems.edit_system(system=find(request, code), version=body.version, values=values, by=request.user)
    return shapes.show_system(find(request, code))


@router.put("/systems/{code}/template", operation_id="set_exchange_template", summary="Write its template",
            response={200: shapes.ExternalSystemOut, **problems(404, 409)})  # fmt: skip
def set_exchange_template(request: HttpRequest, code: str, body: shapes.ExchangeTemplateIn) -> Any:
    columns = [one.dict() for one in body.columns]
    systems.set_columns(system=find(request, code), version=body.version, columns=columns, by=request.user)
    return shapes.show_system(find(request, code))


@router.get("/numbers", operation_id="list_external_numbers", summary="Which demand has which number where",
            response={200: shapes.ReferencePage, **problems(404)})  # fmt: skip
def list_external_numbers(request: HttpRequest, query: Query[shapes.ReferenceQuery]) -> Any:
    require(request.user, Permission.EXCHANGE_VIEW)
    rows = queries.list_references(by=request.user).order_by("pk")
    for word in query.q.replace("\0", " ").split():
        rows = rows.filter(holds("number", word) | holds("demand__title", word))
    if query.system:
        rows = rows.filter(system=find(request, query.system))
    if query.state is not None:
        rows = rows.filter(state=query.state)
    if query.demand is not None:
        rows = rows.filter(demand=query.demand)
    return page_of(rows, query, shapes.show_reference)


@router.post("/runs", operation_id="hand_over", summary="Hand demands over; a job makes the file",
             response={202: shapes.RunOut, **problems(404)})  # fmt: skip
def hand_over(request: HttpRequest, body: shapes.HandOverIn) -> Any:
    require(request.user, Permission.EXCHANGE_EXPORT)
    wanted = [one for one in body.demands if 0 < one < 2**53]
    demands = list_records(DEMANDS, by=request.user).filter(pk__in=wanted)
    run = exports.start_export(
        system=find(request, body.system), demands=demands, by=request.user, file_format=body.file_format,
        only_changed=body.only_changed,
    )  # fmt: skip
    return Status(202, shapes.show_run(run))


@router.get("/runs", operation_id="list_exchange_runs", summary="The log of what was handed over",
            response={200: shapes.RunPage, **problems()})  # fmt: skip
def list_exchange_runs(request: HttpRequest, query: Query[PageQuery]) -> Any:
    require(request.user, Permission.EXCHANGE_VIEW)
    return page_of(queries.list_runs(by=request.user), query, shapes.show_run)


@router.get("/runs/{number}", operation_id="get_exchange_run", summary="One handing over",
            response={200: shapes.RunOut, **problems(404)})  # fmt: skip
def get_exchange_run(request: HttpRequest, number: Path[Number]) -> Any:
    require(request.user, Permission.EXCHANGE_VIEW)
    return shapes.show_run(queries.find_run(by=request.user, pk=number))


@router.get("/runs/{number}/left-out", operation_id="list_left_out", summary="What was left out, and what to do",
            response={200: shapes.LeftOutPage, **problems(404)})  # fmt: skip
def list_left_out(request: HttpRequest, number: Path[Number], query: Query[PageQuery]) -> Any:
    require(request.user, Permission.EXCHANGE_VIEW)
    return page_of(queries.rows_of(queries.find_run(by=request.user, pk=number)), query, shapes.show_left_out)


@router.get("/runs/{number}/file", operation_id="get_exchange_file", summary="The file for the other side",
            response=problems(404), openapi_extra=FILE)  # fmt: skip
def get_exchange_file(request: HttpRequest, number: Path[Number]) -> Any:
    require(request.user, Permission.EXCHANGE_VIEW)
    run = queries.find_run(by=request.user, pk=number)
    require(request.user, Permission.EXCHANGE_EXPORT, run.place)
    path = exports.file_of(run)
    if run.finished_at is None or not path.is_file():
        raise Http404
    audit.record(by=request.user, verb="exchange.download", target=run, place=run.place)
    return stored_file(path, f"{run.system.code}-{run.pk}.{run.format}")


@router.post("/runs/{number}/revert", operation_id="revert_exchange_run", summary="Take back that it was handed over",
             response={200: shapes.RunOut, **problems(404)})  # fmt: skip
def revert_exchange_run(request: HttpRequest, number: Path[Number]) -> Any:
    require(request.user, Permission.EXCHANGE_VIEW)
    run = queries.find_run(by=request.user, pk=number)
    exports.revert_export(run=run, by=request.user)
    return shapes.show_run(queries.find_run(by=request.user, pk=number))
