from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "kooperacja.consultations"

    def ready(self) -> None:
        from . import policies  # noqa: F401, PLC0415 - declares the permissions
        from .views import card  # noqa: F401, PLC0415 - puts itself on the overview of a case
