"""`kooperacja hand-over-data INSTITUTION --to FOLDER --order NUMBER --asked-by NAME`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from ...actions.finding import NotFound, find_institution
from ...actions.handing import FolderTaken, hand_over_data


class Command(BaseCommand):
    """Writes all data of an institution into a folder, for its written order."""

    help = "Writes everything that belongs to an institution into a new folder: CSV files, a page a case, a README."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the institution, the folder, and by whose order it is done."""
        parser.add_argument("institution", help="its name, or the number in its address")
        parser.add_argument("--to", required=True, type=Path, help="a folder that isn't there yet")
        parser.add_argument("--order", required=True, help="number of the institution's written order")
        parser.add_argument("--asked-by", required=True, help="who signed the order")

    def handle(self, *args: Any, institution: str, to: Path, order: str, asked_by: str, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Do it, and say how much it was."""
        if not order.strip() or not asked_by.strip():
            raise CommandError(_("Give the number of the written order and who signed it."))
        try:
            found = find_institution(institution)
            _done, sheets = hand_over_data(
                found, to, order=order.strip()[:60], asked_by=asked_by.strip()[:150], now=timezone.now()
            )
        except NotFound as error:
            raise CommandError(_("No institution, or more than one, is called %(name)s.") % {"name": error}) from error
        except FolderTaken as error:
            raise CommandError(_("There is something in %(folder)s already.") % {"folder": error}) from error
        for sheet in sheets:
            self.stdout.write(f"{sheet.count:>8}  {sheet.name}.csv")
        self.stdout.write(_("Everything is in %(folder)s.") % {"folder": to})
