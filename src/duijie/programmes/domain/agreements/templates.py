"""Templates of agreements: the shipped ones, and an office's own, which is tried before it is taken."""

import hashlib
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction
from duijie.common.word_templates import check_word_file, fill_word_file
from duijie.programmes.domain.rounds import tidy
from duijie.programmes.interfaces.agreement_pdf import read_word_file
from duijie.programmes.interfaces.agreement_pictures import what_is_left_out
from duijie.programmes.interfaces.agreement_words import SAMPLE
from duijie.programmes.interfaces.word_xml import reading_word
from duijie.programmes.models import Agreement, AgreementTemplate
from duijie.registry.domain.annexes import new_file
from duijie.registry.models import Area

FILES = Path(__file__).parents[2] / "agreement_files"
FOLDER = "agreement_templates"


def take_template(*, area: Area, name: str, content: bytes, by: Any) -> AgreementTemplate:
    """Agreements of ``area`` can be written with this Word file from now on, after it was filled once with a sample.

    Raises ``PermissionDenied``; ``ValidationError`` by field (``file``, ``name``) with what is wrong.
    """
    require(by, Permission.AGREEMENT_TEMPLATE_EDIT, area.place)
    name = tidy(name, 80)
    if not name:
        raise ValidationError({"name": [ValidationError(_("This is needed."), code="required")]})
    try:
        check_word_file(content)
        read_word_file(fill_word_file(content, SAMPLE))
        with reading_word():
            left_out = what_is_left_out(content)
    except ValidationError as error:
        raise ValidationError({"file": error.error_list}) from error
    path = new_file(FOLDER, f"{secrets.token_hex(16)}.docx")
    path.write_bytes(content)
    try:
        return _keep(area=area, name=name, stored=f"{FOLDER}/{path.name}", content=content, left_out=left_out, by=by)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


@in_transaction
def archive_template(*, template: AgreementTemplate, by: Any) -> None:
    """Out of the choice; agreements drawn up with it keep it."""
    require(by, Permission.AGREEMENT_TEMPLATE_EDIT, template.place)
    if AgreementTemplate.objects.filter(pk=template.pk, archived_at=None).update(archived_at=clock.now()):
        audit.record(by=by, verb="agreement_template.archive", target=template, place=template.place)


def template_content(agreement: Agreement) -> bytes:
    """The Word file in which an agreement is written."""
    if agreement.template is not None:
        return (Path(settings.MEDIA_ROOT) / agreement.template.stored).read_bytes()
    return shipped_template(agreement.language)


def shipped_template(language: str) -> bytes:
    """The template that comes with the platform, in ``zh-hans`` or ``en``."""
    return (FILES / f"agreement.{language}.docx").read_bytes()


@in_transaction
def _keep(*, area: Area, name: str, stored: str, content: bytes, left_out: list[str], by: Any) -> AgreementTemplate:
    digest = hashlib.sha256(content).hexdigest()
    try:
        with transaction.atomic():
            made: AgreementTemplate = AgreementTemplate.objects.create(
                area=area, name=name, stored=stored, size=len(content), sha256=digest, by=by, at=clock.now()
            )
    except IntegrityError as error:
        words = _("There is a template of this name already. Archive it first.")
        raise ValidationError({"name": [ValidationError(words, code="twice")]}) from error
    detail: dict[str, Any] = {"sha256": digest}
    if left_out:
        detail["left_out"] = left_out
    audit.record(by=by, verb="agreement_template.add", target=made, place=area.place, detail=detail)
    return made
