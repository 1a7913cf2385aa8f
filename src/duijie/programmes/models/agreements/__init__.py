"""Agreements (协议) of two or three parties, their templates and the meetings at which they are signed."""
