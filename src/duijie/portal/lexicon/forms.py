"""Forms of the term lexicon."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.forms import modelform_factory
from django.utils.translation import gettext_lazy as _

from duijie.matching.models import LexiconEntry
from duijie_match.lists.lexicon_list import COLUMNS


class EntryForm(modelform_factory(LexiconEntry, fields=COLUMNS)):  # type: ignore[misc]
    """A concept; ``version`` is the state that the form was opened with. A new one may begin with what is ``given``."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, entry: LexiconEntry | None = None, given: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        initial = {name: given.get(name, "") for name in COLUMNS}
        if entry:
            initial = {name: getattr(entry, name) for name in (*COLUMNS, "version")}
        super().__init__(data, initial=initial)
        self.fields["chinese"].help_text = _("Several spellings stand apart by ； or 、.")
        self.fields["synonyms"].help_text = _("Other spellings in any language. Write only what is really the same.")

    @property
    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in COLUMNS}


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("List of terms"), widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.tsv,.jsonl,.json"}),
        help_text=_(
            "Columns Chinese, English and synonyms, or what these are called in Chinese; a row is one concept."
        ),
    )  # fmt: skip
    only_check = forms.BooleanField(label=_("Only check, change nothing"), required=False)


class PapersForm(forms.Form):
    file = forms.FileField(
        label=_("List of papers"), widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.tsv,.jsonl,.json"}),
        help_text=_("Columns Chinese keywords and English keywords, as journals print them; a row is one paper."),
    )  # fmt: skip
