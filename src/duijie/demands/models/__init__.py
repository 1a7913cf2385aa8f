from duijie.demands.models.breach import Breach, BreachSide
from duijie.demands.models.challenge import Bid, Challenge, ChallengeRules
from duijie.demands.models.clocks import ClockEntry, ClockPolicy, DemandClock, Supervision
from duijie.demands.models.common_problem import (
    CommonEvent,
    CommonMember,
    CommonProblem,
    CommonSolution,
)
from duijie.demands.models.course import CaseEvent, ContactChannel, ContactSide, DemandContact
from duijie.demands.models.demand import Agreed, Demand, DemandKind, Source
from duijie.demands.models.exchange import (
    Direction,
    ExchangeColumn,
    ExchangeFormat,
    ExchangeRow,
    ExchangeRun,
    ExternalReference,
    ExternalSystem,
    ResultState,
    RowOutcome,
)
from duijie.demands.models.filing import Filing, FilingKind, FilingState
from duijie.demands.models.passage import Passage
from duijie.demands.models.passage_block import PassageBlock, PassageChange
from duijie.demands.models.position import VisitPosition
from duijie.demands.models.rating import Rating, Satisfaction
from duijie.demands.models.results import Contract, ContractKind, Evidence, Milestone
from duijie.demands.models.visit import Visit, VisitKind, VisitResult

__all__ = [
    "Agreed",
    "Bid",
    "Breach",
    "BreachSide",
    "CaseEvent",
    "Challenge",
    "ChallengeRules",
    "ClockEntry",
    "ClockPolicy",
    "CommonEvent",
    "CommonMember",
    "CommonProblem",
    "CommonSolution",
    "ContactChannel",
    "ContactSide",
    "Contract",
    "ContractKind",
    "Demand",
    "DemandClock",
    "DemandContact",
    "DemandKind",
    "Direction",
    "Evidence",
    "ExchangeColumn",
    "ExchangeFormat",
    "ExchangeRow",
    "ExchangeRun",
    "ExternalReference",
    "ExternalSystem",
    "Filing",
    "FilingKind",
    "FilingState",
    "Milestone",
    "Passage",
    "PassageBlock",
    "PassageChange",
    "Rating",
    "ResultState",
    "RowOutcome",
    "Satisfaction",
    "Source",
    "Supervision",
    "Visit",
    "VisitKind",
    "VisitPosition",
    "VisitResult",
]
