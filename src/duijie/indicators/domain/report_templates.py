"""Word templates of work reports: bringing one's own, tried before it is taken, and going back to the shipped one."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import translation

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction
from duijie.common.word_templates import check_word_file
from duijie.indicators.interfaces.report_sample import sample_report
from duijie.indicators.interfaces.report_word import write_report
from duijie.indicators.models import ReportTemplate

_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6360000000020001e221bc330000"
    "000049454e44ae426082"
)
"""A picture of one point, for trying."""


@in_transaction
def take_template(*, language: str, name: str, content: bytes, by: Any) -> ReportTemplate:
    """Let the next reports in ``language`` be written with this Word file, after it was tried with a sample report.

    Raises ``PermissionDenied``; ``ValidationError`` (field ``file``) with what is wrong.
    """
    require(by, Permission.REPORT_TEMPLATE_EDIT)
    try:
        check_template(language=language, content=content)
    except ValidationError as error:
        raise ValidationError({"file": error.error_list}) from error
    digest = hashlib.sha256(content).hexdigest()
    row = ReportTemplate(language=language, name=name[:200], sha256=digest, by=by, at=clock.now())
    row.file.save(f"{language}-{digest[:16]}.docx", ContentFile(content), save=False)
    row.save()
    audit.record(by=by, verb="report_template.take", target=row, detail={"language": language, "sha256": digest})
    return row


@in_transaction
def reset_template(*, language: str, by: Any) -> None:
    """Back to the shipped template; what was brought stays in the list. Twice changes nothing."""
    require(by, Permission.REPORT_TEMPLATE_EDIT)
    newest = ReportTemplate.objects.filter(language=language).order_by("-pk").first()
    if newest is None or not newest.file:
        return
    row = ReportTemplate.objects.create(language=language, by=by, at=clock.now())
    audit.record(by=by, verb="report_template.reset", target=row, detail={"language": language})


def check_template(*, language: str, content: bytes) -> None:
    """Raise ``ValidationError`` unless it is a Word document without macros that a report can be filled into."""
    check_word_file(content)
    with translation.override(language):
        report = sample_report()
    write_report(report, content, {chart.key: _PICTURE for chart in report.charts()})
