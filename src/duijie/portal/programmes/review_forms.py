"""Forms of expert review: its settings, a reviewer, and the marks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duijie.accounts.models import User
from duijie.portal.programmes.forms import day_field
from duijie.programmes.domain.queries.applications import form_of
from duijie.programmes.domain.queries.reviews import account_named, harmless_fields
from duijie.programmes.models import Review, ReviewPanel, Round
from duijie.programmes.rules import papers_of
from duijie.programmes.scores.criteria import Criterion


class PanelForm(forms.Form):
    """The settings of a review."""

    each = forms.IntegerField(label=_("Reviewers for each application"), min_value=1, max_value=15, initial=3)
    each_side = forms.IntegerField(
        label=_("Highest and lowest scores left out"), min_value=0, max_value=5, initial=1,
        help_text=_("So many at each end."),
    )  # fmt: skip
    from_scores = forms.IntegerField(label=_("Left out from how many scores on"), min_value=1, max_value=15, initial=5)
    due_on = day_field(_("Reviews until"))
    is_blind = forms.BooleanField(label=_("Blind: without names and units"), required=False, initial=True)
    fields_shown = forms.MultipleChoiceField(
        label=_("Answers that blind reviewers see"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave out what says who applies, also in long texts."),
    )  # fmt: skip
    papers_shown = forms.MultipleChoiceField(
        label=_("Papers that blind reviewers see"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Only papers without names and seals."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, round_: Round, panel: ReviewPanel | None) -> None:
        initial: dict[str, Any] = {"fields_shown": [one.key for one in harmless_fields(round_)]}
        if panel is not None:
            names = ("each", "each_side", "from_scores", "due_on", "is_blind", "version")
            initial = {name: getattr(panel, name) for name in names}
            initial |= {"fields_shown": panel.fields, "papers_shown": panel.papers}
        super().__init__(data, initial=initial)
        fields: Any = self.fields
        fields["fields_shown"].choices = [(one.key, str(one.label)) for one in form_of(round_).fields()]
        papers = papers_of(round_.rules_in_force)
        fields["papers_shown"].choices = [(one.key, str(one)) for one in papers]
        if not papers:
            fields.pop("papers_shown")

    @property
    def values(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given.pop("version", None)
        return {**given, "fields": given.pop("fields_shown"), "papers": given.pop("papers_shown", [])}


class ReviewerForm(forms.Form):
    """One more reviewer, by the login name."""

    account = forms.CharField(label=_("Login name of the reviewer"), max_length=150)
    most = forms.IntegerField(label=_("Applications at most"), min_value=1, max_value=500, initial=20)

    def clean_account(self) -> User:
        found = account_named(self.cleaned_data["account"].strip())
        if found is None:
            raise forms.ValidationError(_("There is no active account with this login name."), code="unknown")
        return found


class MarksForm(forms.Form):
    """A mark for each criterion, and a comment."""

    def __init__(self, data: Any = None, *, criteria: tuple[Criterion, ...], review: Review) -> None:
        super().__init__(data, initial={**review.marks, "comment": review.comment, "version": review.version})
        self.keys = [one.key for one in criteria]
        for one in criteria:
            words = _("0 to %(most)d; weight %(weight)d %%")
            self.fields[one.key] = forms.IntegerField(
                label=str(one.label), min_value=0, max_value=one.most, required=False,
                help_text=words % {"most": one.most, "weight": one.weight},
            )  # fmt: skip
        self.fields["comment"] = forms.CharField(
            label=_("Comment for the meeting"), max_length=4000, required=False, widget=forms.Textarea({"rows": 4})
        )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def marks(self) -> dict[str, int]:
        return {key: mark for key in self.keys if (mark := self.cleaned_data[key]) is not None}


class RecuseFromForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


class CloseForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, required=False,
        help_text=_("Needed where reviews are not handed in, and to reopen."),
    )  # fmt: skip
