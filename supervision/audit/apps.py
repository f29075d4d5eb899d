"""操作留痕应用。"""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class AuditConfig(AppConfig):
    """Loads every app's `audit_verbs.py`, so that the registry is complete before the first request."""

    name = "supervision.audit"
    label = "audit"
    verbose_name = "操作留痕"

    def ready(self) -> None:
        for config in apps.get_app_configs():
            module = f"{config.name}.audit_verbs"
            if find_spec(module):
                import_module(module)
