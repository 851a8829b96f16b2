from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "kooperacja.agenda"

    def ready(self) -> None:
        from . import policies  # noqa: F401, PLC0415 - declares the permissions
        from .views import cards  # noqa: F401, PLC0415 - puts its part into the page of a case
