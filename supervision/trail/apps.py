"""留痕页面应用。"""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """The audit administrator's pages, and the public check of a paper."""

    name = "supervision.trail"
    label = "trail"
    verbose_name = "留痕页面"

    def ready(self) -> None:
        """Menu items."""
        from supervision.web import menu

        menu.register(
            menu.MenuItem("base", "操作留痕", "trail:events", "audit.view_event", order=70),
            menu.MenuItem("base", "封存与核验", "trail:seal", "audit.view_event", order=80),
        )
