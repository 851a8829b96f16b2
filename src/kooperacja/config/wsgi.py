"""The WSGI application that the server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kooperacja.config.settings")

application = get_wsgi_application()

from kooperacja.accounts.demo_mark import refuse_marked_in_production  # noqa: E402 - models need the settings first

refuse_marked_in_production()
