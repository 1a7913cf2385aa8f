"""The one command: ``duijie match …`` and ``duijie score …`` belong to the core, everything else to the platform."""

import os
import sys

CORE_COMMANDS = frozenset({"match", "score"})


def main() -> None:
    """Run what the command line says and end with its exit status (2 for wrong use)."""
    arguments = sys.argv[1:]
    if arguments and arguments[0] in CORE_COMMANDS:
        from duijie_match.commands import main as run_core  # noqa: PLC0415 – the platform's commands start without it

        sys.exit(run_core(arguments))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duijie.settings.base")
    from django.core.management import ManagementUtility  # noqa: PLC0415 – matching two lists starts without Django

    ManagementUtility(["duijie", *arguments]).execute()


if __name__ == "__main__":
    main()
