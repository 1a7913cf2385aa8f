"""A record that was merged into another: its page leads on."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.registry.domain.queries.merges import kept_of
from duijie.registry.register import Register


def page_of(register: Register, number: int) -> str:
    """Where a record of ``register`` is shown."""
    if register.has_own_pages:
        return reverse("organisation_detail", args=[number])
    return reverse("record_detail", args=[register.key, number])


def go_to_kept(request: HttpRequest, register: Register, record: Any) -> HttpResponse | None:
    """The answer that leads from a merged record to the one that stands for it; None for any other record."""
    kept = kept_of(register, record.pk) if record.archived_at is not None else None
    if kept is None:
        return None
    messages.info(request, _("“%(name)s” was merged into this record.") % {"name": record})
    return redirect(page_of(register, kept))
