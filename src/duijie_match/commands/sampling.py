"""``duijie samples``: the sample lists, to try ``duijie match`` with."""

import argparse

from duijie_match.commands.screen import Screen
from duijie_match.errors import DuijieError
from duijie_match.samples import in_the_way, write_samples
from duijie_match.system_errors import system_reason
from duijie_match.wording import msg


def run_samples(options: argparse.Namespace, screen: Screen) -> int:
    """Write the lists into ``options.folder`` and name them; 0. Raises ``DuijieError`` ``unwritable``."""
    try:
        mine = in_the_way(options.folder)
        if mine is not None:
            raise DuijieError(
                "out-is-input",
                msg("“{file}” is there already and is no sample list. Name another folder, or move the file away.",
                    file=str(mine)),
            )  # fmt: skip
        written = write_samples(options.folder)
    except OSError as reason:
        raise DuijieError(
            "unwritable",
            msg(
                "The folder {folder} cannot be written: {reason}. Name another.",
                folder=options.folder,
                reason=system_reason(reason),
            ),
        ) from reason
    for path in written.values():
        screen.say(str(path))
    return 0
