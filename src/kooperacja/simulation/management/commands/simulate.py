"""`kooperacja simulate`: fills an empty database with an invented country, to try out and to measure."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ...actions import SimulationRefused, simulate

BAR = 40


class Command(BaseCommand):
    """Simulate a country."""

    help = "Fill an empty database with invented people and cases on the imported register of gminas."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--gminas", type=int, default=10, help="how many gminas work with it (default: 10)")
        parser.add_argument("--cases", type=int, default=1000, help="how many cases there are (default: 1000)")
        parser.add_argument("--seed", type=int, default=1, help="another number, another country (default: 1)")
        parser.add_argument(
            "--depth",
            choices=("full", "light"),
            default="full",
            help="full: about forty rows a case; light: case, household, two persons, team",
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        if settings.MODE == "production":
            raise CommandError("Invented people don't belong into an installation that works with real ones.")
        begun, cases = time.monotonic(), options["cases"]

        def told(done: int) -> None:
            full = BAR * done // cases
            speed = done / (time.monotonic() - begun)
            self.stdout.write(
                f"\r[{'#' * full}{' ' * (BAR - full)}] {done:,} / {cases:,}, {speed:,.0f} a second", ending=""
            )
            self.stdout.flush()

        try:
            rows = simulate(
                gminas=options["gminas"],
                cases=cases,
                seed=options["seed"],
                light=options["depth"] == "light",
                now=timezone.now(),
                told=told,
            )
        except SimulationRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"\n{cases:,} cases, {rows:,} rows in {time.monotonic() - begun:,.0f} s.")
