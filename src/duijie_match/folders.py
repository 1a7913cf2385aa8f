"""Where data lies."""

import os
from pathlib import Path


def data_folder() -> Path:
    """``$DUIJIE_DATA``; in a checkout ``var`` beside ``src``; elsewhere the user's data folder."""
    named = os.environ.get("DUIJIE_DATA")
    if named:
        return Path(named).expanduser().resolve()
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").exists():
        return checkout / "var"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "duijie"
