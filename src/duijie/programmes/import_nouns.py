"""Which nouns of this app can be imported. Looked for by name (``common.importing.nouns``), like ``tasks``."""

from duijie.common.importing.nouns import register
from duijie.programmes.registers import AWARDS, STATIONS
from duijie.registry.interfaces.record_import import RecordImport

register(RecordImport(STATIONS))
register(RecordImport(AWARDS))
