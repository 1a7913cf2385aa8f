"""Programmes: the list, a new one from a template, one with its rules and rounds, changing it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.access import can, require
from duijie.accounts.permissions import Permission
from duijie.portal.permitted import me, permitted
from duijie.portal.programmes.acting import act, programme_of, version_in
from duijie.portal.programmes.forms import BeginForm, ProgrammeForm
from duijie.portal.programmes.tables import ProgrammeFilter, ProgrammeTable, RoundTable
from duijie.portal.tables import show_page
from duijie.programmes.conditions.wording import sentence
from duijie.programmes.domain import programmes as domain
from duijie.programmes.domain.condition_subjects import read_conditions
from duijie.programmes.domain.queries import rounds as queries
from duijie.programmes.forms.reading import read_form
from duijie.programmes.rules import SUBJECTS, UNIT_KINDS, papers_of, said

form_page = require_http_methods(["GET", "HEAD", "POST"])


@permitted(Permission.PROGRAMME_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = ProgrammeFilter(request.GET, queries.list_programmes(by=request.user))
    context = {
        "table": show_page(ProgrammeTable(found.qs), request), "filter": found,
        "may_add": can(request.user, Permission.PROGRAMME_EDIT),
    }  # fmt: skip
    return render(request, "portal/programmes/index.html", context)


@permitted(Permission.PROGRAMME_EDIT)
@form_page
def add(request: HttpRequest) -> HttpResponse:
    form = BeginForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made: list[Any] = []
        values = {"name": given["name"], "name_en": given["name_en"]}
        if act(
            request,
            lambda: made.append(
                domain.add_programme(template=given["template"], area=given["area"], values=values, by=me(request))
            ),
            form=form,
        ):
            return redirect("programme_detail", made[0].pk)
    return render(request, "portal/programmes/add.html", {"form": form, "back": reverse("programme_list")})


@permitted(Permission.PROGRAMME_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_of(request, pk)
    rounds = queries.list_rounds(by=request.user).filter(programme=programme)
    context = {
        "programme": programme, "may_edit": can(request.user, Permission.PROGRAMME_EDIT, programme.place),
        "table": show_page(RoundTable(rounds), request), **shown_rules(programme.rules),
    }  # fmt: skip
    return render(request, "portal/programmes/detail.html", context)


@permitted(Permission.PROGRAMME_EDIT)
@form_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_of(request, pk)
    require(request.user, Permission.PROGRAMME_EDIT, programme.place)
    form = ProgrammeForm(request.POST or None, programme=programme, by=request.user)
    if (
        request.method == "POST"
        and form.is_valid()
        and act(
            request,
            lambda: domain.edit_programme(
                programme=programme,
                values=form.values,
                rules=form.new_rules,
                version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
                by=me(request),
            ),
            form=form,
        )
    ):
        return redirect("programme_detail", pk)
    return render(request, "portal/programmes/edit.html", {"form": form, "programme": programme})


@permitted(Permission.PROGRAMME_EDIT)
@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of the lists, or back: one button does it and another undoes it."""
    programme = programme_of(request, pk)
    version = version_in(request, programme.version)
    restore = programme.archived_at is not None
    said_words = _("Restored.") if restore else _("Archived. It can be restored here.")
    act(
        request,
        lambda: domain.archive_programme(programme=programme, version=version, by=me(request), restore=restore),
        said=said_words,
    )
    return redirect("programme_detail", pk)


def shown_rules(rules: Any) -> dict[str, Any]:
    """What a page shows of rules."""
    return {
        "rules": rules, "conditions": [sentence(one) for one in read_conditions(rules)], "papers": papers_of(rules),
        "fields": list(read_form(rules["form"]).fields()), "subject": SUBJECTS[rules["subject"]],
        "unit_kinds": [UNIT_KINDS[one] for one in rules["units"]],
        "grades": [said(one["words"]) for one in rules["grades"]],
        "criteria": [(said(one["words"]), one["weight"]) for one in rules["criteria"]],
    }  # fmt: skip
