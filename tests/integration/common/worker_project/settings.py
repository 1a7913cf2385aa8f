from duijie.settings.test import *  # noqa: F403 – settings are one namespace

INSTALLED_APPS = [*INSTALLED_APPS, "tests.integration.common.worker_project"]  # noqa: F405 – from the line above
