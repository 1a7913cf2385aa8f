"""Demands for the search. Looked for by name (``search.sources``), like ``import_nouns``."""

from duijie.demands.registers import DEMANDS
from duijie.registry.record_search import RecordSource
from duijie.search.sources import register_source

register_source(RecordSource(DEMANDS))
