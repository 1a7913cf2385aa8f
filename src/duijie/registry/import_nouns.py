"""Which nouns of this app can be imported. Looked for by name (``common.importing.nouns``), like ``tasks``."""

from duijie.common.importing.nouns import register
from duijie.registry.interfaces.organisation_import import OrganisationImport
from duijie.registry.interfaces.record_import import RecordImport
from duijie.registry.interfaces.works_import import WorksImport
from duijie.registry.registers.achievements import ACHIEVEMENTS
from duijie.registry.registers.carriers import CARRIERS
from duijie.registry.registers.persons import EXPERTS, PERSONS
from duijie.registry.registers.services import SERVICES

register(OrganisationImport())
register(WorksImport())
for one in (ACHIEVEMENTS, EXPERTS, PERSONS, SERVICES, CARRIERS):
    register(RecordImport(one))
