"""Who confirms service at a host unit, and who objects to a notice. Looked for by name (``registry.contacts``)."""

from duijie.programmes.models import HostContact, Objection
from duijie.registry.contacts import ContactColumns, declare

declare(
    ContactColumns(
        HostContact, name="name", phone="mobile", email="email", also=("post", "proof"), unit_names=(),
        areas=("organisation__area", "organisation__zone"), account="account_id",
    ),
    ContactColumns(
        Objection, name="objector", mixed="contact", units=(), unit_names=(),
        areas=("application__organisation__area", "application__organisation__zone"),
    ),
)  # fmt: skip
