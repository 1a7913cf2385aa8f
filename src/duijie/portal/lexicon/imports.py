"""Lists of terms that were taken over, and taking one back."""

from typing import Any

import django_tables2
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.matching.domain.lexicon_reverts import Reverted, revert_import
from duijie.matching.domain.queries import lexicon as queries
from duijie.portal.permitted import me, permitted, tell
from duijie.portal.tables import DayColumn, Table, show_page

NAMED = 20
"""Concepts that are named of those left as they are."""
_NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


class LexiconImportTable(Table):
    caption = gettext_lazy("Imports of the term lexicon")
    name = django_tables2.Column(
        verbose_name=gettext_lazy("List of terms"), attrs={"td": {"translate": "no", "class": "text-break"}}
    )
    by = django_tables2.Column(verbose_name=gettext_lazy("Imported by"), order_by="by__name")
    at = DayColumn(verbose_name=gettext_lazy("Imported"))
    added = django_tables2.Column(verbose_name=gettext_lazy("Concepts added"), attrs=_NUMBER)
    changed = django_tables2.Column(verbose_name=gettext_lazy("Concepts changed"), attrs=_NUMBER)
    reverted_at = django_tables2.Column(verbose_name=gettext_lazy("Taken back"), empty_values=())

    class Meta(Table.Meta):
        order_by = "-at"
        empty_text = gettext_lazy("No list was imported yet.")

    def __init__(self, *args: Any, may_edit: bool = False, **kwargs: Any) -> None:
        self._may_edit = may_edit
        super().__init__(*args, **kwargs)

    def render_by(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', record.by)

    def render_reverted_at(self, record: Any) -> str:
        if record.reverted_at:
            when = DayColumn().render(record.reverted_at)
            return format_html('{} <span translate="no">{}</span>', when, record.reverted_by)
        if not self._may_edit:
            return "–"
        return format_html('<a href="{}">{}</a>', reverse("lexicon_revert", args=[record.pk]), _("Take back"))


@permitted(Permission.LEXICON_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = queries.list_imports(by=request.user)
    table = LexiconImportTable(rows, may_edit=can(request.user, Permission.LEXICON_EDIT))
    return render(request, "portal/lexicon/imports.html", {"table": show_page(table, request)})


@permitted(Permission.LEXICON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def revert(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take an import back."""
    batch = queries.list_imports(by=request.user).filter(pk=pk).first()
    if batch is None:
        raise Http404
    if request.method == "POST" or batch.reverted_at is not None:  # the latter is refused, in words
        try:
            _tell_reverted(request, revert_import(batch=batch, by=me(request)))
        except ValidationError as error:
            tell(request, error)
        return redirect("lexicon_imports")
    return render(request, "portal/lexicon/revert.html", {"batch": batch, "back": reverse("lexicon_imports")})


def _tell_reverted(request: HttpRequest, done: Reverted) -> None:
    told = _("Taken back. Concepts removed: %(removed)d; as before: %(restored)d.")
    messages.success(request, told % {"removed": done.removed, "restored": done.restored})
    if done.kept:
        words = ngettext(
            "%(count)d concept was changed since and stays as it is: %(names)s",
            "%(count)d concepts were changed since and stay as they are: %(names)s",
            len(done.kept),
        )
        names = " · ".join(done.kept[:NAMED]) + (" …" if len(done.kept) > NAMED else "")
        messages.warning(request, words % {"count": len(done.kept), "names": names})
