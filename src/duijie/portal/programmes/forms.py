"""Forms of programmes and rounds: what staff change without writing JSON."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duijie.accounts.domain.queries.departments import list_departments
from duijie.accounts.permissions import Permission
from duijie.programmes.models import Programme, Round
from duijie.programmes.rules import NUMBERS, UNIT_KINDS, said, shipped_templates
from duijie.registry.interfaces.area_choices import AreaField, areas_within_reach, counties_and_above
from duijie.registry.models import Area

LIST_HELP = gettext_lazy("One a line: key | Chinese | English. An asterisk * at the end: always needed.")
WEIGHT_HELP = gettext_lazy("One a line: key | Chinese | English | weight. The weights add up to 100.")
GRADE_HELP = gettext_lazy("One a line, the best first: key | Chinese | English.")
_KEY = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


def day_field(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)


class BeginForm(forms.Form):
    """A new programme from a template."""

    template = forms.ChoiceField(label=gettext_lazy("Template"), widget=forms.RadioSelect)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=120, required=False)
    area = AreaField(label=gettext_lazy("Area"), queryset=Area.objects.none())

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["template"].choices = [
            (key, f"{said(one['name'])}: {said(one['about'])}") for key, one in shipped_templates().items()
        ]
        fields["area"].queryset = counties_and_above(areas_within_reach(by, Permission.PROGRAMME_EDIT))


class ProgrammeForm(forms.Form):
    """Name and rules of a programme."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=120, required=False)
    department: Any = forms.ModelChoiceField(
        label=gettext_lazy("Department"), queryset=None, required=False, empty_label=gettext_lazy("– none –")
    )
    term_months = forms.IntegerField(label=gettext_lazy("Term of office (months)"), min_value=1, max_value=120)
    notice_days = forms.IntegerField(
        label=gettext_lazy("Public notice (working days)"), min_value=0, max_value=60,
        help_text=gettext_lazy("0: this programme has none."),
    )  # fmt: skip
    returns = forms.IntegerField(
        label=gettext_lazy("Returns without a further reason"), min_value=1, max_value=9,
        help_text=gettext_lazy("All defects are told at once; any further return says why."),
    )  # fmt: skip
    review = forms.BooleanField(label=gettext_lazy("Experts review before the meeting"), required=False)
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Who recommends"), choices=list(UNIT_KINDS.items()), widget=forms.CheckboxSelectMultiple
    )
    quota = forms.IntegerField(
        label=gettext_lazy("Quota of each unit"), min_value=0, max_value=100_000, required=False,
        help_text=gettext_lazy("Empty: as many as are fit. Each round can set its own."),
    )  # fmt: skip
    number = forms.CharField(
        label=gettext_lazy("Pattern of certificate numbers"), max_length=40,
        help_text=gettext_lazy(
            "The year, the number and how many digits it has, such as <code>LLY{year}{serial:04}</code>"
        ),
    )  # fmt: skip
    papers = forms.CharField(
        label=gettext_lazy("Papers"), required=False, help_text=LIST_HELP, widget=forms.Textarea({"rows": 5})
    )
    criteria = forms.CharField(
        label=gettext_lazy("Criteria of the review"), required=False, help_text=WEIGHT_HELP,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    grades = forms.CharField(
        label=gettext_lazy("Grades"), required=False, help_text=GRADE_HELP, widget=forms.Textarea({"rows": 4})
    )
    reason = forms.CharField(label=gettext_lazy("Reason (shown in the history)"), required=False, max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, programme: Programme, by: Any) -> None:
        rules = programme.rules
        self.rules = rules
        initial = {
            **{name: rules[name] for name in (*NUMBERS, "review", "units", "quota", "number")},
            "name": programme.name, "name_en": programme.name_en, "department": programme.department_id,
            "papers": "\n".join(_line(one) + (" *" if one.get("required") else "") for one in rules["papers"]),
            "criteria": "\n".join(f"{_line(one)} | {one['weight']}" for one in rules["criteria"]),
            "grades": "\n".join(_line(one) for one in rules["grades"]),
            "version": programme.version,
        }  # fmt: skip
        super().__init__(data, initial=initial)
        fields: Any = self.fields
        fields["department"].queryset = list_departments(by=by).filter(archived_at=None)

    def clean_papers(self) -> list[dict[str, Any]]:
        rows = []
        for number, line in _lines(self.cleaned_data["papers"]):
            needed = line.endswith("*")
            rows.append({**_row(number, line.rstrip("* "), 3), "required": needed})
        return rows

    def clean_criteria(self) -> list[dict[str, Any]]:
        rows = []
        for number, line in _lines(self.cleaned_data["criteria"]):
            body, _bar, weight = line.rpartition("|")
            if not weight.strip().isdecimal():
                raise ValidationError(_("Line %(number)d: the last part is the weight.") % {"number": number})
            rows.append({**_row(number, body, 3), "weight": int(weight)})
        return rows

    def clean_grades(self) -> list[dict[str, Any]]:
        return [_row(number, line, 3) for number, line in _lines(self.cleaned_data["grades"])]

    @property
    def new_rules(self) -> dict[str, Any]:
        given = self.cleaned_data
        taken = ("review", "units", "quota", "number", "papers", "criteria", "grades", *NUMBERS)
        return {
            **self.rules,
            **{name: given[name] for name in taken},
        }

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "name_en", "department")}


class RoundForm(forms.Form):
    """Days and texts of a round."""

    name = forms.CharField(
        label=gettext_lazy("Name of the round"), max_length=80, help_text=gettext_lazy("Such as: first batch 2022.")
    )
    opens_on = day_field(gettext_lazy("Applications from"))
    closes_on = day_field(gettext_lazy("Applications until"))
    recommend_by = day_field(gettext_lazy("Recommendations until"), required=False)
    call = forms.CharField(
        label=gettext_lazy("Text of the call"), required=False, max_length=20_000,
        widget=forms.Textarea({"rows": 8}), help_text=gettext_lazy("Stands on the public page."),
    )  # fmt: skip
    contact = forms.CharField(
        label=gettext_lazy("Whom to ask"), required=False, max_length=120,
        help_text=gettext_lazy("Name and telephone of the office; stands on the public page."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, round: Round | None = None) -> None:  # noqa: A002 – the noun
        names = ("name", "opens_on", "closes_on", "recommend_by", "call", "contact", "version")
        super().__init__(data, initial={name: getattr(round, name) for name in names} if round else {})

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ExtendForm(forms.Form):
    closes_on = day_field(gettext_lazy("Applications until"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class LateForm(forms.Form):
    """A late allowance, for a unit named by its code or name."""

    organisation = forms.CharField(label=gettext_lazy("Unit (name or code)"), max_length=120)
    until = day_field(gettext_lazy("Allowed until"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


class UnitForm(forms.Form):
    """One more recommending unit."""

    organisation = forms.CharField(label=gettext_lazy("Organisation (name or code)"), max_length=120)
    quota = forms.IntegerField(label=gettext_lazy("Quota"), min_value=0, max_value=100_000, required=False)


def quotas_in(data: Mapping[str, str], units: Any) -> dict[int, int | None]:
    """The quotas as they were typed. Raises ``ValidationError`` that names the unit."""
    found: dict[int, int | None] = {}
    for unit in units:
        text = data.get(f"quota-{unit.pk}")
        if text is None:
            continue
        if text.strip() and not (text.strip().isascii() and text.strip().isdecimal() and len(text.strip()) <= 6):
            raise ValidationError(_("%(unit)s: a whole number, or empty for no limit."), params={"unit": str(unit)})
        found[unit.pk] = int(text) if text.strip() else None
    return found


def _lines(text: str) -> list[tuple[int, str]]:
    return [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]


def _line(one: Mapping[str, Any]) -> str:
    return f"{one['key']} | {one['words'].get('zh', '')} | {one['words'].get('en', '')}"


def _row(number: int, line: str, parts: int) -> dict[str, Any]:
    found = [part.strip() for part in line.split("|")]
    if len(found) != parts or not _KEY.fullmatch(found[0]) or not any(found[1:]):
        words = _("Line %(number)d: write key | Chinese | English; the key of small letters, digits and _.")
        raise ValidationError(words % {"number": number})
    return {"key": found[0], "words": {name: text for name, text in zip(("zh", "en"), found[1:], strict=True) if text}}
