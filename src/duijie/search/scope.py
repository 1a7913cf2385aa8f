"""What a person may find, as selections of the index: the scope of ``accounts.access`` in the index's own words."""

from collections.abc import Iterable
from typing import Any

from duijie.accounts.access import holding
from duijie.accounts.roles import Reach
from duijie.search.engine.marks import OPEN, Selection, area_mark, organisation_mark, record_mark
from duijie.search.sources import SearchSource, sources


def selection_for(by: Any, source: SearchSource) -> Selection | None:
    """The entries of ``source`` within reach of ``by``; None for whoever may not see any."""
    held = holding(by, source.permission)
    if not held:
        return None
    if any(grant.reach is Reach.EVERYWHERE for grant in held):
        return Selection(source.key)
    marks = {OPEN}
    for grant in held:
        if grant.reach is Reach.AREA and grant.path and grant.path.endswith("/"):
            marks.add(area_mark(grant.path))
        elif grant.reach is Reach.ORGANISATION and grant.organisation_id is not None:
            marks.add(organisation_mark(grant.organisation_id))
    marks |= {record_mark(number) for number in source.granted(by)}
    return Selection(source.key).and_any(sorted(marks))


def searchable(by: Any) -> list[SearchSource]:
    """The registers that ``by`` may search at all; no query beyond that for the memberships."""
    return [source for source in sources() if holding(by, source.permission)]


def selections_for(by: Any, *, path: str = "", only: Iterable[SearchSource] | None = None) -> list[Selection]:
    """The selections of all registers of ``by``; with ``path``, what lies in the area there."""
    found = []
    for source in sources() if only is None else only:
        selection = selection_for(by, source)
        if selection is not None:
            found.append(selection.and_any([area_mark(path)]) if path else selection)
    return found
