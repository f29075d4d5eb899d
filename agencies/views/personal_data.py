"""个人信息清单：给安全管理员看，也可打印作影响评估的附件。"""

from __future__ import annotations

from typing import Any

from agencies.personal_data import FREE_TEXT, INVENTORY, Grade, entries_of
from supervision.web.views import Page


class PersonalDataPage(Page):
    """What personal data the platform keeps, whose, why, how long and how protected. It shows no data itself."""

    permission = "agencies.view_personal_data"
    template_name = "agencies/personal_data.html"
    title = "个人信息清单"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = [(grade, entries_of(grade)) for grade in (Grade.SENSITIVE, Grade.ORDINARY)]
        return super().get_context_data(groups=groups, count=len(INVENTORY), free_text=FREE_TEXT, **kwargs)
