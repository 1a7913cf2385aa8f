"""What of a demand there can be only one of. Looked for by name (``registry.references``)."""

from duijie.demands.models import Rating
from duijie.registry.references import keep_newest

keep_newest(Rating, "rated_at")
