"""`kooperacja import-terc FILE`: fit the official territorial register (TERC, CSV) into ours."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kooperacja.access.actor import SYSTEM
from kooperacja.territory.actions import Imported, ImportRefused, import_terc
from kooperacja.territory.rules.succession import SuccessionError
from kooperacja.territory.rules.terc import MAX_BYTES, TercError
from kooperacja.territory.rules.timeline import Change, PartState, UnitState, What

LISTED = 40
"""How many changes of one sort are printed; with `--verbosity 2` all are."""


class Command(BaseCommand):
    """Import the official TERC file."""

    help = "Import the official territorial register: the TERC file in CSV, as Statistics Poland publishes it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the CSV file")
        parser.add_argument("--history", action="store_true", help="fit in a file older than the last import")
        parser.add_argument(
            "--succeeds",
            action="append",
            default=[],
            metavar="OLD=NEW",
            help="the unit NEW follows OLD, which ended; may be given several times",
        )
        parser.add_argument(
            "--many-ended", action="store_true", help="many gminas are missing in the file, and rightly"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
        parser.add_argument("--progress", action="store_true", help="show progress also when nobody watches")

    def handle(self, **options: Any) -> None:
        shows = options["progress"] or self.stderr.isatty()
        try:
            content = self._read(options["file"])
            if shows:
                self._progress(0, 1)
            done = import_terc(
                content,
                actor=SYSTEM,
                now=timezone.now(),
                history=options["history"],
                many_ended=options["many_ended"],
                succeeds=options["succeeds"],
                dry_run=options["dry_run"],
                progress=self._progress if shows else lambda done, steps: None,  # noqa: ARG005 - silence
            )
        except TercError as error:
            raise CommandError(_("Nothing was imported.\n%(faults)s") % {"faults": error}) from None
        except ImportRefused as error:
            raise CommandError(self._refusal(error)) from None
        except SuccessionError as error:
            raise CommandError(_("Nothing was imported. %(text)s") % {"text": error}) from None
        except IntegrityError:
            raise CommandError(
                _("Nothing was imported: another import is running. Try again when it is done.")
            ) from None
        if options["verbosity"]:
            self._report(done, everything=options["verbosity"] > 1, dry_run=options["dry_run"])

    def _read(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError as error:
            raise CommandError(
                _("The file %(path)s can't be read: %(why)s") % {"path": path, "why": error.strerror}
            ) from None

    def _progress(self, done: int, steps: int) -> None:
        self.stderr.write(f"\r{100 * done // steps:3} %", ending="\n" if done == steps else "")

    def _refusal(self, error: ImportRefused) -> str:
        lines = [_("Nothing was imported."), str(error)]
        if error.older:
            lines.append(_("To fit an older file in by its date, add --history."))
        if error.ended:
            lines.append(
                _("The file was most likely cut short. If all of these gminas really ended, add --many-ended.")
            )
        return "\n".join(lines)

    def _report(self, done: Imported, *, everything: bool, dry_run: bool) -> None:
        levels = Counter(len(code) for code in done.file.units)
        self.stdout.write(
            _(
                "State on %(day)s. Voivodeships: %(voivodeships)d; powiats: %(powiats)d; "
                "gminas: %(gminas)d; parts of gminas: %(parts)d."
            )
            % {
                "day": formats.date_format(done.file.on),
                "voivodeships": levels[2],
                "powiats": levels[4],
                "gminas": levels[6],
                "parts": len(done.file.parts),
            }
        )
        if not done.is_news:
            self.stdout.write(_("All of this is known already; nothing was changed."))
        self._list_changes(done.plan.learned, everything=everything)
        if done.plan.learned_of_parts:
            self.stdout.write(_("Of parts of gminas:"))
            self._list_changes(done.plan.learned_of_parts, everything=everything)
        if done.plan.withdrawn:
            self.stdout.write(
                ngettext(
                    "%(count)d change that the register held turns out to be of another day, or none.",
                    "%(count)d changes that the register held turn out to be of another day, or none.",
                    done.plan.withdrawn,
                )
                % {"count": done.plan.withdrawn}
            )
        for join in done.joined:
            self.stdout.write(_("%(new)s follows %(old)s.") % {"new": join.new, "old": join.old})
        self._list_heirs(done)
        if dry_run:
            self.stdout.write(_("This was a trial: nothing was written."))

    def _list_changes(self, learned: Iterable[Change[UnitState] | Change[PartState]], *, everything: bool) -> None:
        by_sort: dict[What, list[Change[UnitState] | Change[PartState]]] = {}
        for change in learned:
            by_sort.setdefault(change.what, []).append(change)
        for what, changes in by_sort.items():
            self.stdout.write(f"{str(what.label).capitalize()}: {len(changes)}")
            if what is What.FIRST_SEEN:
                continue
            shown = changes if everything else changes[:LISTED]
            for change in shown:
                self.stdout.write(f"  {change.on}  {change.code}  {_told(change)}")
            if len(shown) < len(changes):
                self.stdout.write("  …")

    def _list_heirs(self, done: Imported) -> None:
        if not done.heirs:
            return
        self.stdout.write(_("These units ended and nobody has said what follows them; likely successors beside:"))
        names = {code: state.name for code, state in done.file.units.items()}
        for heir in done.heirs:
            likely = ", ".join(f"{code} {names.get(code, '')}".strip() for code in heir.candidates) or _("none found")
            self.stdout.write(f"  {heir.on}  {heir.old} {heir.name} → {likely}")
        example = next((heir for heir in done.heirs if heir.candidates), None)
        if example:
            self.stdout.write(
                _("To join them, run this again with, for example, --succeeds %(old)s=%(new)s.")
                % {"old": example.old, "new": example.candidates[0]}
            )


def _told(change: Change[UnitState] | Change[PartState]) -> str:
    """Say of a change what was and what is: names, and kinds where these differ."""
    before, after = change.before, change.after
    if before and after:
        same_name = before.name == after.name
        return f"{after.name}: {before.addition} → {after.addition}" if same_name else f"{before.name} → {after.name}"
    state = after or before
    return f"{state.name}, {state.addition}" if state else ""
