"""Applications: the list, applying, one with its papers and checks; what applicant, unit and examiner do with it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.access import can, require
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.exports import refuse_too_many
from duijie.common.steps import steps_from
from duijie.portal.exports import file_response, suffix_asked_for
from duijie.portal.permitted import me, permitted, tell
from duijie.portal.programmes.acting import act, application_of, round_of, version_in
from duijie.portal.programmes.applying import ApplicantForm, ReturnForm
from duijie.portal.programmes.tables import ApplicationFilter, ApplicationTable
from duijie.portal.tables import show_page
from duijie.programmes.domain import applications as domain
from duijie.programmes.domain import recommendations
from duijie.programmes.domain.conflicts import conflict_in_recommending, conflict_of
from duijie.programmes.domain.examinations import take_examination_step
from duijie.programmes.domain.queries import applications as queries
from duijie.programmes.domain.queries.examinations import checks_of
from duijie.programmes.forms.page_form import AnswersForm
from duijie.programmes.forms.prefills import prefilled
from duijie.programmes.models import Application
from duijie.programmes.rules import papers_of
from duijie.programmes.states import APPLICATION_STEPS, EDITED_BY_APPLICANT, ApplicationState, Step
from duijie.registry.domain.annexes import new_file

form_page = require_http_methods(["GET", "HEAD", "POST"])
READERS = (Permission.APPLICATION_VIEW, Permission.APPLICATION_ADD, Permission.APPLICATION_APPLY)
WRITERS = (Permission.APPLICATION_ADD, Permission.APPLICATION_APPLY)
REFRESH = "refresh"


@permitted(*READERS)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = ApplicationFilter(request.GET, queries.list_applications(by=request.user), by=request.user)
    table = show_page(ApplicationTable(found.qs), request)
    return render(request, "portal/programmes/applications.html", {"table": table, "filter": found})


@permitted(*READERS)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, without answers and contacts, as .xlsx or .csv."""
    found = ApplicationFilter(request.GET, queries.list_applications(by=request.user), by=request.user).qs
    rows = found.order_by("-changed_at", "-pk")
    try:
        refuse_too_many(rows.count())
    except ValidationError as error:
        tell(request, error)
        return redirect("application_list")
    audit.record(by=request.user, verb="application.export", target=None, detail={"filters": dict(request.GET.lists())})
    header = [column.header for column in ApplicationTable(rows).columns]
    lines = (
        [
            one.name, one.organisation_name, one.title, str(one.round), str(one.unit), one.rank,
            one.get_state_display(), one.changed_at,
        ]
        for one in rows
    )  # fmt: skip
    return file_response(_("Applications"), header, lines, suffix=suffix_asked_for(request))


@permitted(*WRITERS)
@form_page
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Who applies; the answers come on the next page, filled from the register as far as it knows."""
    round_ = round_of(request, pk)
    form = ApplicantForm(request.POST or None, by=request.user, round=round_)
    if request.method == "POST" and form.is_valid():
        organisation, person = form.organisation, form.person
        answers = prefilled(queries.form_of(round_), person, organisation)
        values = {"name": form.cleaned_data["name"], "title": form.cleaned_data["title"], "answers": answers}
        made: list[Any] = []
        if act(
            request,
            lambda: made.append(
                domain.begin_application(
                    round=round_,
                    organisation=organisation,
                    values=values,
                    by=me(request),
                    person=person,
                    unit=form.unit,
                )
            ),
            form=form,
            said=_("The draft is kept. Answer what is left, add the papers, then submit it."),
        ):
            return redirect("application_edit", made[0].pk)
    context = {"form": form, "round": round_, "back": reverse("round_detail", args=[pk])}
    return render(request, "portal/programmes/begin.html", context)


@permitted(*WRITERS)
@form_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    application = application_of(request, pk)
    if not domain.may_write(application, by=request.user):
        raise PermissionDenied
    address = reverse("application_edit", args=[pk])
    form = AnswersForm(
        request.POST or None, request.FILES or None, definition=queries.form_of(application.round), by=request.user,
        answers=application.answers, refresh=address,
    )  # fmt: skip
    refreshed = bool(request.POST.get(REFRESH)) and bool(request.headers.get("HX-Request"))
    if request.method == "POST" and not refreshed and form.is_valid():
        version = version_in(request, application.version)
        if act(
            request,
            lambda: domain.write_with_files(
                application=application,
                values={"answers": form.checked.answers},
                files=form.papers,
                version=version,
                by=me(request),
            ),
            form=form,
        ):
            return redirect("application_detail", pk)
    context = {"form": form, "application": application, "round": application.round}
    return render(request, "portal/programmes/application_edit.html", context)


@permitted(*READERS)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    application = application_of(request, pk)
    audit.note_read(by=request.user, targets=[application], purpose="application")
    return render(request, "portal/programmes/application.html", context_of(request, application))


def context_of(request: HttpRequest, application: Application) -> dict[str, Any]:
    """What the page of an application shows: its answers and papers, what is missing, its checks, what one may do."""
    by = request.user
    round_ = application.round
    writes = domain.may_write(application, by=by)
    speaks = recommendations.may_recommend(application.unit, by=by)
    examines = can(by, Permission.APPLICATION_EXAMINE, round_.place)
    conflict = conflict_of(application, by=by) if examines else ""
    speaks = speaks and not conflict_in_recommending(application, by=by)
    may = {
        Permission.APPLICATION_ADD: writes, Permission.APPLICATION_RECOMMEND: speaks,
        Permission.APPLICATION_EXAMINE: examines and not conflict,
    }  # fmt: skip
    steps = [one for one in steps_from(APPLICATION_STEPS, application.state) if may.get(one.permission)]
    held = queries.papers_in(application)
    editable = writes and application.state in EDITED_BY_APPLICANT
    return {
        "application": application, "round": round_, "programme": round_.programme,
        "answers": [(one, text, held.get(one.key)) for one, text in queries.answers_shown(application)],
        "members": application.members.select_related("person", "organisation"),
        # What leads on comes first; whoever may withdraw it is not always the one who would.
        "steps": sorted((one for one in steps if one.verb != "return"), key=lambda one: one.verb == "withdraw"),
        "may_return": any(one.verb == "return" for one in steps), "may_edit": editable,
        "may_add_papers": writes and application.state in {*EDITED_BY_APPLICANT, ApplicationState.SUBMITTED},
        "papers": [(one, held.get(one.key)) for one in papers_of(round_.rules_in_force)],
        "missing": queries.missing_in(application) if editable else [],
        "returns": application.returns.select_related("by"), "checks": checks_of(application),
        "may_settle": examines and not conflict and application.state == ApplicationState.RECOMMENDED,
        "conflict": conflict, "certificate": getattr(application, "certificate", None),
    }  # fmt: skip


@permitted(*READERS)
@form_page
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Ask, with the reason or opinion where one is needed, and take the step."""
    taken = APPLICATION_STEPS.get(verb)
    if taken is None or taken.particular:
        raise Http404
    application = application_of(request, pk)
    if request.method == "POST":
        act(request, lambda: take(application, taken, request))
        return redirect("application_detail", pk)
    context = {"application": application, "step": taken, "round": application.round}
    return render(request, "portal/programmes/application_step.html", context)


def take(application: Application, taken: Step, request: HttpRequest) -> Any:
    """Each step by the verb that owns it."""
    common: dict[str, Any] = {
        "application": application, "version": version_in(request, application.version), "by": me(request),
    }  # fmt: skip
    reason = request.POST.get("reason", "")[:600]
    if taken.verb == "submit":
        return domain.submit(**common)
    if taken.verb == "recommend":
        return recommendations.recommend(**common, opinion=reason)
    if taken.permission is Permission.APPLICATION_EXAMINE:
        return take_examination_step(**common, verb=taken.verb, reason=reason)
    verbs = {"withdraw": domain.withdraw, "decline": recommendations.decline, "take_back": recommendations.take_back}
    return verbs[taken.verb](**common, reason=reason)


@permitted(Permission.APPLICATION_RECOMMEND)
@form_page
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    application = application_of(request, pk)
    require(request.user, Permission.APPLICATION_RECOMMEND, application.unit.place)
    form = ReturnForm(request.POST or None, again=application.returns.exists())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        version = version_in(request, application.version)
        if act(
            request,
            lambda: recommendations.return_application(
                application=application,
                defects=given["defects"].splitlines(),
                again=given.get("again", ""),
                version=version,
                by=me(request),
            ),
            form=form,
        ):
            return redirect("application_detail", pk)
    context = {"application": application, "form": form, "round": application.round}
    return render(request, "portal/programmes/return.html", context)


@permitted(*WRITERS)
@require_POST
def add_paper(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    application = application_of(request, pk)
    file = request.FILES.get("file")
    if file is None:
        tell(request, ValidationError(_("Choose a file first.")))
        return redirect("application_detail", pk)
    name = file.name or ""
    act(
        request,
        lambda: domain.add_paper(application=application, key=key, name=name, chunks=file.chunks(), by=me(request)),
        said=_("The paper is kept."),
    )
    return redirect("application_detail", pk)


@permitted(*WRITERS)
@require_POST
def remove_paper(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    paper = _paper(application_of(request, pk), row)
    act(request, lambda: domain.remove_paper(paper=paper, by=me(request)))
    return redirect("application_detail", pk)


@permitted(*READERS)
@require_safe
def get_paper(request: HttpRequest, pk: int, row: int) -> Any:
    """The file, as an attachment; who read it is in the audit."""
    application = application_of(request, pk)
    paper = _paper(application, row)
    path = new_file(domain.FOLDER, paper.stored.rpartition("/")[2])
    if not path.is_file():
        raise Http404
    detail = {"paper": paper.pk}
    audit.record(by=request.user, verb="application.paper", target=application, place=application.place, detail=detail)
    return FileResponse(path.open("rb"), as_attachment=True, filename=paper.name)


def _paper(application: Application, row: int) -> Any:
    paper = application.papers.filter(pk=row).first()
    if paper is None:
        raise Http404
    return paper
