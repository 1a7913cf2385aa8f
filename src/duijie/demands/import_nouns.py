"""Which nouns of this app can be imported. Looked for by name (``common.importing.nouns``), like ``tasks``."""

from duijie.common.importing.nouns import Family, register, register_family
from duijie.demands.interfaces import results_import
from duijie.demands.registers import DEMANDS
from duijie.demands.visit_register import VISITS
from duijie.registry.interfaces.record_import import RecordImport

register(RecordImport(DEMANDS))
register(RecordImport(VISITS))
register_family(Family(results_import.PREFIX, results_import.keys, results_import.make))
