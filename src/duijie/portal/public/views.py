"""Pages for firms without an account: file a demand, ask for an account, see what became of it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.common import site
from duijie.common.domain.links import LinkRefusedError
from duijie.demands.domain.filings import LONGEST_TEXT, file_publicly
from duijie.demands.domain.queries.filings import find_by_secret
from duijie.portal.guide.fields import GUIDED
from duijie.portal.guide.shown import shown
from duijie.portal.public.forms import AccountForm, DemandForm, FirmForm
from duijie.portal.turns import turn_of_filing
from duijie.registry.interfaces.record_forms import show_errors

FORMS: dict[str, type[FirmForm]] = {"demand": DemandForm, "account": AccountForm}
LATE = {"token", "fast", "old"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, kind: str) -> HttpResponse:
    """The form of a demand or of an account. Every answer looks the same whether the firm is known or not."""
    if not site.current().has_public_forms:
        raise Http404
    form = FORMS[kind](request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data.get("proof")
        proof = (given.name, given.chunks()) if given is not None else None
        try:
            _filing, secret = file_publicly(
                kind=kind, token=form.cleaned_data["token"], values=form.values, proof=proof
            )
        except ValidationError as error:
            show_errors(form, error)
            code = getattr(error, "code", None)
            status = 429 if code == "often" else 200
            if code in LATE:
                form.renew()
        else:
            return redirect("filing_receipt", secret)
    context = {"form": form, "kind": kind}
    return render(request, "portal/public/apply.html", context, status=status)


@never_cache
@require_POST
def guide(request: HttpRequest) -> HttpResponse:
    """How complete the text of a demand is, a piece of the page. Nothing is looked for: what is there already is not
    for strangers; nothing is kept."""
    if not site.current().has_public_forms:
        raise Http404
    values = {name: request.POST.get(name, "")[:LONGEST_TEXT] for name in ("title", "body", *GUIDED)}
    return render(request, "portal/guide/guide.html", shown(values))


@never_cache
@require_safe
def receipt(request: HttpRequest, secret: str) -> HttpResponse:
    """What became of a filing, for whoever has the address of its receipt."""
    try:
        filing = find_by_secret(secret, by=request.user)
    except LinkRefusedError as error:
        return render(request, "portal/public/receipt_over.html", {"words": error.words}, status=error.status)
    context: dict[str, Any] = {
        "filing": filing,
        "address": request.build_absolute_uri(),
        "turn": turn_of_filing(filing),
    }
    response = render(request, "portal/public/receipt.html", context)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
