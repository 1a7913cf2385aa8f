"""Vectors: which are nearest."""
