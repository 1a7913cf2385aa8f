"""Which nouns of this app can be imported. Looked for by name (``common.importing.nouns``), like ``tasks``."""

from duijie.common.importing.nouns import register
from duijie.registry.interfaces.organisation_import import OrganisationImport

register(OrganisationImport())
