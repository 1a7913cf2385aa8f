"""Contacts of firms and bidders in what is kept about demands. Looked for by name (``registry.contacts``)."""

from duijie.demands.models import Bid, Demand, DemandContact, Filing, Visit
from duijie.registry.contacts import ContactColumns, declare

_OF_BID = ("challenge__demand__area", "challenge__demand__zone")
declare(
    ContactColumns(Demand, name="contact_name", phone="contact_phone"),
    ContactColumns(Demand, name="asked_by"),
    ContactColumns(Visit, name="contact_name", phone="contact_phone"),
    ContactColumns(
        DemandContact, mixed="spoken_with", units=("demand__organisation_id",),
        unit_names=("demand__organisation_name",), areas=("demand__area", "demand__zone"),
    ),
    ContactColumns(
        Filing, name="contact_name", phone="contact_phone", email="email", also=("proof_name",), file="proof",
        unit_names=("firm_name",), account="account_id",
    ),
    ContactColumns(Bid, name="lead", unit_names=(), areas=_OF_BID),
    ContactColumns(Bid, mixed="contact", unit_names=(), areas=_OF_BID),
)  # fmt: skip
