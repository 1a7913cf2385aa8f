"""Blind expert review: marks, what they come to, and who reviews what."""
