"""Writing the audit. Reading it is ``queries.audit``; sealing and checking the chain is ``domain.seals``."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Protocol

from django.db import models
from django.utils import translation

from duijie.common import clock, facts
from duijie.common.languages import LEGAL
from duijie.common.models import AuditEvent, PersonalDataRead

READ = "personal_data.read"
KEEP_READS = timedelta(days=366)


class HasPaths(Protocol):
    """``accounts.access.Place``, as far as the audit looks at it."""

    @property
    def paths(self) -> tuple[str, ...]: ...


def record(
    *,
    by: Any,
    verb: str,
    target: models.Model | None,
    place: HasPaths | None = None,
    detail: dict[str, Any] | None = None,
) -> AuditEvent:
    """One row, in the caller's transaction: it stands or falls with what it tells of.

    ``by`` is the account, or None for the system itself. ``detail`` must be JSON and must hold no password or token.
    """
    event = _event(by=by, verb=verb, target=target, place=place, detail=detail)
    event.save(force_insert=True)
    return event


def record_all(*, by: Any, verb: str, told: Iterable[tuple[models.Model, HasPaths | None, dict[str, Any]]]) -> None:
    """A row for each of ``told`` – target, place, detail –, written together in the caller's transaction."""
    rows = [_event(by=by, verb=verb, target=target, place=place, detail=detail) for target, place, detail in told]
    AuditEvent.objects.bulk_create(rows)


def _event(
    *, by: Any, verb: str, target: models.Model | None, place: HasPaths | None, detail: dict[str, Any] | None
) -> AuditEvent:
    here = facts.current()
    known = by is not None and getattr(by, "pk", None) is not None
    return AuditEvent(
        actor=by if known else None,
        actor_label=_words(by, 160) if by is not None else "",
        verb=verb,
        target_type=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk)[:64] if target is not None and target.pk is not None else "",
        target_label=_words(getattr(target, "audit_label", target), 200) if target is not None else "",
        area_path=place.paths[0] if place is not None and place.paths else "",
        surface=here.surface,
        ip=here.ip,
        agent=_clean(here.agent)[:200],
        request_id=here.request_id,
        detail=_clean_all(detail or {}),
    )


def note_read(*, by: Any, targets: Iterable[models.Model], purpose: str) -> None:
    """Personal data was shown to ``by``. Inside a request the notes are gathered and written once, at its end."""
    reads = facts.current().reads
    gathered = {} if reads is None else reads
    for target in targets:
        gathered.setdefault((by, target._meta.label_lower, purpose), set()).add(str(target.pk))
    if reads is None:
        write_reads(gathered)


def write_reads(gathered: dict[tuple[Any, str, str], set[str]]) -> None:
    """One row per person, kind of target and purpose, with the numbers of what was read."""
    here = facts.current()
    AuditEvent.objects.bulk_create(
        AuditEvent(
            actor=by,
            actor_label=_words(by, 160) if by is not None else "",
            verb=READ,
            target_type=kind,
            target_id=next(iter(keys)) if len(keys) == 1 else "",
            surface=here.surface,
            ip=here.ip,
            agent=_clean(here.agent)[:200],
            request_id=here.request_id,
            detail={"purpose": purpose, "ids": sorted(keys)},
        )
        for (by, kind, purpose), keys in gathered.items()
    )
    PersonalDataRead.objects.bulk_create(
        PersonalDataRead(
            reader=by, reader_label=_words(by, 160) if by is not None else "", target_type=kind, target_id=key,
            purpose=purpose[:40], surface=here.surface,
        )
        for (by, kind, purpose), keys in gathered.items()
        for key in sorted(keys)
    )  # fmt: skip


def forget_old_reads() -> int:
    """Remove readings older than a year. How many."""
    return int(PersonalDataRead.objects.filter(at__lt=clock.now() - KEEP_READS).delete()[0])


def _words(thing: Any, length: int) -> str:
    """What a thing is called in the language of the law, whoever did something to it and whatever they read in."""
    with translation.override(LEGAL):
        return _clean(str(thing))[:length]


def _clean(text: str) -> str:
    """PostgreSQL stores no NUL, and neither database stores half a surrogate pair."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _clean_all(value: Any) -> Any:
    """The texts of JSON, however deep, as both databases can store them."""
    if isinstance(value, dict):
        return {_clean_all(key): _clean_all(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean_all(one) for one in value]
    return _clean(value) if isinstance(value, str) else value
