"""Forms of calls, needs, postings and agreements."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.accounts.permissions import Permission
from duijie.portal.programmes.forms import day_field
from duijie.programmes.domain.queries import postings as queries
from duijie.programmes.models import PostingCall, PostingNeed
from duijie.programmes.models.postings.call import LIMITS
from duijie.registry.interfaces.area_choices import AreaField, areas_within_reach, counties_and_above
from duijie.registry.models import Area, Organisation

VERSION: dict[str, Any] = {"widget": forms.HiddenInput, "required": False}
WHO = _("Certificate number, or name of the person")


def of_firm(need: PostingNeed) -> str:
    """A need in a list of choices: what is wanted, and by which firm."""
    return f"{need.title} · {need.host}"


class CallForm(forms.ModelForm):  # type: ignore[type-arg]
    """Days and limits; a change of a call needs a reason."""

    needs_until = day_field(_("Needs until"))
    post_until = day_field(_("Postings until"))
    reason = forms.CharField(label=_("Reason"), max_length=200)
    version: Any = forms.IntegerField(**VERSION)

    class Meta:
        model = PostingCall
        fields = ("needs_until", "post_until", *LIMITS)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["reason"], self.fields["version"]

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in {"reason", "version"}}

    def _post_clean(self) -> None:
        """The domain checks and saves."""


class NeedForm(forms.ModelForm):  # type: ignore[type-arg]
    organisation = forms.CharField(label=_("Firm (name or code)"), max_length=120)
    version: Any = forms.IntegerField(**VERSION)

    class Meta:
        model = PostingNeed
        fields = ("organisation", "title", "body", "keywords", "industry", "field", "wanted")

    def __init__(self, *args: Any, is_new: bool, hosts: Sequence[Organisation] = (), **kwargs: Any) -> None:
        """``hosts``: the units of whoever writes, who names none where it is one; an office has none and names it."""
        super().__init__(*args, **kwargs)
        self.hosts = {one.pk: one for one in hosts}
        if not is_new or len(hosts) == 1:
            del self.fields["organisation"]
        elif hosts:
            choices = [(one.pk, one.name) for one in hosts]
            self.fields["organisation"] = forms.TypedChoiceField(label=_("Firm"), choices=choices, coerce=int)

    @property
    def own_host(self) -> Organisation | None:
        """The unit of one's own that it is for; none where an office names the firm."""
        if not self.hosts:
            return None
        return self.hosts[self.cleaned_data.get("organisation") or next(iter(self.hosts))]

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in {"organisation", "version"}}

    def _post_clean(self) -> None:
        """The domain checks and saves."""


class PostForm(forms.Form):
    """Post somebody by hand."""

    certificate = forms.CharField(label=WHO, max_length=60)
    need: Any = forms.ModelChoiceField(label=_("Need"), queryset=None, required=False, empty_label=_("– none –"))
    organisation = forms.CharField(
        label=_("Firm (name or code)"), max_length=120, required=False,
        help_text=_("Only where no need is chosen: a need says which firm it is."),
    )  # fmt: skip
    from_on = day_field(pgettext_lazy("day", "From"))
    to_on = day_field(pgettext_lazy("day", "To"), required=False, help_text=_("Empty: to the end of the term."))
    role = forms.CharField(label=_("Role"), max_length=60, required=False)

    def __init__(self, *args: Any, call: PostingCall, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["need"].queryset = queries.list_needs(by=by).filter(call=call, state="verified")
        fields["need"].label_from_instance = of_firm

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("need") and not given.get("organisation") and "need" not in self.errors:
            self.add_error("organisation", _("Choose a need, or name the firm."))
        return given


class PairForm(forms.Form):
    """A pair put into a plan by hand."""

    certificate = forms.CharField(label=WHO, max_length=60)
    need: Any = forms.ModelChoiceField(label=_("Need"), queryset=None)
    version: Any = forms.IntegerField(**VERSION)

    def __init__(self, *args: Any, call: PostingCall, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["need"].queryset = queries.list_needs(by=by).filter(call=call, state="verified")
        fields["need"].label_from_instance = of_firm


class ReleaseForm(forms.Form):
    from_on = day_field(_("Service from"))
    version: Any = forms.IntegerField(**VERSION)


class OwnerForm(forms.Form):
    organisation = forms.CharField(label=_("Firm (name or code)"), max_length=120)
    certificate = forms.CharField(
        label=_("Certificate number or name of the owner"), max_length=60, required=False,
        help_text=_("A person who owns part of the firm; or name a unit below."),
    )  # fmt: skip
    unit = forms.CharField(label=_("Owning unit (name or code)"), max_length=120, required=False)
    source = forms.CharField(label=_("From where it is known"), max_length=200)


class DrawUpForm(forms.Form):
    tasks = forms.CharField(
        label=_("Tasks agreed"), max_length=4000, required=False, widget=forms.Textarea({"rows": 6}),
        help_text=_("One a line."),
    )  # fmt: skip
    template: Any = forms.ModelChoiceField(
        label=_("Template"), queryset=None, required=False, empty_label=_("the shipped one")
    )
    language = forms.ChoiceField(label=_("Language"), choices=[("zh-hans", "中文"), ("en", "English")])
    version: Any = forms.IntegerField(**VERSION)

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["template"].queryset = queries.templates_for(by=by)


class SignForm(forms.Form):
    signed_on = day_field(_("Signed on"))
    signer = forms.CharField(label=_("Signed by"), max_length=60, required=False)
    version: Any = forms.IntegerField(**VERSION)


class FileForm(forms.Form):
    number = forms.CharField(label=_("Number of the agreement"), max_length=60)
    filed_on = day_field(_("Filed on"))
    scan = forms.FileField(label=_("Stamped scan (PDF or picture)"))
    version: Any = forms.IntegerField(**VERSION)


class ExtendForm(forms.Form):
    to_on = day_field(pgettext_lazy("day", "To"))
    reason = forms.CharField(label=_("Reason"), max_length=200)
    version: Any = forms.IntegerField(**VERSION)


class ReplaceForm(ExtendForm):
    tasks = forms.CharField(label=_("Tasks agreed"), max_length=4000, widget=forms.Textarea({"rows": 6}))


class EndForm(forms.Form):
    """The end; ``certificate`` only where somebody takes over."""

    ended_on = day_field(_("Last day"))
    certificate = forms.CharField(label=_("Certificate number or name of who takes over"), max_length=60)
    reason = forms.CharField(label=_("Reason"), max_length=200)
    cases_to = forms.TypedChoiceField(
        label=_("Who takes over the open cases"), coerce=int, empty_value=None, required=False
    )
    version: Any = forms.IntegerField(**VERSION)

    def __init__(self, *args: Any, verb: str, officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        self.officers = {one.pk: one for one in officers}
        fields["cases_to"].choices = [("", _("– none –")), *((one.pk, str(one)) for one in officers)]
        if verb != "transfer":
            del fields["certificate"]
        if verb == "end":
            fields["reason"].required = False

    @property
    def taker(self) -> Any:
        """The account that takes over the cases, or none."""
        return self.officers.get(self.cleaned_data["cases_to"])


class SigningForm(forms.Form):
    title = forms.CharField(label=_("Title of the meeting"), max_length=120)
    held_on = day_field(_("Held on"))
    venue = forms.CharField(label=_("Place of the meeting"), max_length=120, required=False)
    agreements: Any = forms.ModelMultipleChoiceField(
        label=_("Agreements signed"), queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, call: PostingCall, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["agreements"].queryset = queries.waiting_agreements(call, by=by)
        fields["agreements"].label_from_instance = lambda one: f"“{one.posting.name} → {one.posting.host}”"


class TemplateForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    area = AreaField(label=_("Area"), queryset=Area.objects.none())
    file = forms.FileField(label=_("Word document (.docx)"))

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["area"].queryset = counties_and_above(areas_within_reach(by, Permission.AGREEMENT_TEMPLATE_EDIT))
