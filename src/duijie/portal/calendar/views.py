"""Working days: a year at a glance, a day corrected with its reason, a correction taken back."""

import calendar as months
from collections.abc import Iterator
from datetime import MAXYEAR, date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import dates
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import calendar as domain
from duijie.common.models import CalendarDay, DayKind
from duijie.portal.permitted import me, permitted, tell

FIRST_YEAR = 2000


class DayForm(forms.Form):
    """One day's correction."""

    kind = forms.ChoiceField(label=gettext_lazy("This day is"), choices=DayKind.choices)
    name = forms.CharField(label=gettext_lazy("Name of the day"), max_length=80, required=False)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=120, required=False)
    note = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("The notice or document this rests on."),
    )


@permitted()
@require_safe
def year(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """The twelve months of a year, without a number of the present one."""
    shown = clock.today().year if number is None else _year(number)
    special = {day.date: day for day in domain.list_days(shown)}
    context = {
        "year": shown,
        "previous": shown - 1 if shown > FIRST_YEAR else None,
        "next": shown + 1 if shown < MAXYEAR - 1 else None,
        "months": [(dates.MONTHS[month], list(_weeks(shown, month, special))) for month in range(1, 13)],
        "weekdays": [_weekday(day) for day in range(7)],
        "special": [{"day": day, "name": _name(day), "kind": DayKind(day.kind).label} for day in special.values()],
        "working": domain.working_days_between(date(shown, 1, 1), date(shown, 12, 31)),
        "is_announced": domain.is_announced(shown),
        "can_edit": can(request.user, Permission.CALENDAR_EDIT),
        "staff": CalendarDay.Origin.STAFF,
    }
    return render(request, "portal/calendar/year.html", context)


@permitted(Permission.CALENDAR_EDIT)
@require_http_methods(["GET", "POST"])
def day(request: HttpRequest, day: str) -> HttpResponse:
    """Correct one day."""
    chosen = _day(day)
    known = {one.date: one for one in domain.list_days(chosen.year)}.get(chosen)
    kind = known.kind if known else (DayKind.MAKE_UP if chosen.weekday() > 4 else DayKind.HOLIDAY)
    initial = (
        {"kind": kind, "name": known.name, "name_en": known.name_en, "note": known.note} if known else {"kind": kind}
    )
    form = DayForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            domain.set_day(day=chosen, by=me(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("calendar_year", number=chosen.year)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {
        "form": form,
        "day": chosen,
        "weekday": dates.WEEKDAYS[chosen.weekday()],
        "is_corrected": known is not None and known.origin == CalendarDay.Origin.STAFF,
        "back": reverse("calendar_year", args=[chosen.year]),
    }
    return render(request, "portal/calendar/day.html", context)


@permitted(Permission.CALENDAR_EDIT)
@require_POST
def reset(request: HttpRequest, day: str) -> HttpResponse:
    """The day is again what the library says."""
    chosen = _day(day)
    try:
        domain.reset_day(day=chosen, by=me(request))
        messages.success(request, _("The correction has been taken back."))
    except ValidationError as error:
        tell(request, error)
    return redirect("calendar_year", number=chosen.year)


def _weeks(shown: int, month: int, special: dict[date, Any]) -> Iterator[list[dict[str, Any]]]:
    today = clock.today()
    for week in months.Calendar().monthdatescalendar(shown, month):
        yield [
            {
                "date": one,
                "is_in_month": one.month == month,
                "is_off": not special[one].is_working if one in special else one.weekday() > 4,
                "special": special.get(one),
                "name": _name(special[one]) if one in special else "",
                "is_today": one == today,
            }
            for one in week
        ]


def _weekday(number: int) -> str:
    """Short enough for a month of seven narrow columns: 一 … 日, or Mon … Sun."""
    short = str(dates.WEEKDAYS_ABBR[number])
    return short[-1] if short.startswith("星期") else short


def _name(day: Any) -> str:
    return str(day.name_en if get_language() == "en" and day.name_en else day.name)


def _year(number: int) -> int:
    if not FIRST_YEAR <= number < MAXYEAR:
        raise Http404
    return number


def _day(text: str) -> date:
    try:
        chosen = date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    _year(chosen.year)
    return chosen
