from duijie.common.models.audit_event import AppendOnly, AuditEvent, AuditSeal, Surface
from duijie.common.models.audit_purge import AuditPurge
from duijie.common.models.calendar_day import CalendarDay, DayKind
from duijie.common.models.import_batch import (
    Decision,
    Existing,
    ImportBatch,
    ImportRow,
    ImportState,
    RowOutcome,
    RowState,
)
from duijie.common.models.job import Job, JobState
from duijie.common.models.outbox_message import OutboxMessage, OutboxState
from duijie.common.models.personal_data_read import PersonalDataRead
from duijie.common.models.public_try import PublicTry
from duijie.common.models.site import Accent, PublicForms, SiteLogo, SiteSettings

__all__ = [
    "Accent",
    "AppendOnly",
    "AuditEvent",
    "AuditPurge",
    "AuditSeal",
    "CalendarDay",
    "DayKind",
    "Decision",
    "Existing",
    "ImportBatch",
    "ImportRow",
    "ImportState",
    "Job",
    "JobState",
    "OutboxMessage",
    "OutboxState",
    "PersonalDataRead",
    "PublicForms",
    "PublicTry",
    "RowOutcome",
    "RowState",
    "SiteLogo",
    "SiteSettings",
    "Surface",
]
