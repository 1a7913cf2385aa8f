"""Where files lie that are made at run time: converted models, caches, and the platform's data."""

import os
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def data_folder() -> Path:
    """The one data folder, absolute; it is not created here.

    ``$DUIJIE_DATA`` when set; else ``var/`` of the checkout this package is imported from; else the user's own data
    folder (``$XDG_DATA_HOME/duijie``, ``~/Library/Application Support/duijie``, ``%LOCALAPPDATA%\\duijie``).
    """
    named = os.environ.get("DUIJIE_DATA", "").strip()
    if named:
        return Path(named).expanduser().absolute()
    if (CHECKOUT / "pyproject.toml").is_file() and (CHECKOUT / "src" / "duijie_match").is_dir():
        return CHECKOUT / "var"
    return user_folder() / "duijie"


def user_folder() -> Path:
    """The folder in which the operating system wants the data of a user's programs."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    xdg = os.environ.get("XDG_DATA_HOME", "")
    return Path(xdg) if Path(xdg).is_absolute() else Path.home() / ".local" / "share"
