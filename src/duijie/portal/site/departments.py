"""Pages of departments: list, export, add, rename, archive, restore."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.domain import departments as domain
from duijie.accounts.domain.queries import departments as queries
from duijie.accounts.models import Department
from duijie.accounts.permissions import Permission
from duijie.common.editing import StaleError
from duijie.portal.exports import file_response, suffix_asked_for
from duijie.portal.permitted import blame, me, permitted
from duijie.portal.site.forms import DepartmentForm, ReasonForm
from duijie.portal.site.tables import DepartmentFilter, DepartmentTable
from duijie.portal.tables import show_page

form_page = require_http_methods(["GET", "HEAD", "POST"])
STALE = gettext_lazy("Somebody else has changed this department meanwhile. Look at it again, then save.")


@permitted(Permission.SITE_EDIT)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = DepartmentFilter(request.GET, queries.list_departments(by=request.user))
    table = show_page(DepartmentTable(found.rows), request)
    return render(request, "portal/site/departments.html", {"filter": found, "table": table})


@permitted(Permission.SITE_EDIT)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The rows that the list shows, as .xlsx or .csv."""
    rows = DepartmentFilter(request.GET, queries.list_departments(by=request.user)).rows.order_by("name")
    header = [_("Name"), _("Name in English"), _("Key"), _("People"), _("Archived")]
    cells = ([one.name, one.name_en, one.key, one.people, one.archived_at] for one in rows)
    return file_response(_("Departments"), header, cells, suffix=suffix_asked_for(request))


@permitted(Permission.SITE_EDIT)
@form_page
def add(request: HttpRequest) -> HttpResponse:
    form = DepartmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = domain.add_department(by=me(request), **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("“%(name)s” was added.") % {"name": made})
            return redirect("department_list")
    return render(request, "portal/site/department.html", {"form": form, "back": reverse("department_list")})


@permitted(Permission.SITE_EDIT)
@form_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    department = _find(request, pk)
    form = DepartmentForm(request.POST or None, department=department)
    if request.method == "POST" and form.is_valid():
        try:
            saved = domain.edit_department(department=department, by=me(request), **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        except StaleError:
            form.add_error(None, STALE)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": saved})
            return redirect("department_list")
    context = {
        "form": form, "department": department, "entries": queries.list_history(department),
        "back": reverse("department_list"),
    }  # fmt: skip
    return render(request, "portal/site/department.html", context)


@permitted(Permission.SITE_EDIT)
@form_page
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    return _confirm(request, pk, domain.archive_department)


@permitted(Permission.SITE_EDIT)
@form_page
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    return _confirm(request, pk, domain.restore_department)


def _confirm(request: HttpRequest, pk: int, verb: Any) -> HttpResponse:
    department = _find(request, pk)
    form = ReasonForm(request.POST or None, initial={"version": department.version})
    if request.method == "POST" and form.is_valid():
        try:
            verb(department=department, by=me(request), **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        except StaleError:
            form.add_error(None, STALE)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": department})
            return redirect("department_list")
    context = {"form": form, "department": department, "back": reverse("department_edit", args=[pk])}
    return render(request, "portal/site/department_confirm.html", context)


def _find(request: HttpRequest, pk: int) -> Department:
    try:
        return queries.find_department(by=request.user, pk=pk)
    except Department.DoesNotExist as error:
        raise Http404 from error
