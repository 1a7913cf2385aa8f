"""What every page of a register begins with: may this person, and is the record there for them."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.access import can
from duijie.registry.domain.queries import records as queries
from duijie.registry.register import Part, Register


def admit(request: HttpRequest, register: Register, verb: str, *, own_pages: bool = False) -> None:
    """Refuse who holds ``verb`` on this register nowhere. ``own_pages``: registers with pages of their own too."""
    if register.has_own_pages and not own_pages:
        raise Http404
    if not can(request.user, register.permission(verb)):
        raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))


def find(request: HttpRequest, register: Register, pk: int, *, read: bool = False) -> Any:
    """The record, or 404. With ``read``, to be shown whole."""
    if register.has_own_pages:
        rows = register.model.objects.visible_to(request.user).select_related("area", "zone")
        try:
            return rows.get(pk=pk)
        except register.model.DoesNotExist as error:
            raise Http404 from error
    try:
        return (queries.read_record if read else queries.find_record)(register, by=request.user, pk=pk)
    except register.model.DoesNotExist as error:
        raise Http404 from error


def numbers_of(texts: Iterable[str], most: int) -> list[int]:
    """Numbers of rows as an address or a form names them; what cannot be one is passed over."""
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) <= 18][:most]


def part_of(register: Register, key: str) -> Part:
    """The part, or 404."""
    try:
        return register.part_of(key)
    except StopIteration as error:
        raise Http404 from error


def address_of(register: Register, record: Any) -> str:
    """Where the record is shown."""
    if register.has_own_pages:
        return reverse("organisation_detail", args=[record.pk])
    return reverse("record_detail", args=[register.key, record.pk])
