"""A noun a file."""

from duijie.programmes.models.application import Application, ApplicationPaper, ApplicationReturn
from duijie.programmes.models.examination import Answer, ConditionCheck, Meeting, Recusal
from duijie.programmes.models.member import ApplicationMember
from duijie.programmes.models.notice import Objection, PublicNotice
from duijie.programmes.models.printing import PrintedKind, PrintPart, PrintRun, ProgrammeText
from duijie.programmes.models.programme import Programme
from duijie.programmes.models.recognition import Certificate, Recognition
from duijie.programmes.models.review import Review, ReviewPanel, RoundReviewer
from duijie.programmes.models.round import LateAllowance, RecommendingUnit, Round

__all__ = [
    "Answer",
    "Application",
    "ApplicationMember",
    "ApplicationPaper",
    "ApplicationReturn",
    "Certificate",
    "ConditionCheck",
    "LateAllowance",
    "Meeting",
    "Objection",
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
]
