"""Message catalogues: ``.po`` files are kept, ``.mo`` files are made from them wherever the program starts.

Plain Python on purpose: the build of the wheel uses it too.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parents[1]


def refresh_catalogues() -> None:
    """In a checkout, compile what has changed, before Django reads it; a wheel brings its catalogues compiled."""
    if (PACKAGE.parents[1] / "pyproject.toml").is_file():
        with contextlib.suppress(PermissionError):  # somebody else's checkout: they compiled them
            compile_catalogues(PACKAGE)


def compile_catalogues(root: Path) -> int:
    """Write the ``.mo`` beside each ``.po`` below ``root`` that is newer, and say how many were written.

    Written aside and renamed, so that a server that starts meanwhile never reads half a file.
    """
    written = 0
    for po in stale_catalogues(root):
        mo = po.with_suffix(".mo")
        draft = po.with_name(f"{mo.name}.{os.getpid()}")
        polib.pofile(str(po)).save_as_mofile(str(draft))
        draft.replace(mo)
        written += 1
    return written


def stale_catalogues(root: Path) -> Iterator[Path]:
    """The ``LC_MESSAGES/*.po`` below ``root`` whose ``.mo`` is missing or older."""
    for po in sorted(root.rglob("LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns:
            yield po
