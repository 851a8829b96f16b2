from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    name = "kooperacja.diagnosis"

    def ready(self) -> None:
        from . import policies  # noqa: F401, PLC0415 - declares the permissions
        from .views import overview  # noqa: F401, PLC0415 - puts its tab and card into the pages of a case
