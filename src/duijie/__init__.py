"""Duijie 对接, the platform."""

import duijie_match  # noqa: F401 – says how numpy is to be loaded, wherever that happens first
