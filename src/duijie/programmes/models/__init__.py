"""A noun a file."""

from duijie.programmes.models.agreements.agreement import (
    Agreement,
    AgreementSignature,
    AgreementTemplate,
    SigningMeeting,
)
from duijie.programmes.models.application import Application, ApplicationPaper, ApplicationReturn
from duijie.programmes.models.examination import Answer, ConditionCheck, Meeting, Recusal
from duijie.programmes.models.member import ApplicationMember
from duijie.programmes.models.money.entry import LedgerEntry, MoneyKind, MoneyStage
from duijie.programmes.models.notice import Objection, PublicNotice
from duijie.programmes.models.postings.call import PostingCall
from duijie.programmes.models.postings.need import FirmOwner, PostingNeed
from duijie.programmes.models.postings.plan import PostingPair, PostingPlan
from duijie.programmes.models.postings.posting import Posting, PostingKind, PostingPerson
from duijie.programmes.models.printing import PrintedKind, PrintPart, PrintRun, ProgrammeText
from duijie.programmes.models.programme import Programme
from duijie.programmes.models.recognition import Certificate, Recognition
from duijie.programmes.models.results.commendation import Commendation, CommendationLevel
from duijie.programmes.models.results.service_yield import Yield, YieldEvidence, YieldShare
from duijie.programmes.models.review import Review, ReviewPanel, RoundReviewer
from duijie.programmes.models.round import LateAllowance, RecommendingUnit, Round
from duijie.programmes.models.stations.award import Award, AwardLevel, WinnerKind
from duijie.programmes.models.stations.station import (
    Station,
    StationActivity,
    StationExpert,
    StationKind,
    StationPatent,
    StationPresence,
    StationProject,
    StationReport,
)
from duijie.programmes.models.worklogs.confirmation import ConfirmationLink, ConfirmationSlip
from duijie.programmes.models.worklogs.contact import HostContact
from duijie.programmes.models.worklogs.log import (
    ConfirmedBy,
    LogKind,
    WorkDay,
    WorkLog,
    WorkLogPhoto,
    WorkLogPosition,
)
from duijie.programmes.models.worklogs.service_rules import ServiceRules

__all__ = [
    "Agreement",
    "AgreementSignature",
    "AgreementTemplate",
    "Answer",
    "Application",
    "ApplicationMember",
    "ApplicationPaper",
    "ApplicationReturn",
    "Award",
    "AwardLevel",
    "Certificate",
    "Commendation",
    "CommendationLevel",
    "ConditionCheck",
    "ConfirmationLink",
    "ConfirmationSlip",
    "ConfirmedBy",
    "FirmOwner",
    "HostContact",
    "LateAllowance",
    "LedgerEntry",
    "LogKind",
    "Meeting",
    "MoneyKind",
    "MoneyStage",
    "Objection",
    "Posting",
    "PostingCall",
    "PostingKind",
    "PostingNeed",
    "PostingPair",
    "PostingPerson",
    "PostingPlan",
    "PrintPart",
    "PrintRun",
    "PrintedKind",
    "Programme",
    "ProgrammeText",
    "PublicNotice",
    "Recognition",
    "RecommendingUnit",
    "Recusal",
    "Review",
    "ReviewPanel",
    "Round",
    "RoundReviewer",
    "ServiceRules",
    "SigningMeeting",
    "Station",
    "StationActivity",
    "StationExpert",
    "StationKind",
    "StationPatent",
    "StationPresence",
    "StationProject",
    "StationReport",
    "WinnerKind",
    "WorkDay",
    "WorkLog",
    "WorkLogPhoto",
    "WorkLogPosition",
    "Yield",
    "YieldEvidence",
    "YieldShare",
]
