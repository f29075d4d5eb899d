"""工作台页面。"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from agencies.access.person import person
from reports.workbench import workbench_of
from supervision.web.views import Page
from supervision.workdays import calendar


class WorkbenchPage(Page):
    """Where everybody lands: to-dos in the order of their deadline, three figures, what is late."""

    permission = "web.home"
    template_name = "reports/workbench.html"
    title = "工作台"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        bench = workbench_of(person(self.request), today=today, calendar=calendar.current())
        return super().get_context_data(bench=bench, today=today, **kwargs)
