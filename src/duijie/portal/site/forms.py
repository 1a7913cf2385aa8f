"""Forms of the site's names and of departments."""

from typing import Any

from django import forms
from django.forms import modelform_factory
from django.utils.translation import gettext_lazy as _

from duijie.common.images import LARGEST_SIDE, MOST_BYTES
from duijie.common.models import SiteSettings
from duijie.common.site import AS_SHIPPED, NAMES

HELP = {
    "name": _("Stands in the header, on the sign-in page and on prints."),
    "short_name": _("Stands where there is little room: browser tabs, phones, second factors."),
    "owner": _("The department or association that runs it, such as the Science and Technology Bureau of Yunxi."),
    "county_word": _("How counties, districts and county-level cities are called together here."),
    "public_forms": _(
        "Firms file a demand or ask for an account from the sign-in page; nothing counts until it is accepted."
    ),
    "footer": _("Such as the address of the office, or a record number."),
}


class SiteForm(modelform_factory(SiteSettings, fields=NAMES)):  # type: ignore[misc]
    """All names at once. ``seen`` says which state of them the form was opened with."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, row: SiteSettings | None) -> None:
        initial = {name: getattr(row, name) if row else AS_SHIPPED[name] for name in NAMES}
        super().__init__(data, initial={**initial, "seen": row.pk if row else 0})
        for name, text in HELP.items():
            self.fields[name].help_text = text

    @property
    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in NAMES}


class LogoForm(forms.Form):
    picture = forms.FileField(
        label=_("Picture"),
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = _("PNG, JPEG or WebP, at most %(kb)d KB and %(side)d pixels wide or high. It is shown 28 pixels high.")
        self.fields["picture"].help_text = text % {"kb": MOST_BYTES >> 10, "side": LARGEST_SIDE}


class DepartmentForm(forms.Form):
    """``key`` is asked for new ones only."""

    name = forms.CharField(label=_("Name"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    key = forms.SlugField(
        label=_("Key"), max_length=40, help_text=_("Latin letters, such as kejiju. Lists and programs know it by this.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, department: Any = None) -> None:
        names = ("name", "name_en", "version")
        super().__init__(data, initial={name: getattr(department, name) for name in names} if department else None)
        for name in ("key",) if department else ("reason", "version"):
            del self.fields[name]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
