"""Measurements, one module each; `./run bench` runs them."""
