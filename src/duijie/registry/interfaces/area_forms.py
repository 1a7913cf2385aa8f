"""Forms of areas."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duijie.common import site
from duijie.registry.domain.queries.areas import list_areas
from duijie.registry.interfaces.area_choices import AreaField
from duijie.registry.models import Area, AreaKind


def kinds() -> list[tuple[str, Any]]:
    """The kinds of area, counties by the word of this site."""
    word = site.current().county_word
    return [(key, word if key == AreaKind.COUNTY else label) for key, label in AreaKind.choices]


class AreaForm(forms.Form):
    """A new area."""

    code = forms.CharField(
        label=_("code"),
        max_length=12,
        help_text=_(
            "Official: 2 digits for a province, 4 for a city, 6 for a county. Your own for a zone, e.g. 4211Z1."
        ),
    )
    name = forms.CharField(label=_("name"), max_length=60)
    name_en = forms.CharField(label=_("name in English"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("kind"), choices=kinds)
    parent = AreaField(label=_("lies below"), queryset=Area.objects.none(), required=False)

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = possible_parents(by)  # type: ignore[attr-defined]


class AreaNameForm(forms.Form):
    """Another name."""

    name = forms.CharField(label=_("name"), max_length=60)
    name_en = forms.CharField(label=_("name in English"), max_length=120, required=False)


class AreaMoveForm(forms.Form):
    """Another place in the tree."""

    parent = AreaField(label=_("lies below"), queryset=Area.objects.none(), required=False)

    def __init__(self, *args: Any, by: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = possible_parents(by).exclude(path__startswith=area.path)
        self.fields["parent"].queryset = rows  # type: ignore[attr-defined]


class AreaListForm(forms.Form):
    """An official list."""

    file = forms.FileField(
        label=_("File of the list"),
        help_text=_(
            "csv, xlsx or json with code and name. Codes of 2, 4, 6, 9 or 12 digits; parents follow from them."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.xls,.json"}),
    )


def possible_parents(by: Any) -> Any:
    """Areas that others may lie below: all but townships, which are too many to choose from."""
    return list_areas(by=by).exclude(kind=AreaKind.TOWNSHIP)
