"""Where handlers of jobs and topics stand: the ``tasks.py`` of each app, imported when first needed."""

import functools

from django.utils.module_loading import autodiscover_modules


@functools.cache
def discover() -> None:
    autodiscover_modules("tasks")
