"""What hangs on a record of any register: comments, attachments, history."""

from typing import Any

from django.http import HttpRequest
from ninja import File, Path, Query, Router, Status
from ninja.files import UploadedFile

from duijie.api.paging import page_of
from duijie.api.routers.finding import find, find_reached
from duijie.api.routers.taking import FILE
from duijie.api.schemas.annexes import (
    AttachmentOut,
    AttachmentPage,
    CommentIn,
    CommentOut,
    CommentPage,
    EntryPage,
    show_attachment,
    show_comment,
    show_entry,
)
from duijie.api.schemas.common import Number, PageQuery, problems
from duijie.api.schemas.records import singular
from duijie.common.exports import stored_file
from duijie.registry.domain import annexes as domain
from duijie.registry.domain.queries import annexes as queries
from duijie.registry.domain.queries.organisations import note_contacts_read
from duijie.registry.domain.queries.records import History, note_personal
from duijie.registry.register import Register


def add_annexes(router: Router, register: Register) -> None:
    """Only for those who reach the record: what hangs on it is not open with it."""
    _add_comments(router, register)
    _add_attachments(router, register)
    noun = singular(register.key)

    @router.get(
        "/{number}/history", operation_id=f"list_{noun}_history", summary=f"What changed in one {noun}, newest first",
        response={200: EntryPage, **problems(404)},
    )  # fmt: skip
    def history(request: HttpRequest, number: Path[Number], query: Query[PageQuery]) -> Any:
        record = find_reached(request, register, number)
        if register.has_own_pages:
            note_contacts_read(by=request.user, shown=[record])
        else:
            note_personal(register, by=request.user, shown=[record])
        return page_of(History(register, record), query, show_entry)


def _add_comments(router: Router, register: Register) -> None:
    noun = singular(register.key)

    @router.get(
        "/{number}/comments", operation_id=f"list_{noun}_comments", summary=f"Comments on one {noun}",
        response={200: CommentPage, **problems(404)},
    )  # fmt: skip
    def list_comments(request: HttpRequest, number: Path[Number], query: Query[PageQuery]) -> Any:
        record = find_reached(request, register, number)
        return page_of(queries.comments_of(register, record), query, show_comment)

    @router.post(
        "/{number}/comments", operation_id=f"add_{noun}_comment", summary=f"Comment on one {noun}",
        response={201: CommentOut, **problems(404)},
    )  # fmt: skip
    def add_comment(request: HttpRequest, number: Path[Number], body: CommentIn) -> Any:
        record = find(request, register, number, "view")
        made = domain.add_comment(register=register, record=record, text=body.text, by=request.user)
        return Status(201, show_comment(made))

    @router.delete(
        "/{number}/comments/{comment}", operation_id=f"remove_{noun}_comment", summary="Take a comment back",
        response={204: None, **problems(404)},
    )  # fmt: skip
    def remove_comment(request: HttpRequest, number: Path[Number], comment: Path[Number]) -> Any:
        record = find_reached(request, register, number)
        domain.remove_comment(register=register, record=record, pk=comment, by=request.user)
        return Status(204, None)


def _add_attachments(router: Router, register: Register) -> None:
    noun = singular(register.key)

    @router.get(
        "/{number}/attachments", operation_id=f"list_{noun}_attachments", summary=f"Files of one {noun}",
        response={200: AttachmentPage, **problems(404)},
    )  # fmt: skip
    def list_attachments(request: HttpRequest, number: Path[Number], query: Query[PageQuery]) -> Any:
        record = find_reached(request, register, number)
        return page_of(queries.attachments_of(register, record), query, show_attachment)

    @router.post(
        "/{number}/attachments", operation_id=f"add_{noun}_attachment", summary=f"Keep a file with one {noun}",
        response={201: AttachmentOut, **problems(404, 413)},
    )  # fmt: skip
    def add_attachment(request: HttpRequest, number: Path[Number], file: File[UploadedFile]) -> Any:
        record = find(request, register, number, "edit")
        made = domain.add_attachment(
            register=register, record=record, name=file.name or "", chunks=file.chunks(), by=request.user
        )
        return Status(201, show_attachment(made))

    @router.get(
        "/{number}/attachments/{attachment}", operation_id=f"get_{noun}_attachment", summary="The bytes of a file",
        response=problems(404), openapi_extra=FILE,
    )  # fmt: skip
    def get_attachment(request: HttpRequest, number: Path[Number], attachment: Path[Number]) -> Any:
        record = find_reached(request, register, number)
        found, path = queries.find_attachment(register, record, attachment)
        return stored_file(path, found.name)

    @router.delete(
        "/{number}/attachments/{attachment}", operation_id=f"remove_{noun}_attachment", summary="Take a file away",
        response={204: None, **problems(404)},
    )  # fmt: skip
    def remove_attachment(request: HttpRequest, number: Path[Number], attachment: Path[Number]) -> Any:
        record = find(request, register, number, "edit")
        domain.remove_attachment(register=register, record=record, pk=attachment, by=request.user)
        return Status(204, None)
