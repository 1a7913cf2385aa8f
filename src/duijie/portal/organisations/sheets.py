"""The list of organisations as a file."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from duijie.portal.exports import file_response
from duijie.registry.interfaces.organisation_columns import Column, text_of


def list_response(rows: Any, columns: tuple[Column, ...], *, suffix: str) -> HttpResponse:
    """``rows`` with ``columns`` as a download."""
    table = ([text_of(one, column) for column in columns] for one in rows.iterator(chunk_size=1000))
    return file_response(_("Organisations"), [column.label for column in columns], table, suffix=suffix)
