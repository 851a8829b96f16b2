from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "kooperacja.matching"

    def ready(self) -> None:
        from . import policies  # noqa: F401, PLC0415 - declares the permissions
        from .views import cards  # noqa: F401, PLC0415 - puts its parts into the pages of concerns and cases
