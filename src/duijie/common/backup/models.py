"""The embedding models that were added: their files, and the list that says what they are for.

The shipped model is made again from its package and is in no backup.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from duijie.common.backup.linking import link_files
from duijie_match.embedding.shelf import FILE, ONNX, changing, read_shelf
from duijie_match.errors import DuijieError


def models_folder() -> Path:
    """Where embedding models lie; the same place that the search reads."""
    return Path(settings.DATA) / "models"


def link_models(target: Path) -> None:
    """A second name for the list of models and all files of those that were added; while one is being added or removed
    this waits. A damaged list names no model, so nothing is taken; the platform tells of it where models are read.
    """
    folder = models_folder()
    if not (folder / FILE).is_file():
        return
    try:
        with changing(folder):
            names = [name for name, entry in read_shelf(folder).entries.items() if entry.kind == ONNX]
            target.mkdir(parents=True)
            shutil.copyfile(folder / FILE, target / FILE)
            for name in names:
                link_files(folder / name, target / name)
    except DuijieError:
        shutil.rmtree(target, ignore_errors=True)


@contextmanager
def models_swapped(drafts: Path, aside: Path) -> Iterator[None]:
    """The models in ``drafts``, if there are any, in the place of those of their names and of the list, which go
    ``aside``; back again when the block fails. Other models stay where they are, in no list.
    """
    folder = models_folder()
    fresh = sorted(drafts.iterdir()) if drafts.is_dir() else []
    if not fresh:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    aside.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept: list[Path] = []
    placed: list[Path] = []
    try:
        for path in fresh:
            home = folder / path.name
            if home.exists():
                shutil.move(home, aside / path.name)
                kept.append(home)
            shutil.move(path, home)
            placed.append(home)
        yield
    except BaseException:
        for home in placed:
            shutil.rmtree(home) if home.is_dir() else home.unlink(missing_ok=True)
        for home in kept:
            shutil.move(aside / home.name, home)
        raise
