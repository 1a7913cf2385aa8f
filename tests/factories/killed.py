"""A process that does what it is told in children of its own, and ends each at a chosen point: ``kill -9``.

A point is a moment before or after a statement or commit of the database, and before a change of a file below the data
folder. Orders come as lines of JSON: what to call, with what, at which point to die (0: not at all), and values to set
first; each is answered by how the child ended and how many points it passed.
"""

import importlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import django
from tests.factories.forking import serve

CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"}


def main() -> None:
    django.setup()
    from duijie.common.handlers import discover

    discover()
    serve(obey, before=lambda order: _named(order["call"]))  # its module is read once, and not by each child


def obey(order: dict[str, Any], answer: int) -> NoReturn:
    """In the child: count the points, and die at the one that was named."""
    passed = 0

    def point() -> None:
        nonlocal passed
        passed += 1
        if passed == order["point"]:
            os.kill(os.getpid(), signal.SIGKILL)

    code = 1
    try:
        for place, value in order["set"].items():
            owner, _dot, name = place.rpartition(".")
            setattr(_named(owner), name, Path(value["path"]) if isinstance(value, dict) else value)
        call = _named(order["call"])
        watch(point, Path(order["folder"]))
        call(**order["with"])
        os.write(answer, str(passed).encode())
        code = 0
    finally:
        os._exit(code)  # nothing that the parent registered for its end


def _named(place: str) -> Any:
    """``module.name`` or ``module.name.name``: whatever stands there."""
    parts = place.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for name in parts[length:]:
            found = getattr(found, name)
        return found
    raise ModuleNotFoundError(place)


def watch(point: Callable[[], None], folder: Path) -> None:
    """Call ``point`` around every statement and commit, and before every change of a file in ``folder``."""
    from django.db import connection

    def around(execute: Any, *arguments: Any) -> Any:
        point()
        result = execute(*arguments)
        point()
        return result

    connection.execute_wrappers.append(around)
    commit = connection._commit

    def commit_between() -> None:
        point()
        commit()
        point()

    connection._commit = commit_between  # type: ignore[method-assign]
    inside = str(folder)

    def changed(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
        if (event in CHANGES or writes) and str(arguments[0]).startswith(inside):
            point()

    sys.addaudithook(changed)


if __name__ == "__main__":
    main()
