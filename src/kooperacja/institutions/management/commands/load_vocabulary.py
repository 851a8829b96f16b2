"""`kooperacja load-vocabulary`: enter the kinds, functions and sectors that an installation starts with."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from kooperacja.access.actor import SYSTEM

from ...actions.vocabulary import ensure_vocabulary


class Command(BaseCommand):
    """Enter the first vocabulary; what is there stays as it is, so it can be repeated."""

    help = "Enter the kinds of institution, functions and sectors that an installation starts with; repeatable."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        count = ensure_vocabulary(actor=SYSTEM)
        text = ngettext(
            "%(count)d word of the vocabulary entered.", "%(count)d words of the vocabulary entered.", count
        )
        self.stdout.write(text % {"count": count})
