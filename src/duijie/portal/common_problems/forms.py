"""Forms of common problems."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duijie.demands.domain.common_jobs import LEAST_FIRMS, LOWEST_LIKENESS, MOST_FIRMS, USUAL_LIKENESS
from duijie.demands.domain.queries.common_problems import contracts_of, mergeable
from duijie.demands.grades import EvidenceKind
from duijie.demands.models import CommonProblem, CommonSolution, Contract
from duijie.registry.domain.queries.records import list_records
from duijie.registry.registers.achievements import ACHIEVEMENTS


class SearchForm(forms.Form):
    """What the search asks for."""

    firms = forms.IntegerField(
        label=_("Firms that share it, at least"), min_value=LEAST_FIRMS, max_value=MOST_FIRMS, initial=LEAST_FIRMS
    )
    likeness = forms.IntegerField(
        label=_("Likeness, at least (percent)"), min_value=LOWEST_LIKENESS, max_value=100, initial=USUAL_LIKENESS,
        help_text=_("Lower finds more and looser groups. 32 is a good beginning."),
    )  # fmt: skip


class ProblemForm(forms.Form):
    """What a common problem is called, and what it is."""

    title = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("Everybody who takes part reads it: name no firm.")
    )
    description = forms.CharField(
        label=_("Description"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What the firms have in common; what a solution must reach."),
    )  # fmt: skip
    industry = forms.CharField(
        label=_("Industry"), required=False, max_length=60, help_text=_("A code of GB/T 4754, such as C3443.")
    )

    @staticmethod
    def initial_of(problem: CommonProblem) -> dict[str, Any]:
        """The words of ``problem`` as the form shows them."""
        return {name: getattr(problem, name) for name in ("title", "description", "industry")}


class SolutionForm(forms.Form):
    """What solves it. Contracts are those of its demands that this person reaches."""

    summary = forms.CharField(
        label=_("What solves it"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Recorded once for all firms of the group."),
    )  # fmt: skip
    achievement = forms.CharField(
        label=_("Achievement"), required=False, max_length=300,
        help_text=_("Its title as registered, or the number in the address of its page."),
    )  # fmt: skip
    contract = forms.ModelChoiceField(
        label=_("Technology contract"), queryset=Contract.objects.none(), required=False, empty_label=_("none")
    )
    evidence_kind = forms.ChoiceField(
        label=_("Kind of evidence"), required=False, choices=[("", _("none")), *EvidenceKind.choices]
    )
    evidence_title = forms.CharField(label=_("What it proves"), required=False, max_length=300)
    issuer = forms.CharField(label=_("Issued by"), required=False, max_length=120)
    document_number = forms.CharField(label=_("Number of the document"), required=False, max_length=60)
    issued_on = forms.DateField(
        label=_("Issued on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day on which the problem counts as solved. Left empty: the day on which it is closed."),
    )  # fmt: skip

    def __init__(self, *args: Any, problem: CommonProblem, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["contract"].queryset = contracts_of(problem, by=by)  # type: ignore[attr-defined]

    def clean_achievement(self) -> Any:
        """The achievement that the text means, or None for no text."""
        text = self.cleaned_data["achievement"].replace("\0", "").strip()
        if not text:
            return None
        rows = list_records(ACHIEVEMENTS, by=self.by).filter(archived_at=None)
        numbered = text.isascii() and text.isdigit() and len(text) <= 18
        found = list(rows.filter(pk=int(text)) if numbered else rows.filter(title=text)[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                _("Several achievements have this title. Give the number.") if found
                else _("No achievement is registered under this title or number."),
                code="unknown",
            )  # fmt: skip
        return found[0]

    @staticmethod
    def initial_of(solution: CommonSolution | None) -> dict[str, Any]:
        """The solution as the form shows it."""
        if solution is None:
            return {}
        names = ("summary", "contract", "evidence_kind", "evidence_title", "issuer", "document_number", "issued_on")
        return {**{name: getattr(solution, name) for name in names}, "achievement": solution.achievement_id or ""}


class MergeForm(forms.Form):
    """The problem whose demands go over to this one."""

    merged = forms.ModelChoiceField(
        label=_("Common problem that becomes part of this one"), queryset=CommonProblem.objects.none()
    )

    def __init__(self, *args: Any, problem: CommonProblem, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["merged"].queryset = mergeable(problem, by=by)  # type: ignore[attr-defined]
