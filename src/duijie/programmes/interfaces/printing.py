"""What rounds print: certificates and opinion pages, as PDF."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import segno
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from duijie.common.typesetting import print_pdf
from duijie.programmes.domain.programme_texts import text_in_force
from duijie.programmes.models import Application, Certificate, RecommendingUnit, Round
from duijie.programmes.numbers.certificates import shown_code
from duijie.programmes.texts import PaperText, fill, language_of

FILES = Path(__file__).parents[1] / "print_files"


def print_certificates(certificates: Sequence[Certificate], address: Callable[[Certificate], str]) -> bytes:
    """Certificates, one a page, each with the QR code of its check page, whose ``address`` is asked for."""
    told = {
        "heading": _("Certificate"), "certificates": [_told(one) for one in certificates],
        "labels": {
            "number": _("Number:"), "term": _("Term:"), "document": _("Document:"), "check": _("Scan to check"),
        },
    }  # fmt: skip
    return print_pdf(FILES / "certificate.typ", told, _pictures(certificates, address))


def print_letters(certificates: Sequence[Certificate], address: Callable[[Certificate], str]) -> bytes:
    """Appointment letters by the text of each programme, one a page, with the QR code of the check page."""
    language = language_of(get_language() or "en")
    programmes = {one.programme_id: one.programme for one in certificates}
    texts = {pk: text_in_force(one, "letter", language) for pk, one in programmes.items()}
    told = {
        "letters": [_lettered(one, texts[one.programme_id]) for one in certificates],
        "labels": {"number": _("Number:"), "check": _("Scan to check")},
    }  # fmt: skip
    return print_pdf(FILES / "letter.typ", told, _pictures(certificates, address))


def _pictures(certificates: Sequence[Certificate], address: Callable[[Certificate], str]) -> dict[str, bytes]:
    files = {}
    for number, one in enumerate(certificates):
        picture = io.BytesIO()
        segno.make(address(one), error="m").save(picture, kind="svg", border=1)
        files[f"qr-{number}.svg"] = picture.getvalue()
    return files


def _lettered(certificate: Certificate, text: PaperText) -> dict[str, Any]:
    application, recognition = certificate.application, certificate.recognition
    values = {
        "name": application.name, "title": application.title, "organisation": application.organisation_name,
        "number": certificate.number, "programme": application.round.programme, "round": application.round.name,
        "issuer": recognition.issuer, "document": recognition.document,
        "day": formats.date_format(recognition.issued_on), "from": formats.date_format(certificate.from_on),
        "to": formats.date_format(certificate.to_on),
    }  # fmt: skip
    filled = fill(text, values)
    return {
        "title": filled.title, "paragraphs": [one for one in filled.body.split("\n") if one.strip()],
        "number": certificate.number, "issuer": recognition.issuer, "day": values["day"],
        "code": shown_code(certificate.code),
    }  # fmt: skip


def _told(certificate: Certificate) -> dict[str, str]:
    application, recognition = certificate.application, certificate.recognition
    body = _("is recognised as a member of the programme “%(programme)s” by document %(document)s.") % {
        "programme": application.round.programme, "document": recognition.document,
    }  # fmt: skip
    return {
        "name": application.name, "title": application.title, "organisation": application.organisation_name,
        "body": body, "number": certificate.number, "document": recognition.document, "issuer": recognition.issuer,
        "code": shown_code(certificate.code), "day": formats.date_format(recognition.issued_on),
        "term": f"{certificate.from_on} – {certificate.to_on}",
    }  # fmt: skip


def print_opinion(round: Round, unit: RecommendingUnit, rows: Sequence[Application]) -> bytes:  # noqa: A002 – the noun
    """The opinion page of ``unit`` with its order."""
    quota = _("no limit") if unit.quota is None else str(unit.quota)
    told = {
        "title": _("Opinion of the recommending unit: %(unit)s") % {"unit": unit}, "round": str(round),
        "heads": [_("Rank"), _("Name of the person"), _("Unit of the person"), _("Professional title"), _("Opinion")],
        "rows": [
            [str(one.rank), one.name, one.organisation_name, one.title or "–", one.opinion or _("recommended")]
            for one in rows
        ],
        "counted": _("Recommended: %(count)d. Quota: %(quota)s.") % {"count": len(rows), "quota": quota},
        "labels": {"signature": _("Signature:"), "seal": _("Seal of the unit:"), "day": _("Day:")},
    }  # fmt: skip
    return print_pdf(FILES / "opinion.typ", told)
