"""The registers of this app. Looked for by name (``registry.register``), like ``tasks``."""

from duijie.registry.registers import achievements, carriers, organisations, persons, services

__all__ = ["achievements", "carriers", "organisations", "persons", "services"]
