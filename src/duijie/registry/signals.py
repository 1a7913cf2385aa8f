"""What apps above are told of, within the transaction in which it happens."""

from django.dispatch import Signal

part_added = Signal()
"""A row was added to a record by hand. ``sender`` is the row's model; ``record``, not yet saved, ``row``, ``by``."""

merging = Signal()
"""``kept`` and ``merged`` are about to become one: what refers to ``merged`` moves next. ``sender`` is the model."""

merge_undone = Signal()
"""``kept`` and ``merged`` are two again; what had moved is back. ``sender`` is the model."""

records_written = Signal()
"""``records`` were added or changed, by hand or by a list, and are stored. ``sender`` is the model; ``by``."""

consent_withdrawn = Signal()
"""``user`` has withdrawn the consent to ``purpose``: whoever keeps data by it removes what is kept, in the same
transaction."""
