from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "kooperacja.search"

    def ready(self) -> None:
        from . import policies  # noqa: F401, PLC0415 - declares the permission
