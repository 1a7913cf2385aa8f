from duijie.demands.models.challenge import Bid, Challenge, ChallengeRules
from duijie.demands.models.course import CaseEvent, ContactChannel, ContactSide, DemandContact
from duijie.demands.models.demand import Demand, DemandKind, Source
from duijie.demands.models.rating import Rating, Satisfaction
from duijie.demands.models.results import Contract, ContractKind, Evidence, Milestone

__all__ = [
    "Bid",
    "CaseEvent",
    "Challenge",
    "ChallengeRules",
    "ContactChannel",
    "ContactSide",
    "Contract",
    "ContractKind",
    "Demand",
    "DemandContact",
    "DemandKind",
    "Evidence",
    "Milestone",
    "Rating",
    "Satisfaction",
    "Source",
]
