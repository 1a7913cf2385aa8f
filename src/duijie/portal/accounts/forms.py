"""Forms of accounts, roles, the own profile and API tokens."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import grants
from duijie.accounts.models import Department, User
from duijie.accounts.roles import ROLES
from duijie.common import clock
from duijie.registry.domain.queries.naming import name_organisation
from duijie.registry.models import Area

TOKEN_DAYS = [("30", _("30 days")), ("90", _("90 days")), ("365", _("one year"))]


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
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

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        roles = [("", "–"), *((key, role.name) for key, role in ROLES.items())]
        self.fields["role"] = forms.ChoiceField(label=_("Role"), choices=roles)
        self.fields["area"] = forms.ModelChoiceField(
            Area.objects.visible_to(by).filter(archived_at=None).order_by("path"),
            label=_("Area"),
            required=False,
            help_text=_("For roles that hold in an area, with everything below it."),
        )
        self.fields["organisation"] = forms.CharField(
            label=_("Organisation"),
            max_length=120,
            required=False,
            help_text=_("For roles that hold at an organisation: its full name or unified social credit code."),
        )
        self.fields["department"] = forms.ModelChoiceField(
            Department.objects.visible_to(by).in_use(),
            label=_("Department"),
            required=False,
            help_text=_("For officers: the managing department."),
        )

        for name, label in (("from_on", _("From")), ("to_on", _("Until"))):
            self.fields[name] = forms.DateField(
                label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}),
                help_text=_("Empty: without a bound. An assignment to a firm has both.") if name == "from_on" else "",
            )  # fmt: skip

    def clean_organisation(self) -> Any:
        text = self.cleaned_data["organisation"]
        return name_organisation(text=text, by=self.by) if text else None


class TokenForm(forms.Form):
    """A key for a program that acts for me."""

    name = forms.CharField(label=_("What is it for?"), max_length=80)
    days = forms.ChoiceField(label=_("Valid for"), choices=TOKEN_DAYS, initial="90")

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = sorted({str(permission) for grant in grants(by) for permission in grant.permissions})
        self.fields["scopes"] = forms.MultipleChoiceField(
            label=_("It may"),
            choices=[(key, PERMISSION_WORDS.get(key, key)) for key in held],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Never more than you may yourself."),
        )

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
    "message.read": _("read and mark one's own messages"),
    "message_text.edit": _("change the texts of messages"),
}
