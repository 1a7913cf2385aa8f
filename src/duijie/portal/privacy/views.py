"""How personal data is handled: for everybody what for, for each person the own consents and who read what."""

from typing import Any

import django_tables2
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.portal.exports import MOST_ROWS, file_response, suffix_asked_for
from duijie.portal.permitted import me, permitted
from duijie.portal.tables import Table, show_page
from duijie.registry.domain.consents import give_consent, withdraw_consent
from duijie.registry.domain.queries import privacy as queries
from duijie.registry.interfaces.privacy_filters import KINDS, ReadingFilter
from duijie.registry.purposes import PURPOSES, RIGHTS


class ReadingTable(Table):
    caption = gettext_lazy("Who read contact data")
    at = django_tables2.DateTimeColumn(verbose_name=gettext_lazy("When"), format="Y-m-d H:i")
    reader_label = django_tables2.Column(verbose_name=gettext_lazy("Read by"))
    target_type = django_tables2.Column(verbose_name=gettext_lazy("Kind of record"))
    target_id = django_tables2.Column(verbose_name=gettext_lazy("Number"))
    purpose = django_tables2.Column(verbose_name=gettext_lazy("Where"), orderable=False)
    surface = django_tables2.Column(verbose_name=gettext_lazy("From where"))

    class Meta(Table.Meta):
        order_by = "-at"
        empty_text = gettext_lazy("Nobody has read contact data.")

    def render_reader_label(self, value: str) -> str:
        return format_html('<span translate="no">{}</span>', value)

    def render_target_type(self, value: str) -> str:
        return str(KINDS.get(value, value))

    def render_purpose(self, value: str) -> str:
        return str(WHERE.get(value, _("page of the record")))

    def render_surface(self, record: Any) -> str:
        return str(record.get_surface_display())


WHERE = {"list": gettext_lazy("list"), "export": gettext_lazy("exported list")}


@require_safe
def purposes(request: HttpRequest) -> HttpResponse:
    """The register of purposes, in one public place."""
    layout = "portal/base.html" if request.user.is_authenticated else "portal/entrance.html"
    context = {"purposes": PURPOSES.values(), "rights": RIGHTS, "layout": layout}
    return render(request, "portal/privacy/purposes.html", context)


@permitted()
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My consents; from here to what was read, and to what I may ask."""
    return render(request, "portal/privacy/mine.html", {"asked": queries.consents_of(me(request))})


@permitted()
@require_POST
def consent(request: HttpRequest, key: str) -> HttpResponse:
    """Give it or withdraw it: one button each."""
    if key not in PURPOSES or not PURPOSES[key].version:
        raise Http404
    if request.POST.get("answer") == "yes":
        version = request.POST.get("version", "")
        give_consent(
            purpose=key, version=int(version) if version.isdecimal() and len(version) < 9 else 0, by=me(request)
        )
        messages.success(request, _("Your consent is noted. You can withdraw it here at any time."))
    else:
        withdraw_consent(purpose=key, by=me(request))
        messages.success(request, _("Your consent is withdrawn."))
    return redirect("privacy_mine")


@permitted()
@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    found = ReadingFilter(request.GET, queries.list_reads(by=request.user))
    context = {
        "filter": found, "table": show_page(ReadingTable(found.qs), request),
        "sees_all": can(request.user, Permission.AUDIT_VIEW),
    }  # fmt: skip
    return render(request, "portal/privacy/readings.html", context)


@permitted()
@require_safe
def readings_export(request: HttpRequest) -> HttpResponse:
    """The newest of the list as it is filtered, as .xlsx or .csv."""
    found = ReadingFilter(request.GET, queries.list_reads(by=request.user)).qs
    detail = {"filters": dict(request.GET.lists())}
    audit.record(by=request.user, verb="personal_data.export_reads", target=None, detail=detail)
    header = [_("When"), _("Read by"), _("Kind of record"), _("Number"), _("Where"), _("From where")]
    rows = (
        [
            one.at, one.reader_label, str(KINDS.get(one.target_type, one.target_type)), one.target_id,
            str(WHERE.get(one.purpose, _("page of the record"))), one.get_surface_display(),
        ]
        for one in found[:MOST_ROWS]
    )  # fmt: skip
    return file_response(_("Who read contact data"), header, rows, suffix=suffix_asked_for(request))
