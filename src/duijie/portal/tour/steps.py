"""The guided tour of the demo, as a table: from twenty messy forms to a solved demand and its report."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.matching.domain.queries.tour import subtle_pair
from duijie.portal.permitted import address_with

SESSION_KEY = "tour"
DISMISSED = -1
OF_THE_PAIR = ("workspace", "workspace_why_not", "proposal_add", "record_detail", "record_step")


@dataclass(frozen=True, slots=True)
class Step:
    """What to do, in two sentences, and where."""

    title: Any
    text: Any
    label: Any
    url_name: str
    query: str = ""


STEPS = (
    Step(
        _("Twenty forms, as firms send them"),
        _(
            "Download the archive: Word and Excel forms, each messed up in its own way. "
            "Keep it as it is; you will bring it in next."
        ),
        _("Download the forms"),
        "tour_forms",
    ),
    Step(
        _("Forms become a table"),
        _(
            "Choose the register of demands, drop the archive, and look how each form was understood. "
            "What could not be read is named; a cell can be put right by hand. Then take the rows over."
        ),
        _("Bring the forms in"),
        "import_add",
        "noun=demands",
    ),
    Step(
        _("Verify and publish"),
        _("The new demands are “found”. Choose them in the list, mark them as verified, then publish them."),
        _("To the demands"),
        "record_list:demands",
        "sort=-updated_at",
    ),
    Step(
        _("Match the whole area"),
        _("One run matches every demand that looks for somebody with all supply, both ways. It takes seconds here."),
        _("Start a run"),
        "match_run_list",
    ),
    Step(
        _("One subtle match"),
        _(
            "This problem is told by its symptom; who solved it speaks of its cause, in other words. "
            "Open the first candidates and read what the score is made of."
        ),
        _("Open the demand"),
        "workspace",
    ),
    Step(
        _("Why not the famous professor?"),
        _("Many titles, a broad profile, nothing done about this. See where such a name stands, and what it lacks."),
        _("Ask why not"),
        "workspace_why_not",
    ),
    Step(
        _("A proposal, answered on a phone"),
        _(
            "Propose the match, make a link for the firm, and open it on a phone in the same network or in a private "
            "window: no account is needed. Then answer for the other side."
        ),
        _("Propose"),
        "proposal_add",
    ),
    Step(
        _("From talks to a contract"),
        _(
            "The demand is a case now, and its page says whose turn it is. Record that you spoke with both sides, take "
            "the steps, and add the contract and a milestone."
        ),
        _("Open the case"),
        "record_detail:demands",
    ),
    Step(
        _("Solved, with proof"),
        _(
            "Nothing is solved without evidence: you are led to where it is added. How good the proof is follows from "
            "it; nobody types a grade. Then say how it was solved, and close the case."
        ),
        _("Say that it is solved"),
        "record_step:demands",
    ),
    Step(
        _("The number moves"),
        _("What you did is counted already, once. Every number of the area is one click from its records."),
        _("See the area on one page"),
        "county",
    ),
    Step(
        _("The report writes itself"),
        _(
            "One button counts what was done and writes it down, as a Word document and a PDF. Every figure leads to "
            "its evidence, the case you have just closed among it."
        ),
        _("Make a work report"),
        "work_report_add",
    ),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """The step of this person, ready to be drawn."""

    step: Step
    number: int
    total: int
    address: str

    @property
    def is_last(self) -> bool:
        return self.number == self.total


def may_tour(user: Any) -> bool:
    """Whether this person can do what the tour asks for."""
    return can(user, Permission.DEMAND_IMPORT) and can(user, Permission.PROPOSAL_MAKE)


def tour_of(request: HttpRequest) -> Shown | None:
    """The step at which this person is; None for whoever has dismissed the tour, or whose role it is not for."""
    user = request.user
    if not may_tour(user):
        return None
    at = request.session.get(SESSION_KEY, 0)
    if not isinstance(at, int) or not 0 <= at < len(STEPS):
        return None
    step = STEPS[at]
    return Shown(step, at + 1, len(STEPS), address_of(step, user))


def address_of(step: Step, user: Any) -> str:
    """Where the step is done."""
    name, _colon, argument = step.url_name.partition(":")
    if name in OF_THE_PAIR:
        return _address_of_the_pair(name, user)
    address = reverse(name, args=[argument] if argument else [])
    return f"{address}?{step.query}" if step.query else address


def _address_of_the_pair(name: str, user: Any) -> str:
    """The subtle match, who is not in it, or what has become of it; before the first run, the demands."""
    pair = subtle_pair(by=user)
    if pair is None:
        return reverse("record_list", args=["demands"])
    if name == "proposal_add" and pair.proposal is not None:
        return reverse("proposal_detail", args=[pair.proposal])
    if name == "record_detail":
        return reverse(name, args=["demands", pair.demand])
    if name == "record_step":
        return reverse(name, args=["demands", pair.demand, "solved"])
    supply = {"workspace_why_not": pair.other, "proposal_add": pair.best}.get(name, "")
    return address_with(reverse(name, args=[pair.demand]), supply=supply)
