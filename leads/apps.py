"""线索应用。"""

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    """Who tells us."""

    name = "leads"
    verbose_name = "线索"

    def ready(self) -> None:
        """The menu, the verbs of the trail."""
        from leads import audit_verbs, frame, lifecycles  # noqa: F401 - each registers what it holds
