from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "kooperacja.reviews"

    def ready(self) -> None:
        from . import policies  # noqa: F401, PLC0415 - declares the permissions
        from .views import cards  # noqa: F401, PLC0415 - puts the reviews into the pages of a case
