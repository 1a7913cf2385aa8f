"""Settings of the test suite: the same as in use, with cheap passwords and plain static files."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from duijie_match.folders import data_folder

# Each run has a data folder of its own, which workers and other processes inherit, and which goes with it. Only the
# converted model is shared with the checkout and made there once: it never changes, and takes longer to make than most
# tests.
MADE_HERE = not os.environ.get("DUIJIE_DATA")
if MADE_HERE:
    folder, models = Path(tempfile.mkdtemp(prefix="duijie-test-")), data_folder() / "models"
    models.mkdir(parents=True, exist_ok=True)
    (folder / "models").symlink_to(models)
    os.environ["DUIJIE_DATA"] = str(folder)
    owner = os.getpid()

    def remove_folder() -> None:
        if os.getpid() == owner:  # and not a child that was forked
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove_folder)
os.environ.setdefault("DUIJIE_SECRET_KEY", "only-for-tests")

from duijie.settings.base import *  # noqa: E402, F403 – the environment must be set before the settings are read

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# WhiteNoise wants its folder to be there; the tests serve static files from the packages.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405

# Each process of the test run has a database of its own, and so has each an index and the matchers of its runs: those
# of other runs over the same area are removed, and all processes have the same areas.
SEARCH_INDEX = DATA / "index" / os.environ.get("PYTEST_XDIST_WORKER", "main")  # noqa: F405
MATCH_RUNS = DATA / "match_runs" / os.environ.get("PYTEST_XDIST_WORKER", "main")  # noqa: F405

# A file, not memory: the browser tests' server and the tests then have connections of their own, as in real use.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}  # noqa: F405
