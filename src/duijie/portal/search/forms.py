"""What stands in the address of a search."""

from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duijie.registry.interfaces.area_choices import AreaField, areas_within_reach
from duijie.registry.models import Area, AreaKind
from duijie.search.engine.asking import LONGEST
from duijie.search.scope import searchable
from duijie.search.sources import SearchSource

FACET = "facet-"


class SearchForm(forms.Form):
    """``q``, ``kind`` and ``area``; whatever means nothing is left out, since people share and mistype addresses."""

    q = forms.CharField(required=False)
    kind = forms.CharField(required=False)
    area = AreaField(label=_("Area"), queryset=Area.objects.none(), required=False, empty_label=_("everywhere"))

    def __init__(self, data: Any, *, by: Any) -> None:
        super().__init__(data)
        self.sources: list[SearchSource] = searchable(by)
        if self.sources:
            permissions = {source.permission for source in self.sources}
            reach = reduce(or_, (areas_within_reach(by, permission) for permission in permissions))
            self.fields["area"].queryset = reach.exclude(kind=AreaKind.TOWNSHIP)  # type: ignore[attr-defined]
        self.full_clean()

    def asked(self) -> dict[str, Any]:
        """The arguments of ``search``."""
        values = self.cleaned_data
        known = {source.key for source in self.sources}
        kinds = [values["kind"]] if values.get("kind") in known else []
        facets = {name[len(FACET) :]: value for name, value in self.data.items() if name.startswith(FACET)}
        area = values.get("area")
        text = values.get("q", "")[:LONGEST]
        return {"text": text, "kinds": kinds, "path": area.path if area else "", "facets": facets}
