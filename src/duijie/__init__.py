"""Duijie 对接, the platform."""
