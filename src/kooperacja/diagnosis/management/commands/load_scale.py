"""`kooperacja load-scale [FILE | --print]`: enter the first edition of the situation scale, or the programme's own.

`kooperacja load-scale --print > skala.json` writes today's edition down; change code, day and words, and enter it.
"""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.access.actor import SYSTEM

from ...actions.assessments import edition_today
from ...actions.scale import edition_words, ensure_scale, enter_edition
from ...scale import FIRST, AreaWords, EditionWords


class Command(BaseCommand):
    """Without a file it enters our edition unless there is any; with one it enters that edition."""

    help = "Enter the situation scale: our first edition if there is none, or the edition of a JSON file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--print", action="store_true", help="write today's edition down as such a file")

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        if options["print"]:
            now = edition_today(today=timezone.localdate())
            data = asdict(edition_words(now) if now else FIRST)
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=date.isoformat))
            return
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
