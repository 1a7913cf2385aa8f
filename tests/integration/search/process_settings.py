"""Settings of processes that are killed: the test's own index, and no embedding model."""

import os
from pathlib import Path

from duijie.settings.test import *  # noqa: F403 – settings are one namespace

SEARCH_INDEX = Path(os.environ["TEST_INDEX"])
DATA = SEARCH_INDEX.parent
