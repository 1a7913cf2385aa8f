"""Whose turn it is: the words that all nouns with states share. Which state is whose stands beside the states."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Turn(models.TextChoices):
    """Who has to do the next thing."""

    WRITER = "writer", _("whoever found it: write it up")
    CHECKER = "checker", _("a second person of the office: check it")
    OFFICE = "office", _("the office")
    BIDDERS = "bidders", _("whoever can solve it: bid")
    BOTH = "both", _("both sides: answer")
    SUPPLY = "supply", _("the side that can help: answer")
    SOLVER = "solver", _("who solves it, and the firm")
    ENTERPRISE = "enterprise", _("the firm")
    EXPERT = "expert", _("the expert")
    OWNER = "owner", _("the owner, or the office with the owner's slip")
    NOBODY = "nobody", _("nobody: it has come to an end")


@dataclass(frozen=True, slots=True)
class OpenTurn:
    """Whose turn it is in ``states`` while ``what`` is open; it goes before the turn of the state itself."""

    what: str
    states: frozenset[str]
    turn: Turn
