"""Two-way matching of demands and supply: plain Python, no Django, no clock, no global randomness."""

import os

__version__ = "0.1.0"

# Before numpy is loaded. The threads of its linear algebra wait for each other in a busy loop: beside anybody else's
# work a product takes two to three times the processor. Long lists share products among threads of our own instead
# (``vectors.blocks``).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
