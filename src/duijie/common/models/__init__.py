from duijie.common.models.audit_event import AppendOnly, AuditEvent, AuditSeal, Surface
from duijie.common.models.calendar_day import CalendarDay, DayKind
from duijie.common.models.job import Job, JobState
from duijie.common.models.outbox_message import OutboxMessage, OutboxState

__all__ = [
    "AppendOnly",
    "AuditEvent",
    "AuditSeal",
    "CalendarDay",
    "DayKind",
    "Job",
    "JobState",
    "OutboxMessage",
    "OutboxState",
    "Surface",
]
