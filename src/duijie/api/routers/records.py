"""The operations of a register, made from its table."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Path, Router, Status

from duijie.accounts.access import require
from duijie.api.current import answer, answers
from duijie.api.paging import page_of
from duijie.api.reading import asked_of, filtered, values_of
from duijie.api.routers.annexes import add_annexes
from duijie.api.routers.finding import find
from duijie.api.routers.parts import add_parts
from duijie.api.routers.taking import SHEET, in_query, taking, with_article
from duijie.api.schemas.common import Number, VersionIn, problems
from duijie.api.schemas.records import shapes_of, singular
from duijie.registry.domain import records as domain
from duijie.registry.domain.queries import records as queries
from duijie.registry.interfaces.part_sheets import export_parts
from duijie.registry.interfaces.record_filters import RecordFilter
from duijie.registry.interfaces.record_sheets import export_records
from duijie.registry.register import Register


def make_router(register: Register) -> Router:
    """List, export, add, read, change, archive, restore; parts, comments, attachments, history."""
    router = Router(tags=[register.key])
    add_lists(router, register)
    add_part_sheets(router, register)
    add_verbs(router, register)
    add_parts(router, register)
    add_annexes(router, register)
    return router


def add_lists(router: Router, register: Register) -> None:
    """The list, as a page of JSON and as a file."""
    shapes, key = shapes_of(register.key), register.key

    def list_records(request: HttpRequest, query: Any) -> Any:
        require(request.user, register.permission("view"))
        rows = queries.list_records(register, by=request.user)
        rows = filtered(RecordFilter(asked_of(query), rows, register=register, by=request.user))
        page = page_of(rows, query, lambda record: record)
        return {**page, "items": answers(request, register, page["items"])}

    router.get("", operation_id=f"list_{key}", summary=f"List {key}", response={200: shapes.page, **problems()})(
        taking(list_records, query=in_query(shapes.query))
    )

    def export(request: HttpRequest, query: Any) -> Any:
        require(request.user, register.permission("export"))
        asked = asked_of(query)
        rows = queries.list_exportable(register, by=request.user)
        rows = filtered(RecordFilter(asked, rows, register=register, by=request.user))
        return export_records(
            register, rows, keys=query.columns, filters=asked, suffix=f".{query.format}", by=request.user
        )

    router.get(
        "/export", operation_id=f"export_{key}", summary=f"{key.capitalize()} as a file", response=problems(),
        openapi_extra=SHEET,
    )(taking(export, query=in_query(shapes.sheet)))  # fmt: skip


def add_part_sheets(router: Router, register: Register) -> None:
    """The rows that belong to the records of the list, as files."""
    key, parts = register.key, {one.key: one for one in register.exported_parts}
    if not parts:
        return

    def export(request: HttpRequest, part: Any, query: Any) -> Any:
        require(request.user, register.permission("export"))
        asked = {name: value for name, value in asked_of(query).items() if name != "columns"}
        rows = queries.list_exportable(register, by=request.user)
        rows = filtered(RecordFilter(asked, rows, register=register, by=request.user))
        return export_parts(register, parts[part], rows, filters=asked, suffix=f".{query.format}", by=request.user)

    router.get(
        "/export/{part}", operation_id=f"export_{key}_parts", response=problems(), openapi_extra=SHEET,
        summary=f"Rows that belong to {key}, as a file, each with its record",
    )(taking(export, part=Literal[tuple(parts)], query=in_query(shapes_of(key).sheet)))  # fmt: skip


def add_verbs(router: Router, register: Register) -> None:
    """What is done with one record."""
    shapes, noun = shapes_of(register.key), singular(register.key)

    def add(request: HttpRequest, body: Any) -> Any:
        require(request.user, register.permission("add"))
        values = values_of(register.model, register.fields, body.dict(), by=request.user)
        made = domain.add_record(register=register, values=values, by=request.user)
        return Status(201, answer(request, register, made))

    router.post(
        "", operation_id=f"add_{noun}", summary=f"Add {with_article(noun)}",
        response={201: shapes.out, **problems()},
    )(taking(add, body=shapes.said))  # fmt: skip

    @router.get(
        "/{number}", operation_id=f"get_{noun}", summary=f"One {noun}", response={200: shapes.out, **problems(404)}
    )
    def get(request: HttpRequest, number: Path[Number]) -> Any:
        return answer(request, register, find(request, register, number, "view"))

    def edit(request: HttpRequest, number: Path[Number], body: Any) -> Any:
        record = find(request, register, number, "edit")
        said = body.dict(exclude_unset=True, exclude={"version", "reason"})
        saved = domain.edit_record(
            register=register, record=record, version=body.version, by=request.user, reason=body.reason,
            values=values_of(register.model, register.fields, said, by=request.user),
        )  # fmt: skip
        return answer(request, register, saved)

    router.patch(
        "/{number}", operation_id=f"edit_{noun}", summary=f"Change {with_article(noun)}",
        response={200: shapes.out, **problems(404, 409)},
    )(taking(edit, body=shapes.patch))  # fmt: skip

    def set_archived(request: HttpRequest, number: int, body: VersionIn, verb: Any) -> Any:
        record = find(request, register, number, "archive")
        done = verb(register=register, record=record, version=body.version, by=request.user, reason=body.reason)
        return answer(request, register, done)

    @router.post(
        "/{number}/archive", operation_id=f"archive_{noun}", summary=f"Archive {with_article(noun)}",
        response={200: shapes.out, **problems(404, 409)},
    )  # fmt: skip
    def archive(request: HttpRequest, number: Path[Number], body: VersionIn) -> Any:
        return set_archived(request, number, body, domain.archive_record)

    @router.post(
        "/{number}/restore", operation_id=f"restore_{noun}", summary=f"Restore an archived {noun}",
        response={200: shapes.out, **problems(404, 409)},
    )  # fmt: skip
    def restore(request: HttpRequest, number: Path[Number], body: VersionIn) -> Any:
        return set_archived(request, number, body, domain.restore_record)
