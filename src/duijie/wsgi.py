"""The door for HTTP servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duijie.settings.base")
application = get_wsgi_application()
