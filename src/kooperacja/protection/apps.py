from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "kooperacja.protection"

    def ready(self) -> None:
        from . import policies  # noqa: F401, PLC0415 - declares the permission
