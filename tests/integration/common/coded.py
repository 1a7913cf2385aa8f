"""A process that runs code which it is sent: an environment and the code; it tells what that printed."""

import os
import sys
import traceback
from typing import Any, NoReturn

import django
from tests.factories.forking import serve


def main() -> None:
    os.environ["DUIJIE_DATA"] = os.environ["TEST_DATA"]
    django.setup()
    serve(obey)


def obey(order: Any, answer: int) -> NoReturn:
    environment, code = order
    os.environ |= environment
    os.dup2(answer, 1)
    os.dup2(answer, 2)
    try:
        exec(code, {"__name__": "__main__"})
        status = 0
    except BaseException:  # noqa: BLE001 – told as Python tells it
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
