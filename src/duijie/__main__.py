"""The one command: matching, plans, learning and models belong to the core, everything else to the platform."""

import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches

import duijie_match
from duijie.common.catalogues import refresh_catalogues
from duijie_match.commands.languages import language_of
from duijie_match.folders import data_folder
from duijie_match.wording import Message, listed, msg

CORE_COMMANDS = frozenset({"match", "score", "why-not", "assign", "fit", "models", "terms", "samples"})
FOLLOWS = {
    "models use": ("use", 1, msg("The choice is noted, but the platform has not taken it up. When that is mended: "
                                 "duijie embedding use")),
    "models add": ("renew", 0, msg("The model was added, but the platform was not told. When that is mended: "
                                   "duijie embedding renew")),
}  # fmt: skip
"""What of ``embedding`` follows a command of the core, where the data folder is that of a platform; and the status and
what is said where it does not succeed, beside why.
"""


def main(argv: Sequence[str] | None = None) -> None:
    """Run what the command line says and end with its exit status (2 for wrong use)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and arguments[0] in CORE_COMMANDS:
        from duijie_match.commands import main as run_core  # noqa: PLC0415 – the platform's commands start without it

        status = run_core(arguments)
        follows = FOLLOWS.get(" ".join(arguments[:2]))
        if status == 0 and follows and has_platform():
            status = follow(*follows, language_of(arguments))
        sys.exit(status)
    if arguments == ["--version"] or arguments == ["version"]:
        print(f"duijie {duijie_match.__version__}")
        return
    if not arguments or arguments in (["help"], ["--help"], ["-h"]):
        print(overview(language_of(arguments)))
        sys.exit(0 if arguments else 2)
    start_django(*arguments)


def follow(verb: str, otherwise: int, told: Message, language: str) -> int:
    """Run ``embedding VERB`` in ``language``; the exit status. It has said why where it does not succeed."""
    os.environ["DUIJIE_LANG"] = language
    try:
        start_django("embedding", verb)
    except SystemExit as ended:
        if ended.code:
            print(told.render(language), file=sys.stderr)
            return otherwise
    return 0


def start_django(*arguments: str) -> None:
    """Run a command of the platform."""
    refresh_catalogues()
    os.umask(0o077)  # what the platform writes is for its own user: database, uploads, logs
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duijie.settings.base")
    from django.core.management import (  # noqa: PLC0415 – matching two lists starts without Django
        BaseCommand,
        ManagementUtility,
        get_commands,
    )

    class Utility(ManagementUtility):
        def fetch_command(self, subcommand: str) -> BaseCommand:
            if subcommand not in get_commands():
                print(unknown(subcommand, [*CORE_COMMANDS, *get_commands()]), file=sys.stderr)
                sys.exit(2)
            return super().fetch_command(subcommand)

    Utility(["duijie", *arguments]).execute()


def unknown(name: str, commands: Sequence[str]) -> str:
    """That there is no such command, and those near to it."""
    near = get_close_matches(name, commands)
    if near:
        sentence = msg("There is no command “{name}”. Near to it: {names}. All commands: duijie help.",
                       name=name, names=listed(near))  # fmt: skip
    else:
        sentence = msg("There is no command “{name}”. All commands: duijie help.", name=name)
    return sentence.render(language_of([]))


def has_platform() -> bool:
    """Whether the data folder is that of a platform: its models are those of ``duijie models use`` too."""
    return bool(os.environ.get("DATABASE_URL")) or (data_folder() / "duijie.sqlite3").is_file()


def overview(language: str) -> str:
    """All commands, the core's first, with what they do."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duijie.settings.base")
    import django  # noqa: PLC0415 – matching two lists starts without Django
    from django.core.management import get_commands, load_command_class  # noqa: PLC0415 – as above
    from django.utils import translation  # noqa: PLC0415 – as above

    refresh_catalogues()
    django.setup()

    core = (
        ("match", msg("match two lists, two-way, with level and reasons")),
        ("score", msg("score given pairs of two lists")),
        ("why-not", msg("say where a named candidate stands for a demand, and what keeps it from the list")),
        ("assign", msg("make the best plan of who serves whom, under loads and wishes")),
        ("fit", msg("learn a ranking model from judged pairs")),
        ("models", msg("list, add and choose embedding models")),
        ("terms", msg("find term pairs in the keywords of papers, for the term lexicon")),
        ("samples", msg("write invented sample lists, as offices send them")),
    )
    lines = [msg("Duijie: brings technology demands and those who can meet them together.").render(language), ""]
    lines += [msg("Matching (help: duijie match --help)").render(language)]
    lines += [f"  {name:<20} {text.render(language)}" for name, text in core]
    ours = sorted((name, str(app)) for name, app in get_commands().items() if str(app).startswith("duijie"))
    lines += ["", msg("Platform (help: duijie COMMAND --help)").render(language)]
    with translation.override(language):
        lines += [f"  {name:<20} {translation.gettext(load_command_class(app, name).help)}" for name, app in ours]
    lines += [
        "",
        msg("Also: every command of Django, such as migrate; duijie --version; duijie help.").render(language),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
