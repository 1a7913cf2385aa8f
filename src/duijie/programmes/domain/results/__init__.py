"""Yields: entered with evidence and shares, verified, merged where two are one thing."""
