"""Founding cases, built from invented people through the domain functions on a stated calendar."""
