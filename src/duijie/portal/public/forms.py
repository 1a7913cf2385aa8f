"""Forms that firms fill in without an account."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.common.public_forms import make_token
from duijie.demands.domain.filings import LARGEST_PROOF, LONGEST_TEXT
from duijie.demands.models import FilingKind
from duijie.portal.guide.fields import GUIDED, GuidedForm
from duijie.registry.domain.queries.areas import public_counties
from duijie.registry.interfaces.area_choices import AreaField
from duijie.registry.models import Area

MOBILE = re.compile(r"^1[3-9]\d{9}$")


class FirmForm(forms.Form):
    """Who files. ``website`` is a trap: nobody sees it, and programs that fill everything in fall into it."""

    kind = ""

    token = forms.CharField(widget=forms.HiddenInput, max_length=400)
    firm_name = forms.CharField(label=_("Name of the firm, as on the licence"), max_length=120, min_length=4)
    uscc = forms.CharField(label=_("Unified social credit code"), max_length=24, help_text=_("18 characters."))
    area = AreaField(label=_("Area"), queryset=Area.objects.none(), empty_label=_("– choose –"))
    contact_name = forms.CharField(label=_("Contact person"), max_length=60)
    contact_phone = forms.CharField(
        label=_("Mobile number"), max_length=20, widget=forms.TextInput({"inputmode": "tel"})
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, max_length=254, help_text=_("If you name one, you get news by mail.")
    )
    website = forms.CharField(required=False, label=_("Leave this empty"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["token"] = make_token(self.kind)
        self.fields["area"].queryset = public_counties()  # type: ignore[attr-defined]
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    def renew(self) -> None:
        """Give the form a token of now, where the one it came with is of no use any more."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["token"] = make_token(self.kind)
        self.data = data

    def clean_contact_phone(self) -> str:
        number = re.sub(r"[\s-]", "", self.cleaned_data["contact_phone"])
        if not MOBILE.match(number):
            raise ValidationError(_("A mobile number has eleven digits."), code="mobile")
        return number

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("This form is not one of ours. Open the page anew."), code="token")
        return ""

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in {"token", "website", "proof"}}


class DemandForm(GuidedForm, FirmForm):
    kind = FilingKind.DEMAND

    title = forms.CharField(label=_("What does not work, in one line"), max_length=200, min_length=6)
    body = forms.CharField(
        label=_("The problem"), max_length=LONGEST_TEXT, min_length=10, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("When it happens, how often, what it costs. No secrets."),
    )  # fmt: skip
    tried = forms.CharField(
        label=_("What you have tried"), required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    targets = forms.CharField(
        label=_("Figures to reach, with units"), required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    field_order = ("title", "body", *GUIDED)


class AccountForm(FirmForm):
    kind = FilingKind.ACCOUNT

    proof = forms.FileField(
        label=_("Licence or letter of the firm"), max_length=120,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp", "data-shrink": ""}),
        help_text=_("A photo or a PDF with the firm's stamp, at most 900 KB. Only the office sees it."),
    )  # fmt: skip

    def clean_proof(self) -> Any:
        proof = self.cleaned_data["proof"]
        if proof.size > LARGEST_PROOF:
            raise ValidationError(
                _("The file is larger than 900 KB. Make it smaller and choose it again."), code="large"
            )
        return proof
