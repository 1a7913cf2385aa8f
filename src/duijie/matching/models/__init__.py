from duijie.matching.models.choice import Choice, ChoiceKind
from duijie.matching.models.judgement import Judgement
from duijie.matching.models.lexicon import LexiconEntry, LexiconImport, LexiconSpelling
from duijie.matching.models.list_match import ListFile, ListMatch, ListSide
from duijie.matching.models.list_result import ItemSide, ListItem, ListPair
from duijie.matching.models.match_run import Candidate, MatchRun, SupplyKind
from duijie.matching.models.plan import AssignmentPlan
from duijie.matching.models.plan_rows import PlanConflict, PlanDemand, PlanPair, PlanSupply
from duijie.matching.models.proposal import Proposal, ProposalEvent, ProposalLink
from duijie.matching.models.ranking_model import RankingModel, RankingModelEvent

__all__ = [
    "AssignmentPlan",
    "Candidate",
    "Choice",
    "ChoiceKind",
    "ItemSide",
    "Judgement",
    "LexiconEntry",
    "LexiconImport",
    "LexiconSpelling",
    "ListFile",
    "ListItem",
    "ListMatch",
    "ListPair",
    "ListSide",
    "MatchRun",
    "PlanConflict",
    "PlanDemand",
    "PlanPair",
    "PlanSupply",
    "Proposal",
    "ProposalEvent",
    "ProposalLink",
    "RankingModel",
    "RankingModelEvent",
    "SupplyKind",
]
