"""Photos of a work log, and of the stamped slip: checked, bare of place and device, six at most."""

import secrets
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import hold, in_transaction
from duijie.programmes.domain.rounds import tidy
from duijie.programmes.domain.worklogs.log_rows import (
    JOINED,
    error_about,
    locked_error,
)
from duijie.programmes.models import WorkLog, WorkLogPhoto
from duijie.programmes.service_states import WRITTEN_BY_AUTHOR, LogState
from duijie.registry.domain.annexes import BARE, new_file, store_checked

FOLDER = "work_logs"
MOST_PHOTOS = 6
Photo = tuple[str, Iterable[bytes]]
"""A file's name and its bytes."""


def add_photos(*, log: WorkLog, photos: Sequence[Photo], by: Any, is_slip: bool = False) -> list[WorkLogPhoto]:
    """Keep pictures, without the place and device they tell of. One that is there already is not kept twice. Raises
    ``ValidationError`` for ``photos``; ``PermissionDenied`` where ``by`` did not write the log."""
    if log.by_id != by.pk:
        raise PermissionDenied
    refuse_many(photos, 0)
    made = []
    for name, chunks in photos:
        suffix = PurePath(name).suffix.lower()
        if suffix not in BARE:
            raise error_about("photos", _("Photos are JPEG, PNG or WebP."), "kind")
        path = new_file(FOLDER, f"{secrets.token_hex(16)}{suffix}")
        try:
            size, digest = store_checked(path, chunks)
        except ValidationError as error:
            raise ValidationError({"photos": error.messages}) from error
        kept = _keep_photo(log, name, f"{FOLDER}/{path.name}", size, digest, by=by, is_slip=is_slip)
        if kept is None:
            path.unlink(missing_ok=True)
        else:
            made.append(kept)
    return made


@in_transaction
def _keep_photo(
    log: WorkLog, name: str, stored: str, size: int, digest: str, *, by: Any, is_slip: bool
) -> WorkLogPhoto | None:  # fmt: skip
    """None where the same picture is there already."""
    hold(WorkLog, log.pk)
    current = WorkLog.objects.select_related(*JOINED).get(pk=log.pk)
    held = WorkLogPhoto.objects.filter(log=current)
    if held.filter(sha256=digest).exists():
        return None
    if current.state not in WRITTEN_BY_AUTHOR | {LogState.SUBMITTED}:
        raise locked_error(current)
    if not is_slip:
        refuse_many([("", ())], held.filter(is_slip=False).count())
    made: WorkLogPhoto = WorkLogPhoto.objects.create(
        log=current, is_slip=is_slip, name=tidy(PurePath(name).name, 120), stored=stored, size=size, sha256=digest,
        at=clock.now(),
    )  # fmt: skip
    audit.record(by=by, verb="work_log.photo", target=current, place=current.place, detail={"sha256": digest})
    return made


def refuse_many(photos: Sequence[Photo], held: int) -> None:
    if held + len(photos) > MOST_PHOTOS:
        raise error_about("photos", _("At most %(n)d photos."), "too-many", {"n": MOST_PHOTOS})
