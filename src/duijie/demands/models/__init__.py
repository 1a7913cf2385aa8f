from duijie.demands.models.demand import Demand, DemandKind, Source

__all__ = ["Demand", "DemandKind", "Source"]
