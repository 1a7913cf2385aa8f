"""The addresses of the API are loaded when the first of them is asked for, not with the first page."""

import os
import subprocess
import sys

ASKED = """
import sys, django
django.setup()
from django.urls import get_resolver, resolve, reverse
from django.utils.translation import override
get_resolver().url_patterns
reverse("api_docs"), resolve("/api/docs/"), resolve("/organisations/")
print("duijie.api.api" in sys.modules)
for language in ("zh-hans", "en", "en"):
    with override(language):
        print(reverse("api-1:openapi-json"), resolve("/api/v1/openapi.json").url_name)
"""


def test_a_page_loads_none_of_them_and_their_names_are_found_in_each_language():
    told = subprocess.run(
        [sys.executable, "-c", ASKED], check=True, capture_output=True, text=True, timeout=60,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "duijie.settings.base"},
    ).stdout.splitlines()  # fmt: skip
    assert told == ["False", *["/api/v1/openapi.json openapi-json"] * 3]
