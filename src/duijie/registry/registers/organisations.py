"""Organisations have pages and an import of their own; tags, comments and attachments go the common way."""

from django.utils.translation import gettext_lazy as _

from duijie.registry.models import FormerName, Organisation, OrganisationTag
from duijie.registry.models.tag import TAG_WORDS
from duijie.registry.register import Part, RecordField, Register, register

TAGS = Part(
    "tags", OrganisationTag, "organisation", _("Tags"), _("tag"),
    (
        RecordField("kind", needed=True, words=TAG_WORDS), RecordField("certificate"), RecordField("from_on"),
        RecordField("to_on"), RecordField("source"),
    ),
)  # fmt: skip

FORMER_NAMES = Part(
    "former-names", FormerName, "organisation", _("Former names"), _("former name"),
    (
        RecordField("name", needed=True), RecordField("from_on"), RecordField("to_on"), RecordField("is_merged"),
        RecordField("remark"),
    ),
)  # fmt: skip

ORGANISATIONS = register(
    Register(
        key="organisations",
        model=Organisation,
        label=_("Organisations"),
        label_one=_("organisation"),
        lead="",
        icon="organisation",
        title="name",
        fields=(),
        parts=(FORMER_NAMES, TAGS),
        has_own_pages=True,
    )
)
