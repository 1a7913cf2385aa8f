"""Contacts of organisations. Looked for by name (``registry.contacts``)."""

from duijie.registry.contacts import ContactColumns, declare
from duijie.registry.models import Organisation

declare(
    ContactColumns(Organisation, name="contact_name", phone="contact_phone", units=("id",), unit_names=("name",)),
)  # fmt: skip
