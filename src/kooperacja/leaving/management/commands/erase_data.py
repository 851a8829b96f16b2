"""`kooperacja erase-data INSTITUTION --order NUMBER --handed-over DATE [--code CODE]`."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.institutions.models import Institution
from kooperacja.kernel.refused import Refused

from ...actions.erasing import WrongCode, erase_data, reckon
from ...actions.finding import NotFound, find_institution


class Command(BaseCommand):
    """Erases the host's copy of an institution's data: the first run counts, the second one, with its code, erases."""

    help = "Erases what belongs to an institution that has ended and has all its data. Run it twice: see its output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the institution, its order, the day of the hand-over, and in the second run the code."""
        parser.add_argument("institution", help="its name, or the number in its address")
        parser.add_argument("--order", required=True, help="number of the institution's written order")
        parser.add_argument(
            "--handed-over", required=True, type=date.fromisoformat, help="the day of the hand-over, 2026-01-31"
        )
        parser.add_argument("--code", default="", help="the code that the first run printed")

    def handle(
        self,
        *args: Any,  # noqa: ARG002 - Django's signature
        institution: str,
        order: str,
        handed_over: date,
        code: str,
        **options: Any,  # noqa: ARG002 - Django's signature
    ) -> None:
        """Count or erase."""
        try:
            self._run(find_institution(institution), order.strip()[:60], handed_over, code.strip())
        except NotFound as error:
            raise CommandError(_("No institution, or more than one, is called %(name)s.") % {"name": error}) from error
        except Refused as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        except WrongCode as error:
            raise CommandError(_("This is not the code. Run the command without one, and read its numbers.")) from error

    def _run(self, institution: Institution, order: str, handed_over: date, code: str) -> None:
        if not order:
            raise CommandError(_("Give the number of the written order."))
        now = timezone.now()
        if code:
            erase_data(institution, order=order, handed_over=handed_over, code=code, now=now)
            self.stdout.write(
                _("The data are erased here. They are still in your backups: destroy these in time, too.")
            )
            return
        found = reckon(institution, order=order, handed_over=handed_over, today=timezone.localdate(now))
        self.stdout.write(_("Nothing is erased yet. These rows would be deleted:"))
        self._count(found.deleted)
        self.stdout.write(_("These stay without words, since others rely on them:"))
        self._count(found.emptied)
        self.stdout.write(_("To erase them, run the command again with --code %(code)s") % {"code": found.code})

    def _count(self, counts: dict[str, int]) -> None:
        for name, count in sorted(counts.items()):
            self.stdout.write(f"{count:>8}  {name}")
