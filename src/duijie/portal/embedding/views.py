"""Embedding models: which there are, which are used, how far a change is, and the verbs."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.models import Job
from duijie.matching.domain.queries.ranking_models import model_in_use
from duijie.portal.embedding.forms import KINDS, AddForm, ChooseForm, TryForm
from duijie.portal.embedding.labels import LANGUAGES
from duijie.portal.embedding.tables import EmbeddingChoiceTable, EmbeddingModelTable, languages, origin
from duijie.portal.exports import file_response, suffix_asked_for
from duijie.portal.permitted import blame, me, permitted, tell
from duijie.portal.tables import show_page
from duijie.search.domain import embedding_models as domain
from duijie.search.domain.queries import embedding_models as queries
from duijie.search.domain.queries.embedding_models import KnownModel
from duijie.search.domain.queries.status import status
from duijie_match.errors import DuijieError

MOST_JOBS = 20
form_page = require_http_methods(["GET", "HEAD", "POST"])


@permitted(Permission.EMBEDDING_MODEL_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    models, used = _models(request), queries.used_models()
    lists = {code: one.name for one in models for code in one.reads_lists}
    table, waiting = EmbeddingModelTable(models), queries.waiting_choice()
    table.waiting = waiting.used.values() if waiting else ()
    choices = EmbeddingChoiceTable(queries.list_choices(by=request.user), prefix="c-")
    context = {
        "table": show_page(table, request), "choices": show_page(choices, request),
        "used": [(LANGUAGES[code], name) for code, name in used.items()], "in_use": queries.choice_in_use(),
        "waiting": waiting, "lists": lists if lists != used else None,
        "jobs": _told_jobs(request), "index": status(),
        "may_edit": can(request.user, Permission.EMBEDDING_MODEL_EDIT), "languages": LANGUAGES,
    }  # fmt: skip
    context["lists_shown"] = [(LANGUAGES[code], name) for code, name in lists.items()]
    return render(request, "portal/embedding/index.html", context)


@permitted(Permission.EMBEDDING_MODEL_VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The models, as .xlsx or .csv."""
    audit.record(by=request.user, verb="embedding_model.export", target=None)
    header = [_("Name"), _("Reads"), _("From"), _("Dimensions"), _("Fingerprint"), _("In use for")]
    rows = (
        [one.name, str(LANGUAGES[one.language]), origin(one), one.dimensions, one.fingerprint, languages(one.reads)]
        for one in _models(request)
    )
    return file_response(_("Embedding models"), header, rows, suffix=suffix_asked_for(request))


@permitted(Permission.EMBEDDING_MODEL_EDIT)
@form_page
def choose(request: HttpRequest) -> HttpResponse:
    models = _models(request)
    form = ChooseForm(request.POST or None, models=models, used=queries.used_models())
    if request.method == "POST" and form.is_valid():
        try:
            agreed = bool(form.cleaned_data.get("agreed"))
            domain.choose_models(used=form.used, agreed=agreed, by=me(request))
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("All texts are being read anew; search and matching go on as before."))
            return redirect("embedding_model_list")
    context = {
        "form": form, "back": reverse("embedding_model_list"), "records": status().documents,
        "ranking_model": model_in_use(), "waiting": queries.waiting_choice(),
    }  # fmt: skip
    return render(request, "portal/embedding/choose.html", context)


@permitted(Permission.EMBEDDING_MODEL_EDIT)
@require_POST
def give_up(request: HttpRequest) -> HttpResponse:
    try:
        domain.give_up_change(by=me(request))
    except ValidationError as error:
        tell(request, error)
    else:
        messages.success(request, _("Given up. The models in use stay in use."))
    return redirect("embedding_model_list")


@permitted(Permission.EMBEDDING_MODEL_EDIT)
@require_POST
def take_away(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The notice of what could not be added or tried."""
    job = get_object_or_404(_jobs(request), pk=pk)
    try:
        domain.take_failure_away(job=job, by=me(request))
    except ValidationError as error:
        tell(request, error)
    else:
        messages.success(request, _("Taken away. The job's own page still says what was wrong."))
    return redirect("embedding_model_list")


@permitted(Permission.EMBEDDING_MODEL_EDIT)
@form_page
def add(request: HttpRequest) -> HttpResponse:
    form = AddForm(request.POST or None, kind=request.GET.get("kind", ""), name=request.GET.get("name", ""))
    if request.method == "POST" and form.is_valid():
        values = {key: value for key, value in form.values.items() if value not in ("", None)}
        try:
            domain.start_adding(name=form.cleaned_data["name"], values=values, by=me(request))
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("The model is being added. This page says when it is there."))
            return redirect("embedding_model_list")
    context = {"form": form, "kinds": KINDS.items(), "back": reverse("embedding_model_list")}
    return render(request, "portal/embedding/add.html", context)


@permitted(Permission.EMBEDDING_MODEL_EDIT)
@form_page
def attempt(request: HttpRequest, name: str) -> HttpResponse:
    """Try a model on some texts; the last result of each model is shown below the form."""
    model = _model(request, name)
    form = TryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            domain.start_trial(name=name, question=form.cleaned_data["question"], texts=form.lines, by=me(request))
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect("embedding_model_try", name)
    trials = Job.objects.visible_to(request.user).filter(kind=domain.TRY, params__name=name)
    context = {
        "form": form, "model": model, "job": trials.order_by("-created_at").first(),
        "back": reverse("embedding_model_list"),
    }  # fmt: skip
    return render(request, "portal/embedding/try.html", context)


@permitted(Permission.EMBEDDING_MODEL_EDIT)
@form_page
def remove(request: HttpRequest, name: str) -> HttpResponse:
    model = _model(request, name)
    if request.method == "POST":
        try:
            domain.remove_added_model(name=name, by=me(request))
        except DuijieError as error:
            messages.error(request, error.message.render(get_language() or "en"))
        else:
            messages.success(request, _("“%(name)s” was removed.") % {"name": name})
        return redirect("embedding_model_list")
    return render(request, "portal/embedding/remove.html", {"model": model, "back": reverse("embedding_model_list")})


def _jobs(request: HttpRequest) -> Any:
    return Job.objects.visible_to(request.user).filter(kind__in=[domain.ADD, domain.TRY])


def _told_jobs(request: HttpRequest) -> list[Job]:
    """What is being added or tried, and what came to nothing within a day and was not done again since."""
    jobs = _jobs(request).filter(created_at__gt=clock.now() - timedelta(days=1)).order_by("-created_at")
    newest: dict[tuple[str, str], Job] = {}
    for job in jobs[:MOST_JOBS]:
        newest.setdefault((job.kind, job.params["name"]), job)
    return [job for job in newest.values() if job.is_open or domain.is_failure_told(job)]


def _models(request: HttpRequest) -> list[KnownModel]:
    try:
        return queries.list_models(by=request.user)
    except DuijieError as error:
        messages.error(request, error.message.render(get_language() or "en"))
        return []


def _model(request: HttpRequest, name: str) -> Any:
    found = next((one for one in _models(request) if one.name == name and (one.is_here or one.is_added)), None)
    if found is None:
        raise Http404
    return found
