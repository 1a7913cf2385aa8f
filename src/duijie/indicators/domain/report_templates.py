"""Word templates of work reports: bringing one's own, tried before it is taken, and going back to the shipped one."""

import hashlib
import re
import tempfile
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction
from duijie.indicators.interfaces.report_sample import sample_report
from duijie.indicators.interfaces.report_word import write_report
from duijie.indicators.models import ReportTemplate
from duijie_match.errors import DuijieError
from duijie_match.lists.limits import Limits
from duijie_match.lists.packages import Package

MOST_BYTES = 5 << 20
_LIMITS = Limits(file_bytes=MOST_BYTES, unpacked_bytes=50 << 20, members=500)
_OUTSIDE = re.compile(rb"<Relationship\b[^>]*TargetMode=[\"']External[\"'][^>]*>")
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
    if len(content) > MOST_BYTES:
        words = _("The template is larger than %(limit)d MB.")
        raise ValidationError(words, code="size", params={"limit": MOST_BYTES >> 20})
    not_word = ValidationError(_("This is no Word document (.docx). Save the template as .docx."), code="kind")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.docx"
        path.write_bytes(content)
        try:
            with Package(path, _LIMITS) as package:
                names = {*package.names()}
                related = b"".join(package.read(one) for one in sorted(names) if one.endswith(".rels"))
        except DuijieError as error:
            raise not_word from error
    if "word/document.xml" not in names:
        raise not_word
    if any(one.endswith("vbaproject.bin") or "/embeddings/" in one or "/activex/" in one for one in names):
        words = _("The template holds macros or embedded objects. Take them out and bring it again.")
        raise ValidationError(words, code="macro")
    if any(b"/hyperlink" not in one for one in _OUTSIDE.findall(related)):
        words = _("The template loads something from another place. Put it into the document and bring it again.")
        raise ValidationError(words, code="outside")
    with translation.override(language):
        report = sample_report()
    write_report(report, content, {chart.key: _PICTURE for chart in report.charts()})
