"""网页内核应用。"""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The frame of every page."""

    name = "supervision.web"
    label = "web"
    verbose_name = "网页"

    def ready(self) -> None:
        from supervision.web import checks  # noqa: F401
