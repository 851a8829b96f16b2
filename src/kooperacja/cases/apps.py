from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "kooperacja.cases"

    def ready(self) -> None:
        from . import policies  # noqa: F401, PLC0415 - declares the permissions
