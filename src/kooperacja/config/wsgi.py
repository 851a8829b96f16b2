"""The WSGI application that the server runs."""

import logging
import os
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kooperacja.config.settings")

django = get_wsgi_application()

from kooperacja.access.checks import every_address_says_who_may  # noqa: E402 - needs the settings first
from kooperacja.accounts.demo_mark import refuse_marked_in_production  # noqa: E402 - see above
from kooperacja.portal.errors import LAST_RESORT  # noqa: E402 - see above

refuse_marked_in_production()
if silent := every_address_says_who_may(None):  # the server runs no checks by itself
    raise ImproperlyConfigured("\n".join(problem.msg for problem in silent))

logger = logging.getLogger(__name__)


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer a request; a fault that nothing inside has caught shows a plain page and no trace."""
    try:
        return django(environ, start_response)
    except Exception:
        logger.exception("a fault outside of everything")
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")]
        start_response("500 Internal Server Error", headers)
        return [LAST_RESORT.encode()]
