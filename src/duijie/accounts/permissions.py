"""What can be permitted, one line each. Who holds what is in ``roles.py``; where it holds is in a membership."""

from enum import StrEnum


class Permission(StrEnum):
    """Verb on noun. The value is what API tokens name as a scope."""

    ACCOUNT_VIEW = "account.view"
    ACCOUNT_EDIT = "account.edit"
    MEMBERSHIP_EDIT = "membership.edit"
    AUDIT_VIEW = "audit.view"
    JOB_VIEW_ALL = "job.view_all"
    INDEX_VIEW = "index.view"
    INDEX_REBUILD = "index.rebuild"
    CALENDAR_EDIT = "calendar.edit"
    AREA_VIEW = "area.view"
    AREA_EDIT = "area.edit"
    ORGANISATION_VIEW = "organisation.view"
    ORGANISATION_ADD = "organisation.add"
    ORGANISATION_EDIT = "organisation.edit"
    ORGANISATION_ARCHIVE = "organisation.archive"
    ORGANISATION_IMPORT = "organisation.import"
    ORGANISATION_EXPORT = "organisation.export"
    LIST_MATCH_RUN = "list_match.run"
