"""Comments, files and saved views."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duijie.accounts.access import require
from duijie.common.exports import stored_file
from duijie.portal.permitted import address_with, tell
from duijie.portal.records.finding import address_of, admit, find
from duijie.registry.domain import annexes as domain
from duijie.registry.domain.queries import annexes as queries
from duijie.registry.register import Register


@login_required
@require_POST
def comment(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    def act(record: Any) -> None:
        domain.add_comment(register=register, record=record, text=request.POST.get("text", ""), by=request.user)

    return _do(request, register, pk, "view", act, "comments")


@login_required
@require_POST
def remove_comment(request: HttpRequest, register: Register, pk: int, row: int) -> HttpResponse:
    def act(record: Any) -> None:
        domain.remove_comment(register=register, record=record, pk=row, by=request.user)

    return _do(request, register, pk, "view", act, "comments")


@login_required
@require_POST
def attach(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    def act(record: Any) -> None:
        file = request.FILES.get("file")
        if file is None:
            raise ValidationError(_("Choose a file."))
        domain.add_attachment(
            register=register, record=record, name=file.name or "", chunks=file.chunks(), by=request.user
        )

    return _do(request, register, pk, "edit", act, "files")


@login_required
@require_POST
def remove_file(request: HttpRequest, register: Register, pk: int, row: int) -> HttpResponse:
    def act(record: Any) -> None:
        domain.remove_attachment(register=register, record=record, pk=row, by=request.user)

    return _do(request, register, pk, "edit", act, "files")


@login_required
@require_safe
def download(request: HttpRequest, register: Register, pk: int, row: int) -> FileResponse:
    admit(request, register, "view", own_pages=True)
    record = find(request, register, pk)
    require(request.user, register.permission("view"), record.place)
    try:
        found, path = queries.find_attachment(register, record, row)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    return stored_file(path, found.name)


@login_required
@require_POST
def keep_view(request: HttpRequest, register: Register) -> HttpResponse:
    admit(request, register, "view")
    try:
        kept = domain.save_view(
            register=register, name=request.POST.get("name", ""), query=request.POST.get("query", ""), by=request.user
        )
    except ValidationError as error:
        tell(request, error)
        return redirect("record_list", register.key)
    messages.success(request, _("The view “%(name)s” was kept.") % {"name": kept.name})
    return redirect(f"{reverse('record_list', args=[register.key])}?{kept.query}")


@login_required
@require_POST
def remove_view(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    domain.remove_view(pk=pk, by=request.user)
    return redirect(address_with(reverse("record_list", args=[register.key])))


def _do(
    request: HttpRequest, register: Register, pk: int, verb: str, act: Callable[[Any], None], anchor: str
) -> HttpResponse:
    admit(request, register, verb, own_pages=True)
    record = find(request, register, pk)
    try:
        act(record)
    except ValidationError as error:
        tell(request, error)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    return redirect(f"{address_of(register, record)}#{anchor}")
