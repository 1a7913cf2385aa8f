from duijie.registry.models.access_request import AccessRequest
from duijie.registry.models.achievement import Achievement, AchievementKind, Stage, TrlEvidence
from duijie.registry.models.annexe import Attachment, Comment, SavedView
from duijie.registry.models.area import Area, AreaKind
from duijie.registry.models.carrier import Carrier, CarrierKind, CarrierLevel, CarrierMember
from duijie.registry.models.consent import Consent
from duijie.registry.models.contact_hold import ContactHold
from duijie.registry.models.duplicate import DuplicatePair, PairState, Why
from duijie.registry.models.former_name import FormerName
from duijie.registry.models.merge import Merge
from duijie.registry.models.organisation import Organisation, OrganisationKind
from duijie.registry.models.person import Affiliation, Person, PersonTitle, TitleRank, Work, WorkKind
from duijie.registry.models.personal_request import PersonalRequest, Restriction
from duijie.registry.models.record import Disclosure, Record
from duijie.registry.models.service import Service, ServiceKind
from duijie.registry.models.tag import OrganisationTag, TagKind
from duijie.registry.models.tiered import TieredRecord
from duijie.registry.models.words import Language, Mode, TechnologyField

__all__ = [
    "AccessRequest",
    "Achievement",
    "AchievementKind",
    "Affiliation",
    "Area",
    "AreaKind",
    "Attachment",
    "Carrier",
    "CarrierKind",
    "CarrierLevel",
    "CarrierMember",
    "Comment",
    "Consent",
    "ContactHold",
    "Disclosure",
    "DuplicatePair",
    "FormerName",
    "Language",
    "Merge",
    "Mode",
    "Organisation",
    "OrganisationKind",
    "OrganisationTag",
    "PairState",
    "Person",
    "PersonTitle",
    "PersonalRequest",
    "Record",
    "Restriction",
    "SavedView",
    "Service",
    "ServiceKind",
    "Stage",
    "TagKind",
    "TechnologyField",
    "TieredRecord",
    "TitleRank",
    "TrlEvidence",
    "Why",
    "Work",
    "WorkKind",
]
