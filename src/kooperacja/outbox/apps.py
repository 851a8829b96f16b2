from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "kooperacja.outbox"

    def ready(self) -> None:
        from . import signing  # noqa: F401, PLC0415 - registers the receivers
