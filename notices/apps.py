"""监督文书应用。"""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Supervise and rectify."""

    name = "notices"
    verbose_name = "监督文书"
