"""Bringing two lists, correcting how they were understood, matching them, taking them away again."""

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit, jobs
from duijie.common.transactions import hold
from duijie.matching.models import ListFile, ListMatch, ListSide
from duijie.matching.validators import check_limits, check_list_file, check_top


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """A file somebody hands in: its name as they know it, and its content."""

    name: str
    content: "File[Any]"


def add_list_match(*, title: str, files: Mapping[str, BroughtFile], by: Any, is_demo: bool = False) -> ListMatch:
    """Take two lists (and perhaps the experts' works) and start reading them.

    ``files`` maps a ``ListSide`` to its file; demands and supply must be there. Raises ``ValidationError``.
    """
    require(by, Permission.LIST_MATCH_RUN)
    missing = [side for side in (ListSide.DEMANDS, ListSide.SUPPLY) if side not in files]
    if missing:
        raise ValidationError({missing[0]: _("Two lists are needed: demands and supply.")})
    for side, brought in files.items():
        check_list_file(brought.name, brought.content, field=side)
    demands = files[ListSide.DEMANDS].name
    with transaction.atomic():
        list_match = ListMatch.objects.create(
            owner=by, title=tidy_title(title) or tidy_title(Path(demands).stem), is_demo=is_demo, created_at=clock.now()
        )
        for side, brought in files.items():
            _store_file(list_match, side, brought)
        audit.record(by=by, verb="list_match.add", target=list_match, detail={s: f.name for s, f in files.items()})
        _start(list_match, "list_match.read", by)
    return list_match


def replace_file(*, list_match: ListMatch, side: str, brought: BroughtFile, by: Any) -> ListMatch:
    """Put another file in the place of one; what was read and matched from the old one is forgotten."""
    check_list_file(brought.name, brought.content, field=side)
    with transaction.atomic():
        list_match = _take(list_match.pk, by)
        list_match.files.filter(side=side).delete()
        _store_file(list_match, side, brought)
        _forget_results(list_match)
        audit.record(by=by, verb="list_match.replace_file", target=list_match, detail={side: brought.name})
        _start(list_match, "list_match.read", by)
    return list_match


def correct_reading(*, list_match: ListMatch, mappings: Mapping[str, dict[str, Any]], by: Any) -> ListMatch:
    """Read the files again as a person says. ``mappings`` maps a ``ListSide`` to sheet → correction."""
    with transaction.atomic():
        list_match = _take(list_match.pk, by)
        for file in list_match.files.all():
            if file.side in mappings:
                file.mapping = mappings[file.side]
                file.save(update_fields=["mapping"])
        _forget_results(list_match)
        audit.record(by=by, verb="list_match.correct", target=list_match)
        _start(list_match, "list_match.read", by)
    return list_match


def start_list_match(
    *, list_match: ListMatch, top: int, by: Any, most_shown: int = 0, diversity: float = 0.0
) -> ListMatch:
    """Match the two lists as they were understood, ``top`` candidates a row; ``most_shown`` and ``diversity`` are
    those of ``match_runs.start_match_run``.
    """
    check_top(top)
    check_limits(most_shown, diversity)
    with transaction.atomic():
        list_match = _take(list_match.pk, by)
        if list_match.understood_at is None:
            raise ValidationError(_("The lists could not be read yet. Correct or replace them first."))
        list_match.top, list_match.most_shown, list_match.diversity = top, most_shown, diversity
        list_match.matched_at = None
        list_match.save(update_fields=["top", "most_shown", "diversity", "matched_at"])
        detail: dict[str, Any] = {"top": top}
        if list_match.has_limits:
            detail |= {"most_shown": most_shown, "diversity": diversity}
        audit.record(by=by, verb="list_match.start", target=list_match, detail=detail)
        _start(list_match, "list_match.run", by)
    return list_match


def rename_list_match(*, list_match: ListMatch, title: str, by: Any) -> ListMatch:
    """Give it another title."""
    title = tidy_title(title)
    if not title:
        raise ValidationError({"title": _("A title is needed.")})
    with transaction.atomic():
        list_match = _take(list_match.pk, by, idle=False)
        list_match.title = title
        list_match.save(update_fields=["title"])
        audit.record(by=by, verb="list_match.rename", target=list_match)
    return list_match


def remove_list_match(*, list_match: ListMatch, by: Any) -> None:
    """Delete it with its files and results, for good: lists may hold what must not lie around."""
    with transaction.atomic():
        list_match = _take(list_match.pk, by)
        audit.record(by=by, verb="list_match.remove", target=list_match, detail={"title": list_match.title})
        files = [file.file for file in list_match.files.all()]
        folder = result_folder(list_match.pk)
        list_match.delete()
        transaction.on_commit(lambda: _remove_files(files, folder))


def tidy_title(text: str) -> str:
    """``text`` as one line without control characters: it becomes the name of a file that is handed out."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:120]


def result_folder(list_match_id: UUID | str) -> Path:
    """Where the stored matcher and the workbooks of a list match lie."""
    return Path(settings.DATA) / "list_matches" / str(list_match_id)


def require_own(list_match: ListMatch, by: Any) -> None:
    """Refuse whoever did not bring the lists."""
    require(by, Permission.LIST_MATCH_RUN)
    if list_match.owner_id != by.pk:
        raise ValidationError(_("Only the person who uploaded the lists can do this."))


def _take(pk: UUID, by: Any, *, idle: bool = True) -> ListMatch:
    """The row under lock, if it is the actor's own and nothing is under way."""
    hold(ListMatch, pk)
    list_match: ListMatch = ListMatch.objects.with_state().get(pk=pk)
    require_own(list_match, by)
    if idle and list_match.state in {"reading", "matching"}:
        raise ValidationError(_("This is being worked on. Wait until it is done, or cancel it first."))
    return list_match


def _start(list_match: ListMatch, kind: str, by: Any) -> None:
    list_match.job = jobs.start_job(
        kind=kind, params={"list_match": str(list_match.pk), "version": list_match.version}, by=by
    )
    list_match.save(update_fields=["job"])


def _forget_results(list_match: ListMatch) -> None:
    list_match.version += 1
    list_match.understood_at = list_match.matched_at = None
    list_match.summary = {}
    list_match.save(update_fields=["version", "understood_at", "matched_at", "summary"])
    list_match.pairs.all().delete()
    list_match.items.all().delete()


def _store_file(list_match: ListMatch, side: str, brought: BroughtFile) -> None:
    digest = hashlib.sha256()
    brought.content.seek(0)
    for chunk in brought.content.chunks():
        digest.update(chunk)
    brought.content.seek(0)
    row = ListFile(
        list_match=list_match, side=side, name=brought.name[:200], size=brought.content.size, sha256=digest.hexdigest()
    )
    # The stored name is ours: what a file was called outside never becomes a path.
    row.file.save(f"{list_match.pk}-{side}{Path(brought.name).suffix.lower()}", brought.content, save=False)
    row.save()


def _remove_files(files: list[Any], folder: Path) -> None:
    for file in files:
        file.delete(save=False)
    shutil.rmtree(folder, ignore_errors=True)
