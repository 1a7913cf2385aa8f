"""What of this app names items of supply by kind and number: it goes along when two of them are made one.

Candidates do not: the next run makes them anew.
"""

from collections.abc import Iterable

from duijie.matching.interfaces.documents import KIND_OF
from duijie.matching.models import Choice, Judgement, PlanSupply, Proposal
from duijie.registry.references import Link, register_link
from duijie.registry.register import Register, kin_of


def kinds(register: Register) -> Iterable[str]:
    """The kinds of supply that records of a register are; none for demands."""
    return [KIND_OF[one.key] for one in kin_of(register) if one.key in KIND_OF]


for _model in (Choice, Judgement, Proposal, PlanSupply):
    register_link(Link(_model, "supply", "kind", kinds))
