from django.apps import AppConfig


class GateConfig(AppConfig):
    name = "kooperacja.gate"

    def ready(self) -> None:
        from . import policies  # noqa: F401, PLC0415 - declares the permissions
        from .views import cards  # noqa: F401, PLC0415 - puts its cards and its clock into the pages of cases
