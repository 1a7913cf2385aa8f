"""A step of many applications at once: as few statements as there are different ends, each row only where it was."""

from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.programmes.models import Application
from duijie.registry.domain.row_sets import note_history

IN_ONE = 500  # rows in a statement


def move_all(rows: Sequence[Application], *, sources: Collection[str], by: Any, reason: str = "") -> None:
    """Write the ``state`` and ``reason`` that ``rows`` have now, with history, where each still stands at one of
    ``sources``: what somebody withdrew in the meantime is never brought back. ``reason`` is that of the history.

    Raises ``ValidationError`` with code ``changed``; then nothing of it is kept, in the caller's transaction.
    """
    now = clock.now()
    ends: dict[tuple[str, str], list[int]] = {}
    for one in rows:
        one.changed_at, one.version = now, one.version + 1
        ends.setdefault((one.state, one.reason), []).append(one.pk)
    for (state, words), numbers in ends.items():
        for start in range(0, len(numbers), IN_ONE):
            part = numbers[start : start + IN_ONE]
            waiting = Application.objects.filter(pk__in=part, state__in=sources)
            if waiting.update(state=state, reason=words, changed_at=now, version=F("version") + 1) < len(part):
                words_ = _("An application was changed at this moment. Look at the list and do it again.")
                raise ValidationError(words_, code="changed")
    for start in range(0, len(rows), IN_ONE):
        note_history(Application, rows[start : start + IN_ONE], "~", by=by, reason=reason, at=now)
