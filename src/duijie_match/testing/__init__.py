"""Conformance classes: inherit one to test an implementation of a seam."""
