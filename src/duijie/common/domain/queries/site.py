"""Reading the earlier states of the site's names, and its logos."""

from dataclasses import dataclass
from typing import Any

from duijie.common.models import SiteLogo, SiteSettings
from duijie.common.site import AS_SHIPPED, NAMES

MOST_STATES = 100


@dataclass(frozen=True, slots=True)
class Change:
    """One name, before and after."""

    label: Any
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class State:
    """A saved state, as the history shows it. ``pk`` brings it back; ``is_current``: it is in force."""

    pk: int
    moment: Any
    by: Any
    reason: str
    changes: tuple[Change, ...]
    is_current: bool


def list_states(*, by: Any) -> list[State]:
    """The states that ``by`` may see, newest first, each with what it changed."""
    rows = list(
        SiteSettings.objects.visible_to(by)
        .select_related("saved_by", "logo")
        .defer("logo__content")
        .order_by("-pk")[: MOST_STATES + 1]
    )
    return [
        State(row.pk, row.saved_at, row.saved_by, row.reason, _changes(row, older), number == 0)
        for number, (row, older) in enumerate(zip(rows, [*rows, None][1:], strict=True))
    ][:MOST_STATES]


def has_state(*, by: Any, pk: int) -> bool:
    return SiteSettings.objects.visible_to(by).filter(pk=pk).exists()


def find_logo(digest: str) -> SiteLogo | None:
    """The picture with this digest, if it is or was the logo: logos are public."""
    return SiteLogo.objects.filter(digest=digest).first()


def _changes(row: SiteSettings, older: SiteSettings | None) -> tuple[Change, ...]:
    found = []
    for name in (*NAMES, "logo"):
        old = getattr(older, name) if older else AS_SHIPPED.get(name)
        new = getattr(row, name)
        if old != new:
            field: Any = SiteSettings._meta.get_field(name)
            words = dict(field.choices or ())
            found.append(Change(field.verbose_name, words.get(old, old), words.get(new, new)))
    return tuple(found)
