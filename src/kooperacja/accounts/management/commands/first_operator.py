"""`kooperacja first-operator EMAIL`: begins an installation."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.accounts.actions import AlreadyOperated, name_first_operator


class Command(BaseCommand):
    """Names the first operator and prints the link by which they set up how they sign in."""

    help = "Names the first operator of the installation and prints a link that works once, for seven days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address, a name, and whether ways to sign in that were lost are to be replaced."""
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="first name and surname; without it the address stands for it")
        parser.add_argument(
            "--again", action="store_true", help="a new link for an operator who lost every way to sign in"
        )

    def handle(self, *args: Any, email: str, name: str, again: bool, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Do it."""
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(_("%(text)s is not an e-mail address.") % {"text": email}) from error
        now = timezone.now()
        try:
            token = name_first_operator(
                email=email, name=name or email, today=timezone.localdate(now), now=now, again=again
            )
        except AlreadyOperated as error:
            raise CommandError(
                _(
                    "There is an operator already. Operators name further ones in the application, under "
                    '"Operators". If this operator lost every way to sign in, add --again.'
                )
            ) from error
        call_command("load_vocabulary", stdout=self.stdout)
        call_command("load_scale", stdout=self.stdout)
        path = reverse("accounts:set_up", args=[token])
        self.stdout.write(_("Open this link within seven days and set up how you sign in:"))
        self.stdout.write(f"{settings.BASE_URL}{path}")
