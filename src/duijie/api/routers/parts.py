"""The operations on the rows that belong to a record, made from the tables of its parts."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Status

from duijie.api.paging import page_of
from duijie.api.reading import values_of
from duijie.api.routers.finding import find
from duijie.api.routers.taking import taking
from duijie.api.schemas.common import Number, PageQuery, problems
from duijie.api.schemas.records import VersionOnlyIn, part_shapes_of, show_part, singular
from duijie.registry.domain import record_parts as domain
from duijie.registry.domain.queries.records import list_parts
from duijie.registry.register import Part, Register


def add_parts(router: Router, register: Register) -> None:
    """For each part of the register: list, add, change, remove."""
    for part in register.parts:
        _add_part(router, register, part)


def _add_part(router: Router, register: Register, part: Part) -> None:
    shapes, noun = part_shapes_of(register.key, part.key), f"{singular(register.key)}_{singular(part.key)}"
    address, owner = f"/{{number}}/parts/{part.key}", singular(register.key)
    words = part.key.replace("-", " ")

    @router.get(
        address, operation_id=f"list_{singular(register.key)}_{part.key.replace('-', '_')}",
        summary=f"The {words} of one {owner}", response={200: shapes.page, **problems(404)},
    )  # fmt: skip
    def list_rows(request: HttpRequest, number: Path[Number], query: Query[PageQuery]) -> Any:
        record = find(request, register, number, "view")
        return page_of(list_parts(register, part, record, by=request.user), query, lambda row: show_part(part, row))

    def add(request: HttpRequest, number: Path[Number], body: Any) -> Any:
        record = find(request, register, number, part.verb)
        values = values_of(part.model, part.fields, body.dict(exclude={"version"}), by=request.user)
        made = domain.add_part(
            register=register, part=part, record=record, version=body.version, values=values, by=request.user
        )
        return Status(201, show_part(part, made))

    router.post(
        address, operation_id=f"add_{noun}", summary=f"Add to the {words} of one {owner}",
        response={201: shapes.out, **problems(404, 409)},
    )(taking(add, body=shapes.said))  # fmt: skip

    def edit(request: HttpRequest, number: Path[Number], row: Path[Number], body: Any) -> Any:
        record = find(request, register, number, part.verb)
        said = body.dict(exclude_unset=True, exclude={"version"})
        saved = domain.edit_part(
            register=register, part=part, record=record, pk=row, version=body.version, by=request.user,
            values=values_of(part.model, part.fields, said, by=request.user),
        )  # fmt: skip
        return show_part(part, saved)

    router.patch(
        f"{address}/{{row}}", operation_id=f"edit_{noun}", summary=f"Change one of the {words} of one {owner}",
        response={200: shapes.out, **problems(404, 409)},
    )(taking(edit, body=shapes.patch))  # fmt: skip

    @router.delete(
        f"{address}/{{row}}", operation_id=f"remove_{noun}", summary=f"Remove one of the {words} of one {owner}",
        response={204: None, **problems(404, 409)},
    )  # fmt: skip
    def remove(request: HttpRequest, number: Path[Number], row: Path[Number], query: Query[VersionOnlyIn]) -> Any:
        record = find(request, register, number, part.verb)
        domain.remove_part(
            register=register, part=part, record=record, pk=row, version=query.version, by=request.user
        )  # fmt: skip
        return Status(204, None)
