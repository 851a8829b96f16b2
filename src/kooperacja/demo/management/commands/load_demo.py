"""`kooperacja load-demo`: fills an empty database with the demo."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kooperacja.accounts.demo_mark import NotEmpty, is_marked
from kooperacja.audit.recording import PastIsClosed

from ...loader import load_demo


class Command(BaseCommand):
    """Loads the demo once; a database with real people is refused."""

    help = "Fill an empty database with invented people and the pilot. Loading twice does nothing."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        if is_marked():
            self.stdout.write("The demo is loaded already.")
            return
        try:
            load_demo(now=timezone.now())
        except (NotEmpty, PastIsClosed) as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The demo is loaded.")
