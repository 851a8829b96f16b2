from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kooperacja.accounts"

    def ready(self) -> None:
        from . import demo_mark, factors  # noqa: F401, PLC0415 - registers the check and the receiver
