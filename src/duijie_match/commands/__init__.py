"""The command line of the core."""

from duijie_match.commands.entry import main

__all__ = ["main"]
