"""A folder for one benchmark: gone when it ends, so that gigabytes of invented records do not gather."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def scratch_folder() -> Path:
    """An empty folder that goes with the process that asked for it, and with none of its children."""
    folder, owner = Path(tempfile.mkdtemp(prefix="duijie-bench-")), os.getpid()

    def remove() -> None:
        if os.getpid() == owner:
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)
    return folder
