"""Forms of accounts, roles, the own profile and API tokens."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import grants
from duijie.accounts.models import Department, User
from duijie.accounts.roles import ROLES, Reach
from duijie.common import clock
from duijie.registry.models import Area, Organisation

TOKEN_DAYS = [("30", _("30 days")), ("90", _("90 days")), ("365", _("one year"))]


class AccountForm(forms.ModelForm):
    """Who somebody is. What they may do comes from roles, which somebody else grants."""

    class Meta:
        model = User
        fields = ("username", "name", "name_en", "mobile", "email", "language")

    def clean_mobile(self) -> str | None:
        return self.cleaned_data["mobile"] or None

    @property
    def values(self) -> dict[str, Any]:
        """What the domain function takes."""
        return dict(self.cleaned_data)

    def _post_clean(self) -> None:
        """The domain function validates; the form must not write into the record it may still have to show."""


class ProfileForm(AccountForm):
    class Meta:
        model = User
        fields = ("name", "name_en", "language")


class GrantForm(forms.Form):
    """A role and where it holds. Which of area and organisation is needed depends on the role."""

    role = forms.ChoiceField(label=_("Role"), choices=[])
    area = forms.ModelChoiceField(label=_("Area"), queryset=Area.objects.none(), required=False)
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none(), required=False)
    department = forms.ModelChoiceField(label=_("Department"), queryset=Department.objects.none(), required=False)

    def __init__(self, *args: Any, by: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "–"), *((key, role.name) for key, role in ROLES.items())]
        self.fields["area"].queryset = Area.objects.visible_to(by).order_by("path")
        self.fields["area"].help_text = _("For roles that hold in an area, with everything below it.")
        self.fields["organisation"].queryset = organisations
        self.fields["organisation"].help_text = _("For roles that hold at an organisation.")
        self.fields["department"].queryset = Department.objects.all()
        self.fields["department"].help_text = _("For officers: the managing department.")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        role = ROLES.get(cleaned.get("role", ""))
        if role is None:
            return cleaned
        if role.reach is Reach.AREA and not cleaned.get("area"):
            self.add_error("area", _("This role holds in an area: choose one."))
        if role.reach is Reach.ORGANISATION and not cleaned.get("organisation"):
            self.add_error("organisation", _("This role holds at an organisation: choose one."))
        return cleaned


class TokenForm(forms.Form):
    """A key for a program that acts for me."""

    name = forms.CharField(label=_("What is it for?"), max_length=80)
    days = forms.ChoiceField(label=_("Valid for"), choices=TOKEN_DAYS, initial="90")
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than you may yourself."),
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = sorted({str(permission) for grant in grants(by) for permission in grant.permissions})
        self.fields["scopes"].choices = [(key, PERMISSION_WORDS.get(key, key)) for key in held]

    @property
    def expires_at(self) -> Any:
        return clock.now() + timedelta(days=int(self.cleaned_data["days"]))


PERMISSION_WORDS: dict[str, Any] = {
    "account.view": _("see accounts"),
    "account.edit": _("add and edit accounts"),
    "membership.edit": _("grant and withdraw roles"),
    "audit.view": _("read the audit log"),
    "job.view_all": _("see all jobs"),
    "calendar.edit": _("correct working days"),
    "area.view": _("see areas"),
    "area.edit": _("add and edit areas"),
    "organisation.view": _("see organisations"),
    "organisation.add": _("add organisations"),
    "organisation.edit": _("edit organisations"),
    "organisation.archive": _("archive organisations"),
    "organisation.import": _("import organisations"),
    "organisation.export": _("export organisations"),
    "list_match.run": _("match lists"),
}
