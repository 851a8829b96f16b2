from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "kooperacja.access"

    def ready(self) -> None:
        from . import checks  # noqa: F401, PLC0415 - registers the check
