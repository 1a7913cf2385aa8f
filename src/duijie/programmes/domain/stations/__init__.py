"""Stations: limits over all of them, and what they come to."""
