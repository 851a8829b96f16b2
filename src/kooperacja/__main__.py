"""The command line: `kooperacja import-terc FILE` is Django's command `import_terc`."""

import os
import sys


def main() -> None:
    """Run a management command; dashes in its name stand for underscores."""
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - settings must be named first
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings must be named first

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kooperacja.config.settings")
    program, *arguments = sys.argv
    named = 1 if arguments[:1] == ["help"] and arguments[1:] else 0
    if arguments and not arguments[named].startswith("-"):
        arguments[named] = arguments[named].replace("-", "_")
    try:
        execute_from_command_line([program, *arguments])
    except ImproperlyConfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
