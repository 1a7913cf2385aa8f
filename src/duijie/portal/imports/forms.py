"""Forms of imports: bringing a list, and saying what its columns mean."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.accounts.permissions import Permission
from duijie.common.importing.nouns import ImportNoun, nouns
from duijie.common.importing.reading import LIMITS
from duijie.common.models import Existing
from duijie.portal.uploads import FilesField
from duijie.registry.interfaces.area_choices import AreaField, areas_within_reach
from duijie.registry.models import Area, AreaKind

ACCEPTED = ".xlsx,.xlsm,.xls,.et,.xlsb,.ods,.csv,.txt,.tsv,.jsonl,.json,.docx,.docm,.zip,.bib,.ris"
FIELD_UNREAD = "-"
LONG = 60


class UploadForm(forms.Form):
    """A file, or rows copied from a spreadsheet."""

    noun = forms.ChoiceField(label=_("Register"))
    area = AreaField(
        label=_("Area"),
        queryset=Area.objects.none(),
        help_text=_("The list touches nothing outside it. Rows without an area belong to it."),
    )
    file = FilesField(
        label=_("File of the list"),
        required=False,
        accept=ACCEPTED,
        help_text=_(
            "Excel, WPS, csv or jsonl, at most 50 MB; or forms of single firms (.docx, .xlsx), several at once or "
            "zipped. The first rows may be titles; columns may stand in any order."
        ),
    )
    text = forms.CharField(
        label=_("Or paste rows with their header"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=_("Mark the cells in Excel or WPS, copy them, and paste them here."),
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [noun for noun in nouns() if by.has_perm(noun.permission)]
        self.fields["noun"].choices = [(noun.key, noun.label) for noun in offered]  # type: ignore[attr-defined]
        if len(offered) == 1:
            self.fields["noun"].widget = forms.HiddenInput()
            self.initial.setdefault("noun", offered[0].key)
        reach = areas_within_reach(by, Permission.ORGANISATION_IMPORT).exclude(
            kind__in=[AreaKind.TOWNSHIP, AreaKind.NATION]
        )
        self.fields["area"].queryset = reach  # type: ignore[attr-defined]
        first = reach.first()
        if first is not None:
            self.initial.setdefault("area", first.code)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("file") and not (cleaned.get("text") or "").strip() and not self.errors:
            self.add_error("file", _("Choose a file, or paste rows."))
        return cleaned


class RowForm(forms.Form):
    """The cells of one row, to be written over. ``run`` is the reading in which they were seen."""

    run = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, cells: Mapping[str, tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, text) in cells.items():
            self.fields[f"cell-{name}"] = forms.CharField(
                label=format_html('<span translate="no">{}</span>', label),  # a heading of the file
                initial=text,
                required=False,
                max_length=LIMITS.cell,
                # A field of one line would lose the line breaks of what it shows.
                widget=forms.Textarea(attrs={"rows": 4}) if len(text) > LONG or "\n" in text else forms.TextInput,
            )

    @property
    def texts(self) -> dict[str, str]:
        """By field what should stand there, with the line breaks of lists: browsers send others."""
        prefix = "cell-"
        return {
            name.removeprefix(prefix): text.replace("\r\n", "\n")
            for name, text in self.cleaned_data.items()
            if name.startswith(prefix)
        }


class ColumnsForm(forms.Form):
    """One choice a column, one use and header row a sheet, and the rule for records that are there already."""

    def __init__(
        self,
        *args: Any,
        noun: ImportNoun,
        sheets: list[dict[str, Any]],
        mapping: Mapping[str, Any],
        existing: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.noun, self.sheets, self.known = noun, sheets, mapping
        choices = [(FIELD_UNREAD, _("– not read –")), *((name, label) for name, label in noun.fields)]
        for at, sheet in enumerate(sheets):
            self.fields[f"use-{at}"] = forms.BooleanField(
                label=_("Use this sheet"), required=False, initial=sheet["use"]
            )
            if sheet["header_row"] or not sheet["columns"]:  # forms name their fields themselves, in no row
                self.fields[f"header-{at}"] = forms.IntegerField(
                    label=_("Row of the header"), required=False, initial=sheet["header_row"], min_value=0, max_value=60
                )
            for number, column in enumerate(sheet["columns"]):
                self.fields[f"column-{at}-{number}"] = forms.ChoiceField(
                    label=_("Column “%(header)s”") % {"header": column["header"] or number + 1},
                    choices=choices,
                    initial=column["field"] or FIELD_UNREAD,
                    widget=forms.Select(attrs={"class": "form-select"}),
                )
        self.fields["existing"] = forms.ChoiceField(
            label=_("Records that are there already"),
            choices=Existing.choices,
            initial=existing,
            widget=forms.RadioSelect,
        )

    @property
    def mapping(self) -> Mapping[str, Any]:
        """What was said, as ``map_import`` wants it. Columns are named only while the header row stays where it was,
        and that row only where a person has chosen it: a header that was found may have several rows.
        """
        said = {}
        for at, sheet in enumerate(self.sheets):
            header = self.cleaned_data.get(f"header-{at}") or 0
            fields = {}
            if header == sheet["header_row"]:
                for number in range(len(sheet["columns"])):
                    chosen = self.cleaned_data[f"column-{at}-{number}"]
                    fields[str(number)] = None if chosen == FIELD_UNREAD else chosen
                header = int(self.known.get(sheet["name"], {}).get("header_row") or 0)
            said[sheet["name"]] = {"use": self.cleaned_data[f"use-{at}"], "header_row": header, "fields": fields}
        return said

    @property
    def moved_header(self) -> bool:
        """Whether a header row was changed, so that the columns must be looked at once more."""
        return any(
            (self.cleaned_data.get(f"header-{at}") or 0) != sheet["header_row"] for at, sheet in enumerate(self.sheets)
        )

    def parts(self) -> list[dict[str, Any]]:
        """The sheets with their bound fields, for the template."""
        return [
            {
                "name": sheet["name"],
                "use": self[f"use-{at}"],
                "header": self[f"header-{at}"] if f"header-{at}" in self.fields else None,
                "columns": [
                    {**column, "box": self[f"column-{at}-{number}"]} for number, column in enumerate(sheet["columns"])
                ],
            }
            for at, sheet in enumerate(self.sheets)
        ]
