"""Addresses that are loaded when the first of them is asked for."""

from typing import Any

from django.urls import URLResolver
from django.utils.translation import get_language


class LateResolver(URLResolver):
    """Addresses of a module, by its name; with a namespace, through which alone their names are looked up.

    Django loads a module that is named when an address leads into it, but collects the names of all modules at the
    first ``reverse``. Those of this one are left out there, since they have a namespace, and collected when that is
    asked for.
    """

    def _populate(self) -> None:
        """What the resolver above asks for at the first ``reverse`` of any name."""

    @property
    def reverse_dict(self) -> Any:
        self._collect()
        return super().reverse_dict

    @property
    def namespace_dict(self) -> Any:
        self._collect()
        return super().namespace_dict

    @property
    def app_dict(self) -> Any:
        self._collect()
        return super().app_dict

    def _collect(self) -> None:
        if get_language() not in self._reverse_dict:  # as Django keeps them: by language
            super()._populate()
