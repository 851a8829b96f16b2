from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "kooperacja.institutions"

    def ready(self) -> None:
        from . import sign_in  # noqa: F401, PLC0415 - registers the receivers
