"""What apps above are told of, within the transaction in which it happens."""

from django.dispatch import Signal

part_added = Signal()
"""A row was added to a record by hand. ``sender`` is the row's model; ``record``, not yet saved, ``row``, ``by``."""
