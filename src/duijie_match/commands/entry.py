"""The commands of the core: from the command line to an exit status."""

import gc
import importlib
import signal
import sys
from collections.abc import Callable, Sequence
from types import FrameType
from typing import NoReturn

from duijie_match.commands.arguments import parse
from duijie_match.commands.languages import language_of
from duijie_match.commands.screen import Screen
from duijie_match.commands.wrong_use import WrongUse, print_wrong_use
from duijie_match.errors import DuijieError
from duijie_match.system_errors import system_reason
from duijie_match.wording import msg

COMMANDS = ("match", "score", "why-not", "assign", "fit", "models", "terms", "samples")
_RUNNERS = {
    "match": ("matching", "run_match"),
    "score": ("scoring", "run_score"),
    "why-not": ("asking", "run_why_not"),
    "assign": ("assigning", "run_assign"),
    "fit": ("fitting", "run_fit"),
    "models": ("embedding_models", "run_models"),
    "terms": ("mining", "run_terms"),
    "samples": ("sampling", "run_samples"),
}
DONE, NOTHING, WRONG_USE, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143

# Errors that a different command line would mend; all others are about what is in the files.
_WRONG_USE_CODES = frozenset(
    (
        *("missing-file", "a-folder", "no-permission", "out-suffix", "out-folder", "out-is-input", "no-folder"),
        *("unwritable", "bad-setting", "unknown-row", "unknown_embedder", "not-a-model", "model-version"),
        *("model-damaged", "model-embedder", "model-name", "model-in-use", "endpoint-address", "no-model-there"),
    )
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one of ``COMMANDS``; the exit status: 0, 1 nothing could be matched, learned or assigned, 2 wrong use, 130
    interrupted.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    language = language_of(arguments)
    _be_lenient()
    command = arguments[0] if arguments else ""
    if command not in COMMANDS:
        print_wrong_use(
            WrongUse(msg("The commands here are match, score, why-not, assign, fit, models, terms and samples.")),
            "match",
            language,
        )
        return WRONG_USE
    try:
        options = parse(command, arguments[1:], language)
    except WrongUse as error:
        print_wrong_use(error, command, language)
        return WRONG_USE
    # The objects of a run live until its end: looking for cycles among them again and again costs a tenth of it.
    gc.set_threshold(200_000, 50, 50)
    screen = Screen(language, quiet=options.quiet)
    before = _on_terminate()
    try:
        return _runner(command)(options, screen)
    except WrongUse as error:
        print_wrong_use(error, command, language)
        return WRONG_USE
    except DuijieError as error:
        screen.warn(error.message)
        return WRONG_USE if error.code in _WRONG_USE_CODES else NOTHING
    except KeyboardInterrupt:
        screen.warn(msg("Interrupted; nothing was written."))
        return INTERRUPTED
    except BrokenPipeError:
        return DONE
    except OSError as error:
        # What no command expects: standard output on a full disk, no folder for scratch files.
        reason = system_reason(error)
        if error.filename:
            reason = msg("{reason}: {file}", reason=reason, file=error.filename)
        screen.warn(msg("The system stopped the command ({reason}). Free disk space or correct the folder, then run it "
                        "again.", reason=reason))  # fmt: skip
        return NOTHING
    except MemoryError:
        screen.warn(msg("There is not enough memory for lists of this size. Split them, or use a larger machine."))
        return NOTHING
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)


def _runner(command: str) -> "Callable[..., int]":
    # numpy and the embedding runtime take most of a second; help and wrong use need neither.
    module, name = _RUNNERS[command]
    runner: Callable[..., int] = getattr(importlib.import_module(f"duijie_match.commands.{module}"), name)
    return runner


def _be_lenient() -> None:
    """Print what the terminal cannot show as ``?`` instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _on_terminate() -> "Callable[[int, FrameType | None], object] | int | None":
    """End on SIGTERM as on Ctrl-C, so that half-written files are removed; what was there before, or ``None`` off
    the main thread.
    """

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        raise SystemExit(TERMINATED)

    try:
        return signal.signal(signal.SIGTERM, stop)
    except ValueError:
        return None
