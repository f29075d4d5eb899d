"""监督报告的表单。"""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from agencies.models import Region
from reports.lifecycles import REPORT


class RequestForm(forms.Form):
    """Which place and month to compile a report for. The choices are what the person may ask for."""

    region = forms.ChoiceField(label="地区")
    period = forms.ChoiceField(label="统计月份", help_text="只能编制已经结束的月份；同一地区同一月份只有一份报告。")

    def __init__(self, *args: Any, regions: list[Region], today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [(region.code, region.name) for region in regions]  # type: ignore[attr-defined]
        self.fields["period"].choices = [(f"{day:%Y-%m}", f"{day.year}年{day.month}月") for day in past_months(today)]  # type: ignore[attr-defined]

    def clean_period(self) -> datetime.date:
        """The first day of the month."""
        return datetime.date.fromisoformat(f"{self.cleaned_data['period']}-01")


def past_months(today: datetime.date, count: int = 24) -> list[datetime.date]:
    """The first days of the months before today's, newest first."""
    months, day = [], today.replace(day=1)
    for _ in range(count):
        day = (day - datetime.timedelta(days=1)).replace(day=1)
        months.append(day)
    return months


class ReportFilter(forms.Form):
    """The filters of the list of reports."""

    region = forms.ChoiceField(label="地区", required=False)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *REPORT.choices])
    year = forms.ChoiceField(label="年份", required=False)

    def __init__(self, *args: Any, regions: list[tuple[str, str]], years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", "全部"), *regions]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", "全部"), *((str(year), f"{year}年") for year in years)]  # type: ignore[attr-defined]
