"""One's own messages, and what of them comes by mail and SMS."""

from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.schemas.common import Number, problems
from duijie.api.schemas.messages import (
    ChannelIn,
    ChannelOut,
    CountOut,
    MarkIn,
    MessageOut,
    MessagePage,
    MessageQuery,
    show_choice,
    show_message,
)
from duijie.messaging.domain import choices, one_click
from duijie.messaging.domain import messages as domain
from duijie.messaging.domain.queries import messages as queries
from duijie.messaging.interfaces.message_filters import MessageFilter

router = Router(tags=["messages"])


def _me(request: HttpRequest) -> Any:
    """The account, whose token must permit reading its messages."""
    require(request.user, Permission.MESSAGE_READ)
    return request.user


@router.get("", operation_id="list_messages", summary="My inbox", response={200: MessagePage, **problems()})
def list_messages(request: HttpRequest, query: Query[MessageQuery]) -> Any:
    asked: dict[str, Any] = query.dict(exclude={"page", "page_size"}, exclude_none=True)
    asked["kind"] = [query.kind] if query.kind else []
    found = MessageFilter(asked, queries.list_inbox(by=_me(request)))
    if not found.form.is_valid():
        raise ValidationError(found.form.errors.as_data())
    return page_of(found.rows, query, show_message)


@router.get(
    "/choices", operation_id="list_choices", summary="How mine come", response={200: list[ChannelOut], **problems()}
)
def list_choices(request: HttpRequest) -> Any:
    user = _me(request)
    return [show_choice(one) for one in choices.choices_of(user).values()]


@router.put(
    "/choices/{kind}", operation_id="set_choice", summary="Choose how a kind comes",
    response={200: ChannelOut, **problems()},
)  # fmt: skip
def set_choice(request: HttpRequest, kind: Path[Annotated[str, Field(max_length=40)]], body: ChannelIn) -> Any:
    user = _me(request)
    choices.choose(values={kind: (body.mail, body.sms)}, by=user)
    return show_choice(choices.choice_of(user, kind))


@router.post("/mark", operation_id="mark_messages", summary="Mark some", response={200: CountOut, **problems()})
def mark_messages(request: HttpRequest, body: MarkIn) -> Any:
    return {"count": domain.mark(numbers=body.ids, verb=body.action, by=_me(request))}


@router.post(
    "/read-all", operation_id="read_all_messages", summary="Mark all as read", response={200: CountOut, **problems()}
)
def read_all_messages(request: HttpRequest) -> Any:
    return {"count": domain.mark_all_read(by=_me(request))}


@router.get("/{number}", operation_id="get_message", summary="One", response={200: MessageOut, **problems(404)})
def get_message(request: HttpRequest, number: Path[Number]) -> Any:
    """One of the inbox, or one that a step of mine sent; looking does not mark it as read."""
    return show_message(queries.find_message(by=_me(request), pk=number))


@router.post(
    "/{number}/receipt", operation_id="confirm_receipt", summary="Confirm receipt",
    response={200: MessageOut, **problems(404)},
)  # fmt: skip
def confirm_receipt(request: HttpRequest, number: Path[Number]) -> Any:
    """For the reader alone; done twice, it changes nothing."""
    one_click.confirm_receipt(message=queries.find_message(by=_me(request), pk=number), by=_me(request))
    return show_message(queries.find_message(by=_me(request), pk=number))
