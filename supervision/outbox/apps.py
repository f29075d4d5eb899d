"""待办箱应用。"""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class OutboxConfig(AppConfig):
    """Loads every app's `effects.py`, where the handlers stand."""

    name = "supervision.outbox"
    label = "outbox"
    verbose_name = "待办箱"

    def ready(self) -> None:
        for config in apps.get_app_configs():
            module = f"{config.name}.effects"
            if find_spec(module):
                import_module(module)
