"""Word templates that operators bring: looked into before they are taken, and filled in a sandbox.

A template is a program: it sees nothing but what it is given, and fails when it names what is not there.
"""

import io
import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from duijie_match.errors import DuijieError
from duijie_match.lists.limits import Limits
from duijie_match.lists.packages import Package

MOST_BYTES = 5 << 20
_LIMITS = Limits(file_bytes=MOST_BYTES, unpacked_bytes=50 << 20, members=500)
_OUTSIDE = re.compile(rb"<Relationship\b[^>]*TargetMode=[\"']External[\"'][^>]*>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def check_word_file(content: bytes) -> None:
    """Raise ``ValidationError`` unless it is a Word document without macros, objects, or parts from elsewhere."""
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


def fill_word_file(template: bytes, told: Mapping[str, Any]) -> bytes:
    """The document. Raises ``ValidationError`` (code ``template``) with what is wrong with the template."""
    return render_word_file(template, lambda _document: _cleaned(told))


def render_word_file(template: bytes, told_in: Callable[[Any], Mapping[str, Any]]) -> bytes:
    """The same, of what ``told_in`` says for the opened document of docxtpl, which makes links and pictures of it."""
    from docx.opc.exceptions import OpcError  # noqa: PLC0415 – 30 MB: with the first document
    from docxtpl import DocxTemplate  # noqa: PLC0415 – 30 MB: with the first document
    from jinja2 import StrictUndefined, TemplateError  # noqa: PLC0415 – 30 MB: with the first document
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 – 30 MB: with the first document
    from lxml.etree import LxmlError  # noqa: PLC0415 – 30 MB: with the first document

    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    environment.globals.clear()  # without the functions that could count to a thousand million
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.init_docx()
        document.render(told_in(document), environment, autoescape=True)
        made = io.BytesIO()
        document.save(made)
    except (TemplateError, OpcError, LxmlError, KeyError, ValueError, TypeError, ArithmeticError) as error:
        words = _("The Word template cannot be filled in: %(why)s. Correct the template, or take the shipped one.")
        why = " ".join(str(error).split())[:300] or type(error).__name__
        raise ValidationError(words, code="template", params={"why": why}) from error
    return made.getvalue()


def clean_text(words: str) -> str:
    """What XML can hold."""
    return _NOT_XML.sub("", words)


def _cleaned(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _cleaned(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(one) for one in value]
    return clean_text(value) if isinstance(value, str) else value
