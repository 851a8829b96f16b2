from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "kooperacja.transfers"

    def ready(self) -> None:
        from . import policies  # noqa: F401, PLC0415 - declares the permissions
        from .actions import lapsing  # noqa: F401, PLC0415 - lets what is offered end with the case
        from .views import card  # noqa: F401, PLC0415 - puts itself on the overview of a case
