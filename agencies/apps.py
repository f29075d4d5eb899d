"""机构与人员应用。"""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Who enforces, who supervises, who may see what."""

    name = "agencies"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        from agencies import frame  # noqa: F401 - fills the page frame's places
        from agencies.identity import tracing  # noqa: F401 - hears who signs in and out
        from supervision.workdays import on_calendar_change

        on_calendar_change.register("agencies.services.calendar.trace_change")
