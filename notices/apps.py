"""监督文书应用。"""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Supervise and rectify."""

    name = "notices"
    verbose_name = "监督文书"

    def ready(self) -> None:
        """Menu items, and the call of the calendar when a published arrangement changes it."""
        from agencies.access import things
        from agencies.registers import origins
        from agencies.services import handover
        from cases import holds
        from cases.laws import citations
        from cases.rules import elsewhere
        from notices import gates, holdings
        from notices.instruments.citations import instrument_citations
        from notices.selectors.suspensions import ORIGIN
        from supervision.web import menu
        from supervision.workdays import on_calendar_change

        on_calendar_change.register("notices.services.recompute.after_calendar_change")
        things.register(*holdings.THINGS)
        handover.register(*holdings.HOLDINGS)
        holds.register(*holdings.HOLDS)
        elsewhere.register(*gates.GATES)
        origins.register(ORIGIN)
        citations.register("instruments", instrument_citations)
        # Whoever supervises: the agencies hold view_instrument too, but read theirs in 收件.
        supervising = (
            "notices.draft_instrument",
            "notices.check_instrument",
            "notices.sign_instrument",
            "reports.review_legal",
            "reports.instruct",
        )
        for item in (
            menu.MenuItem("triage", "监督事项", "notices:matters", "notices.view_matter", order=50),
            menu.MenuItem("supervise", "监督文书", "notices:instruments", supervising, order=10),
            menu.MenuItem("rectify", "收件", "notices:inbox", "notices.respond", order=10),
            menu.MenuItem("rectify", "核验", "notices:to_verify", "notices.verify_response", order=20),
            menu.MenuItem("rectify", "逾期", "notices:overdue", supervising, order=30),
        ):
            menu.register(item)
