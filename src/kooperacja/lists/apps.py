from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "kooperacja.lists"

    def ready(self) -> None:
        from . import policies  # noqa: F401, PLC0415 - declares the permissions
