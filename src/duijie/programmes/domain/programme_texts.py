"""Texts of a programme's papers: those in force, and writing them."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import hold, in_transaction
from duijie.messaging.kinds import LANGUAGES
from duijie.programmes.models import Programme, ProgrammeText
from duijie.programmes.texts import PAPERS, PaperText, check_paper_text


def text_in_force(programme: Programme, key: str, language: str) -> PaperText:
    """What staff wrote, else what is shipped. ``KeyError`` for an unknown paper or language."""
    own = ProgrammeText.objects.filter(programme=programme, key=key, language=language).first()
    return PaperText(own.title, own.body) if own is not None else PAPERS[key].shipped[language]


@in_transaction
def write_texts(*, programme: Programme, key: str, texts: Mapping[str, tuple[str, str]], by: Any) -> None:
    """Title and body by language. What is as shipped is kept as such, and follows a later version of it. Raises
    ``ValidationError`` by ``title_<language>`` and ``body_<language>``."""
    hold(Programme, programme.pk)
    current = Programme.objects.select_related("area").get(pk=programme.pk)
    require(by, Permission.PROGRAMME_EDIT, current.place)
    kind = PAPERS[key]
    checked: dict[str, PaperText] = {}
    wrong: dict[str, list[ValidationError]] = {}
    for language in LANGUAGES:
        try:
            checked[language] = check_paper_text(kind, *texts[language])
        except ValidationError as error:
            wrong |= {f"{name}_{language}": found for name, found in error.error_dict.items()}
    if wrong:
        raise ValidationError(wrong)
    for language, text in checked.items():
        rows = ProgrammeText.objects.filter(programme=current, key=key, language=language)
        if text == kind.shipped[language]:
            rows.delete()
        else:
            defaults = {"title": text.title, "body": text.body, "by": by, "changed_at": clock.now()}
            ProgrammeText.objects.update_or_create(programme=current, key=key, language=language, defaults=defaults)
    audit.record(by=by, verb="programme.text", target=current, place=current.place, detail={"paper": key})
