"""Agreements: drawn up, signed, filed, extended, replaced, ended."""
