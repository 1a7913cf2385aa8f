"""What the register does in jobs, and what it tells the machinery of imports."""

from duijie.common.importing.nouns import register
from duijie.registry.interfaces.organisation_import import OrganisationImport

register(OrganisationImport())
