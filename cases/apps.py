"""执法案件应用。"""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Collect, check, triage."""

    name = "cases"
    verbose_name = "执法案件"

    def ready(self) -> None:
        from cases import duty_places, frame  # noqa: F401 - fills the page frame's places
        from cases.rules import elsewhere
        from supervision.exchange.channel import channel

        elsewhere.register(*duty_places.PLACES)
        channel()  # an address or a key that cannot be used stops the start
