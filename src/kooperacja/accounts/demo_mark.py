"""The two locks of the demo's sign-in by one click: the mode of the installation, and a mark in its database.

The mark is written by the demo's loader alone, and only into a database that holds no person. A production server
refuses to start on a marked database, so neither a copied setting nor a copied database opens the door by itself.
"""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.utils import timezone

from .models import DemoMark, User

REFUSAL = "This database holds the demo: production doesn't start on it. Set DATABASE_URL to a database of its own."


class NotEmpty(Exception):
    """There are people in the database, so it can't become a demo."""


def mark_as_demo() -> None:
    """Write the mark; the loader calls this first.

    Raises:
        NotEmpty: there is a person in the database already.
    """
    with transaction.atomic():
        if User.objects.exists():
            raise NotEmpty("Only an empty database can hold the demo.")
        DemoMark.objects.get_or_create(only=True, defaults={"marked_at": timezone.now()})


def is_marked() -> bool:
    """Tell whether the database holds the demo."""
    return DemoMark.objects.exists()


def is_demo() -> bool:
    """Tell whether both locks are open."""
    return settings.MODE == "demo" and is_marked()


def refuse_marked_in_production() -> None:
    """Stop a production server on a database of the demo; one without tables is no demo.

    Raises:
        ImproperlyConfigured: the database is marked.
    """
    if settings.MODE != "production" or DemoMark._meta.db_table not in connection.introspection.table_names():
        return
    if is_marked():
        raise ImproperlyConfigured(REFUSAL)


@checks.register(checks.Tags.database)
def production_has_no_demo(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:  # noqa: ARG001 - Django's signature
    """`kooperacja check --database default` and `kooperacja migrate` say so, too."""
    if not databases:
        return []
    try:
        refuse_marked_in_production()
    except ImproperlyConfigured as error:
        return [checks.Error(str(error), id="accounts.E001")]
    return []
