"""What every test can rely on: a chosen database, no skipping in CI, no global randomness."""

import contextlib
import os
import random
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, cast

import hypothesis
import hypothesis.internal.conjecture.providers as constants
import pytest

CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
# Nothing is red or green by the machine's speed; nor, where a change is judged, by chance.
hypothesis.settings.register_profile("duijie", deadline=None, derandomize=CI)
hypothesis.settings.load_profile("duijie")
if CI:
    # Nor by which modules the tests before have loaded: Hypothesis draws from constants that it finds in them, and to
    # look for them takes each process as long as to find all tests.
    constants._get_local_constants = lambda: constants._local_constants
# What runs on both databases even so: what is written, merged, taken back, queued, raced for and sent.
ON_BOTH_DATABASES = re.compile(
    r"/common/(?!test_backup|test_worker)"
    r"|/registry/test_(\w*import\w*|merg\w*|records|record_parts|organisations|areas|\w*race\w*|\w*kill\w*)\.py"
)
PERMISSIONS = "django.contrib.auth.management.create_permissions"
MADE_WITH_THE_TABLES = {"django_content_type", "auth_permission"}
_open = contextlib.ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="the slow tests too")
    parser.addoption("--database", choices=["sqlite", "postgres"], default="sqlite", help="where the Django tests run")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--database") == "postgres" and not hasattr(config, "workerinput"):
        _use_postgres()


def _use_postgres() -> None:
    """Start a server and put it into the settings, before any connection is made.

    Workers of xdist are started later with our environment, and read ``DATABASE_URL`` by themselves.
    """
    import dj_database_url
    from django.conf import settings
    from django.db import connections
    from tools.postgres import running_postgres

    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        url = _open.enter_context(running_postgres())
        os.environ["DATABASE_URL"] = url
    default = cast(dict[str, object], settings.DATABASES["default"])
    default.clear()
    default.update(dj_database_url.parse(url))
    # Loading the applications has read the settings already, and may have looked at the connection.
    connections.configure_settings(connections.settings)
    with contextlib.suppress(AttributeError):
        del connections["default"]


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        _open.close()


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.getoption('--database')}; skipping is {'a failure' if CI else 'allowed'}"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Slow tests are left out, not skipped, unless asked for by ``--full`` or by their own name.

    So are dear ones on the database that they do not name: of the points where a process is killed, for example, each
    database gets its share. In a run over everything, which has both databases, most tests are shared out between them
    by their address, all but those in the files ``ON_BOTH_DATABASES``.
    """
    _check_addresses(items)
    if config.getoption("--full") or any("::" in argument for argument in config.args):
        return

    everything = {argument.rstrip("/") for argument in config.args} == {"tests/integration"}

    def is_left_out(item: pytest.Item) -> bool:
        named = item.get_closest_marker("by_default_on")
        if named is None and everything and not ON_BOTH_DATABASES.search(item.nodeid):
            databases = (("sqlite", "postgres")[zlib.crc32(item.nodeid.encode()) % 2],)
        else:
            databases = named.args if named else (config.getoption("--database"),)
        return bool(item.get_closest_marker("slow") or config.getoption("--database") not in databases)

    left_out = {item for item in items if is_left_out(item)}
    if left_out:
        config.hook.pytest_deselected(items=[item for item in items if item in left_out])
        items[:] = [item for item in items if item not in left_out]


def _check_addresses(items: list[pytest.Item]) -> None:
    """Of tests with one address the workers would run one and leave out the others without a word."""
    twice = [address for address, count in Counter(item.nodeid for item in items).items() if count > 1]
    if twice:
        raise pytest.UsageError(f"Several tests have one address, and only one of each would run: {twice[:5]}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and in CI nothing is: {_reason(report.longrepr)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped, and in CI nothing is: {_reason(report.longrepr)}"
    return report


def _reason(longrepr: object) -> str:
    return longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)


@pytest.fixture(autouse=True)
def no_global_randomness() -> Iterator[None]:
    """Results must not depend on the global generators: make a ``random.Random(seed)`` or ``default_rng(seed)``."""
    python = random.getstate()
    numpy = _numpy_state()
    yield
    # Not by assert: it would print a thousand numbers.
    if random.getstate() != python:
        pytest.fail("this test, or what it calls, used the global generator of `random`", pytrace=False)
    if numpy is not None and _numpy_state() != numpy:
        pytest.fail("this test, or what it calls, used the global generator of `numpy.random`", pytrace=False)


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What a process remembers of a test is forgotten: caches, the language, and whoever raced in its database."""
    yield
    races = sys.modules.get("tests.factories.races")
    if races is not None:
        races.go_home()
    loaded = sys.modules.get("django.core.cache")
    if loaded is not None:
        for cache in loaded.caches.all(initialized_only=True):
            cache.clear()
    spoken = sys.modules.get("django.utils.translation.trans_real")
    if spoken is not None:  # the language of the last page that a test asked for
        spoken.deactivate()


def _numpy_state() -> tuple[bytes, int] | None:
    numpy = sys.modules.get("numpy")
    if numpy is None:
        return None
    state = numpy.random.get_state(legacy=False)["state"]
    return state["key"].tobytes(), state["pos"]


def _filled(tables: list[str]) -> list[str]:
    """Those that hold anything: to empty all of them takes longer than most tests."""
    from django.db import connection

    quote = connection.ops.quote_name
    asked = " UNION ALL ".join(f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM {quote(one)})" for one in tables)
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [name for (name,) in cursor.fetchall()]


@pytest.fixture(scope="session")
def kept_tables(django_db_modify_db_settings: None) -> Iterator[Callable[[], None]]:
    """The test database is a copy of one that was made before, if there is one."""
    from django.conf import settings
    from django.db import connection
    from tests.factories.tables import from_kept_tables

    with from_kept_tables(connection, Path(settings.DATA)) as keep:
        yield keep


@pytest.fixture(scope="session")
def django_db_setup(kept_tables: Callable[[], None], django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Tests that really commit are cleaned up by emptying all tables; only there the triggers that
    keep the audit and the ledger stand aside.

    Django's own list of models and permissions stays, and is not made again after each of them.
    """
    from django.contrib.auth.management import create_permissions
    from django.db import connection
    from django.db.models.signals import post_migrate

    from duijie.common import audit_triggers
    from duijie.programmes import service_triggers

    with django_db_blocker.unblock():
        kept_tables()
    operations = type(connection.ops)  # of all connections: in a browser test there may be more than one in a thread
    flush, sql_flush = operations.execute_sql_flush, operations.sql_flush

    def flush_the_audit_too(self: Any, sql_list: list[str]) -> None:
        audit_triggers.remove(self.connection)
        service_triggers.remove(self.connection)
        flush(self, sql_list)
        audit_triggers.install(self.connection)
        service_triggers.ensure(self.connection)

    def flush_what_tests_fill(self: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
        filled = _filled([one for one in tables if one not in MADE_WITH_THE_TABLES])
        if self.connection.vendor == "postgresql" and not options.get("reset_sequences"):
            return [f"DELETE FROM {self.quote_name(one)}" for one in filled]  # truncating makes files anew
        return sql_flush(self, style, filled, **options) if filled else []

    operations.sql_flush = flush_what_tests_fill  # type: ignore[method-assign]
    operations.execute_sql_flush = flush_the_audit_too  # type: ignore[method-assign]
    post_migrate.disconnect(dispatch_uid=PERMISSIONS)
    yield
    post_migrate.connect(create_permissions, dispatch_uid=PERMISSIONS)
    operations.execute_sql_flush = flush  # type: ignore[method-assign]
    operations.sql_flush = sql_flush  # type: ignore[method-assign]
