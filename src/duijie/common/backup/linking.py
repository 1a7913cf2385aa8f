"""Second names for files, so that what is deleted meanwhile can still be saved."""

import contextlib
import os
import shutil
from pathlib import Path


def link_files(source: Path, target: Path) -> None:
    """A second name for each file below ``source``; copies where the disk knows no links."""
    for folder, _folders, files in os.walk(source):
        there = target / Path(folder).relative_to(source)
        there.mkdir(parents=True, exist_ok=True)
        for name in files:
            path = Path(folder) / name
            if name.endswith(".part") or path.is_symlink() or (there / name).exists():
                continue  # half an upload; or linked already
            try:
                os.link(path, there / name)
            except FileNotFoundError:
                continue  # deleted this moment, with its record
            except OSError:
                with contextlib.suppress(FileNotFoundError):
                    shutil.copyfile(path, there / name)
