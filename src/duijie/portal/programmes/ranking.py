"""The order in which a unit recommends."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from duijie.accounts.permissions import Permission
from duijie.portal.permitted import me, permitted
from duijie.portal.programmes.acting import act, own_unit_of, round_of
from duijie.portal.records.finding import numbers_of
from duijie.programmes.domain import recommendations
from duijie.programmes.domain.queries import applications as queries


@permitted(Permission.APPLICATION_RECOMMEND)
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """A number beside each name; the smallest stands first, names with the same number as they stood before."""
    round_ = round_of(request, pk)
    unit = own_unit_of(request, round_, row)
    rows = queries.list_applications(by=request.user).filter(unit=unit, rank__isnull=False).order_by("rank")
    if request.method == "POST":
        wished = {}
        for place, one in enumerate(rows, start=1):
            given = numbers_of([request.POST.get(f"rank-{one.pk}", "")], 1)
            wished[one.pk] = (given[0] if given else place, place)
        ranked = sorted(wished, key=wished.__getitem__)
        if act(
            request,
            lambda: recommendations.order(unit=unit, ranked=ranked, by=me(request)),
            said=_("The order is kept."),
        ):
            return redirect("round_detail", pk)
    context = {"round": round_, "programme": round_.programme, "unit": unit, "rows": rows}
    return render(request, "portal/programmes/order.html", context)
