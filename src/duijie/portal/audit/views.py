"""The audit log: reading, taking along, checking that nobody has tampered with it."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.domain.seals import verify_chain
from duijie.common.models import AuditEvent, AuditSeal
from duijie.portal.audit.details import in_words
from duijie.portal.audit.tables import AuditFilter, AuditTable
from duijie.portal.exports import MOST_ROWS, file_response
from duijie.portal.permitted import me, permitted
from duijie.portal.tables import show_page

# Checking reads every entry; beyond this a person would wait too long for a page.
MOST_TO_CHECK = 200_000


@permitted(Permission.AUDIT_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    events = AuditEvent.objects.visible_to(request.user)
    found = AuditFilter(request.GET, events)
    context = {
        "table": show_page(AuditTable(found.qs), request, size=50),
        "filter": found,
        "seal": AuditSeal.objects.visible_to(request.user).order_by("-last").first(),
    }
    return render(request, "portal/audit/index.html", context)


@permitted(Permission.AUDIT_VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The entries that the filters show, newest first, as a workbook. Taking them along is itself an entry."""
    found = AuditFilter(request.GET, AuditEvent.objects.visible_to(request.user)).qs
    if found.count() > MOST_ROWS:
        messages.error(request, _("That is more than fits into one workbook. Narrow the days down and export again."))
        return redirect("audit_list")
    audit.record(by=me(request), verb="audit.export", target=None, detail={"filters": dict(request.GET.items())})
    table = AuditTable(found)
    header = [*(str(table.columns[name].header) for name in table.columns.names()), _("Detail (JSON)")]
    return file_response(_("Audit log"), header, (_row(table, event) for event in found.iterator()))


def _row(table: Any, event: Any) -> list[Any]:
    return [
        event.at,
        event.actor_label,
        table.render_verb(event.verb),
        f"{event.target_type} {event.target_label or event.target_id}".strip(),
        event.get_surface_display(),
        event.ip or "",
        in_words(event),
        json.dumps(event.detail, ensure_ascii=False, sort_keys=True) if event.detail else "",
    ]


@permitted(Permission.AUDIT_VIEW)
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Compute the chain of seals anew."""
    if AuditEvent.objects.visible_to(request.user).count() > MOST_TO_CHECK:
        messages.info(request, _("The log is too long to check on a page. Run this on the server: duijie verifyaudit"))
        return redirect("audit_list")
    verdict = verify_chain()
    if verdict.broken:
        text = _("The log has been tampered with at %(place)s. Keep a copy of the database and report it.")
        messages.error(request, text % {"place": verdict.broken})
    else:
        text = _("The log is intact. Entries: %(entries)s, seals: %(seals)s, waiting for the next seal: %(unsealed)s.")
        numbers = {"entries": verdict.entries, "seals": verdict.seals, "unsealed": verdict.unsealed}
        messages.success(request, text % numbers)
    return redirect("audit_list")
