"""Two-way matching of demands and supply: plain Python, no Django, no clock, no global randomness."""

__version__ = "0.1.0"
