"""Pages of messages: inbox, what was sent, one with its ready text, marking, the short address."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from duijie.messaging.domain import messages as domain
from duijie.messaging.domain import one_click
from duijie.messaging.domain.queries import messages as queries
from duijie.messaging.interfaces.message_filters import MessageFilter, SentFilter
from duijie.messaging.models import Message
from duijie.portal.exports import export_list
from duijie.portal.inbox.tables import InboxTable, SentTable
from duijie.portal.permitted import came_from, me, permitted, tell
from duijie.portal.proposals.pictures import qr_picture, qr_png
from duijie.portal.records.finding import numbers_of
from duijie.portal.tables import show_page

VERBS = ("read", "unread", "archive", "restore")


@permitted()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = MessageFilter(request.GET, queries.list_inbox(by=me(request)))
    table = show_page(InboxTable(found.rows), request)
    return render(request, "portal/inbox/index.html", {"table": table, "filter": found})


@permitted()
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    found = SentFilter(request.GET, queries.list_sent(by=me(request)))
    table = show_page(SentTable(found.rows), request)
    return render(request, "portal/inbox/sent.html", {"table": table, "filter": found})


@permitted()
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The inbox as it is filtered, as .xlsx or .csv."""
    found = MessageFilter(request.GET, queries.list_inbox(by=me(request)))
    header = [_("Sent"), _("Kind"), _("Urgency"), _("Subject"), _("Text"), _("From"), _("Read"), _("Archived")]
    table = InboxTable(found.rows)
    return export_list(request, table, _line, verb="message.export", back="message_list", header=header)


def _line(one: Any) -> list[Any]:
    return [
        one.created_at, str(one.kind_label), one.get_urgency_display(), one.subject, one.body, str(one.by or ""),
        one.read_at, one.archived_at,
    ]  # fmt: skip


@permitted()
@require_safe
def export_sent(request: HttpRequest) -> HttpResponse:
    """What was sent, as it is filtered: who has read it, and who confirmed receipt."""
    found = SentFilter(request.GET, queries.list_sent(by=me(request)))
    header = [_("Sent"), _("Kind"), _("Urgency"), _("Subject"), _("Text"), _("To"), _("Read"), _("Receipt confirmed")]
    table = SentTable(found.rows)
    return export_list(request, table, _line_of_sent, verb="message.export", back="message_sent", header=header)


def _line_of_sent(one: Any) -> list[Any]:
    return [
        one.created_at, str(one.kind_label), one.get_urgency_display(), one.subject, one.body, one.reader,
        one.read_at, one.received_at,
    ]  # fmt: skip


@permitted()
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The short address as a QR code, to paste into a chat."""
    message = _find(request, pk)
    address = request.build_absolute_uri(reverse("message_open", args=[message.code]))
    response = HttpResponse(qr_png(address), content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="message-{message.pk}.png"'
    return response


@permitted()
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One message, with what to paste into a chat; its reader has read it then."""
    message = _find(request, pk)
    domain.note_read(message, by=me(request))
    address = request.build_absolute_uri(reverse("message_open", args=[message.code]))
    context = {
        "message": message, "address": address, "picture": qr_picture(address),
        "ready": f"{message.short}\n{address}", "is_mine": message.account_id == me(request).pk,
        "deliveries": list(message.deliveries.all()), "needs_receipt": message.needs_receipt,
    }  # fmt: skip
    return render(request, "portal/inbox/detail.html", context)


@permitted()
@require_safe
def open_message(request: HttpRequest, code: str) -> HttpResponse:
    """The short address: to the page that the message leads to, which asks by itself who may see it. Whoever else
    follows it – it may have been forwarded – gets there as oneself, and the message stays unread."""
    message = domain.follow_code(code, by=me(request))
    if message is None:
        raise Http404
    if message.link:
        return redirect(message.link)
    if message.account_id == me(request).pk:
        return redirect("message_detail", message.pk)
    raise Http404


@permitted()
@require_POST
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Its reader confirms that it was received."""
    if one_click.confirm_receipt(message=_find(request, pk), by=me(request)):
        messages.success(request, _("Receipt confirmed."))
    return redirect("message_detail", pk)


@permitted()
@require_POST
def mark(request: HttpRequest) -> HttpResponse:
    """Read, unread, archived or back, those that were chosen; ``read_all``: all that lie unread."""
    action = request.POST.get("action", "")
    back = came_from(request, "message_list")
    if action == "read_all":
        _say_count(request, domain.mark_all_read(by=me(request)))
        return redirect(back)
    if action not in VERBS:
        raise Http404
    numbers = numbers_of(request.POST.getlist("row"), domain.MOST + 1)
    if not numbers:
        messages.error(request, _("Choose messages first."))
        return redirect(back)
    try:
        _say_count(request, domain.mark(numbers=numbers, verb=action, by=me(request)))
    except ValidationError as error:
        tell(request, error)
    return redirect(back)


def _say_count(request: HttpRequest, count: int) -> None:
    words: Any = ngettext("%(count)d message was changed.", "%(count)d messages were changed.", count)
    messages.success(request, words % {"count": count})


def _find(request: HttpRequest, pk: int) -> Message:
    try:
        return queries.find_message(by=me(request), pk=pk)
    except Message.DoesNotExist as error:
        raise Http404 from error
