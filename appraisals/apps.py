"""执法质效评议应用。"""

from django.apps import AppConfig


class AppraisalsConfig(AppConfig):
    """How well agencies enforce the law."""

    name = "appraisals"
    verbose_name = "执法质效评议"

    def ready(self) -> None:
        """The menu, the verbs of the trail."""
        from appraisals import audit_verbs, frame, lifecycles  # noqa: F401 - each registers what it holds
