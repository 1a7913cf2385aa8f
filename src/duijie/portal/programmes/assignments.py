"""Who reviews what, and why: for the office, as a list and an export."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.listing import listed
from duijie.portal.exports import file_response, suffix_asked_for
from duijie.portal.permitted import permitted
from duijie.portal.programmes.acting import round_of
from duijie.portal.programmes.tables import _words as by_words
from duijie.portal.tables import PieceColumn, Table, show_page
from duijie.programmes.domain.queries import reviews as queries
from duijie.programmes.models import Review, Round


class AssignmentFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(
        label=gettext_lazy("Words in applicant or reviewer"), method="by_text", max_length=100
    )

    class Meta:
        model = Review
        fields = ("q",)

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        columns = ("application__name", "application__organisation_name", "reviewer__account__name")
        return by_words(rows, value, *columns, "reviewer__account__username")


class AssignmentTable(Table):
    caption = gettext_lazy("Who reviews what, and why")
    application = django_tables2.Column(verbose_name=gettext_lazy("Application"), order_by="application__name")
    reviewer = django_tables2.Column(
        verbose_name=gettext_lazy("Reviewer"), accessor="reviewer__account", order_by="reviewer__account__username"
    )
    fit = django_tables2.Column(verbose_name=gettext_lazy("Fit"))
    why = PieceColumn(
        template_name="portal/programmes/review_why.html", verbose_name=gettext_lazy("Why"), orderable=False
    )
    submitted_at = django_tables2.DateTimeColumn(verbose_name=gettext_lazy("Handed in at"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "application"
        empty_text = gettext_lazy("Nobody is assigned yet.")

    def render_application(self, record: Any) -> str:
        address = reverse("application_detail", args=[record.application_id])
        name = f"{record.application.name} · {record.application.organisation_name}"
        return format_html('<a href="{}" translate="no">{}</a>', address, name)

    def render_reviewer(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', record.reviewer.account)


@permitted(Permission.APPLICATION_EXAMINE)
@require_safe
def assignments(request: HttpRequest, pk: int) -> HttpResponse:
    round_, found = _found(request, pk)
    context = {"round": round_, "filter": found, "table": show_page(AssignmentTable(found.qs), request)}
    return render(request, "portal/programmes/assignments.html", context)


@permitted(Permission.APPLICATION_EXAMINE)
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as .xlsx or .csv."""
    round_, found = _found(request, pk)
    rows = list(found.qs.order_by("application__name", "pk"))
    audit.record(by=request.user, verb="review.export", target=round_, place=round_.place, detail={"count": len(rows)})
    header = [_("Name of the person"), _("Unit of the person"), _("Reviewer"), _("Fit"), _("Words in common")]
    lines = (
        [
            one.application.name, one.application.organisation_name, str(one.reviewer.account), one.fit,
            listed(word for part in one.fit_reasons for word in part.get("shared", ())),
        ]
        for one in rows
    )  # fmt: skip
    return file_response(_("Who reviews what, and why"), header, lines, suffix=suffix_asked_for(request))


def _found(request: HttpRequest, pk: int) -> tuple[Round, AssignmentFilter]:
    round_ = round_of(request, pk)
    require(request.user, Permission.APPLICATION_EXAMINE, round_.place)
    panel = queries.panel_of(round_)
    if panel is None:
        raise Http404
    return round_, AssignmentFilter(request.GET, queries.assignments_of(panel))
