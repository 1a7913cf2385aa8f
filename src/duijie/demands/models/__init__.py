from duijie.demands.models.demand import Demand, DemandKind, Source
from duijie.demands.models.rating import Rating, Satisfaction
from duijie.demands.models.results import Contract, ContractKind, Evidence, Milestone

__all__ = [
    "Contract",
    "ContractKind",
    "Demand",
    "DemandKind",
    "Evidence",
    "Milestone",
    "Rating",
    "Satisfaction",
    "Source",
]
