"""`kooperacja load-scale [FILE]`: enter the first edition of the situation scale, or the programme's own."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from kooperacja.access.actor import SYSTEM

from ...actions.scale import ensure_scale, enter_edition
from ...scale import AreaWords, EditionWords


class Command(BaseCommand):
    """Without a file it enters our edition unless there is any; with one it enters that edition."""

    help = "Enter the situation scale: our first edition if there is none, or the edition of a JSON file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        if file is None:
            entered = ensure_scale(actor=SYSTEM)
            self.stdout.write(_("The situation scale is entered.") if entered else _("There is a scale already."))
            return
        try:
            edition = enter_edition(_read(file), actor=SYSTEM)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(_("This file can't be entered: %(error)s") % {"error": error}) from error
        self.stdout.write(_("Entered: %(name)s.") % {"name": edition.label})


def _read(file: Path) -> EditionWords:
    data = json.loads(file.read_text(encoding="utf-8"))
    return EditionWords(
        code=data["code"],
        name=data["name"],
        name_en=data["name_en"],
        starts_on=date.fromisoformat(data["starts_on"]),
        areas=[AreaWords(**area) for area in data["areas"]],
        steps=[(name, english) for name, english in data["steps"]],
    )
