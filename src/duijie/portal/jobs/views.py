"""Long work: what runs, what it did, stopping it and running it again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duijie.common.domain import jobs as domain
from duijie.common.models import Job, JobState
from duijie.portal.jobs.tables import JobFilter, JobTable
from duijie.portal.permitted import came_from, me, permitted, tell
from duijie.portal.tables import show_page


@permitted()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = JobFilter(request.GET, Job.objects.visible_to(request.user).select_related("by"))
    table = show_page(JobTable(found.qs), request)
    return render(request, "portal/jobs/index.html", {"table": table, "filter": found})


@permitted()
@require_safe
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    job = _job(request, pk)
    can_retry = job.state in {JobState.FAILED, JobState.CANCELLED}
    return render(request, "portal/jobs/detail.html", {"job": job, "can_retry": can_retry})


@require_safe
def progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The piece of a page that shows a running job; when the job or the session has ended, the page is asked to load
    itself anew."""
    if request.htmx and not request.user.is_authenticated:  # type: ignore[attr-defined]
        return HttpResponse(headers={"HX-Refresh": "true"})
    return _progress(request, pk)


@permitted()
def _progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    job = _job(request, pk)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("job_detail", pk=pk)
    response = render(request, "portal/parts/job_progress.html", {"job": job})
    if not job.is_open:
        response["HX-Refresh"] = "true"
    return response


@permitted()
@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    try:
        domain.cancel_job(job=_job(request, pk), by=me(request))
        messages.info(request, _("The job is being stopped."))
    except ValidationError as error:
        tell(request, error)
    return redirect(came_from(request, "job_list"))


@permitted()
@require_POST
def retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    try:
        domain.retry_job(job=_job(request, pk), by=me(request))
        messages.success(request, _("The job waits to run again."))
    except ValidationError as error:
        tell(request, error)
    return redirect(came_from(request, "job_list"))


def _job(request: HttpRequest, pk: UUID) -> Any:
    return get_object_or_404(Job.objects.visible_to(request.user).select_related("by"), pk=pk)
