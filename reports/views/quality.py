"""数据质量：本级各单位的排名；一个单位的得分和要补正的行。"""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from agencies.access.person import person
from agencies.models import Agency
from agencies.selectors import narrowed
from cases.models import EnforcementCase, ImportBatch, UpwardCase
from cases.selectors.upward import REFUSED_SHOWN, mark_refused, refusals
from reports import quality
from reports.models import QualityCause, QualityMonth
from supervision.web.views import ObjectPage, Page

SHOWS = ("blank", "refused", "returned", "batches")
LOWEST_FIRST = "lowest"


class MonthFilter(forms.Form):
    """The month, in the address."""

    month = forms.ChoiceField(label="报送月份", required=False)

    def __init__(self, data: Any, *, months: list[datetime.date], asked: datetime.date) -> None:
        super().__init__({"month": f"{asked:%Y-%m}", "order": data.get("order", "")})
        known = months if asked in months else [asked, *months]
        self.fields["month"].choices = [(f"{month:%Y-%m}", f"{month:%Y 年 %-m 月}") for month in known]  # type: ignore[attr-defined]


class RankingFilter(MonthFilter):
    """The month, and which end of the ranking comes first."""

    order = forms.ChoiceField(label="排序", required=False, choices=[("", "得分高的在前"), (LOWEST_FIRST, "得分低的在前")])


def month_asked(text: str, months: list[datetime.date]) -> datetime.date:
    """The month of the address ("2026-10"); the newest that there is when it names none."""
    try:
        return datetime.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return months[0] if months else timezone.localdate().replace(day=1)


class Ranking(Page):
    """Every agency in scope in one month, best first, against the month before."""

    permission = "cases.view_batch"
    template_name = "reports/quality.html"
    title = "数据质量"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows: QuerySet[QualityMonth] = narrowed(QualityMonth.objects.visible_to(self.request.user), self.request)
        months = quality.months_of(rows)
        month = month_asked(self.request.GET.get("month", ""), months)
        scores = quality.ranking(rows, month, lowest_first=self.request.GET.get("order") == LOWEST_FIRST)
        return super().get_context_data(
            scores=scores,
            month=month,
            before=quality.month_before(month),
            figures=quality.FIGURES,
            timely_basis=quality.TIMELY_BASIS,
            fewest=quality.FEWEST,
            form=RankingFilter(self.request.GET, months=months, asked=month),
            ranks=not all(grant.by_agency for grant in person(self.request).scope.with_permission("cases.view_batch")),
            **kwargs,
        )


class AgencyQuality(ObjectPage):
    """One agency's month: its score, each figure with its formula, what is amiss, and the rows to mend."""

    permission = "cases.view_batch"
    template_name = "reports/quality_agency.html"
    model = Agency

    def get_queryset(self) -> QuerySet[Agency]:
        return Agency.objects.visible_to(self.request.user, self.permission)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agency: Agency = self.object
        rows = QualityMonth.objects.visible_to(self.request.user).filter(agency=agency)
        kept = {row.month: row for row in rows.order_by("-month")[:36]}
        month = month_asked(self.request.GET.get("month", ""), list(kept))
        row = kept.get(month)
        score = quality.score_of(row, kept.get(quality.month_before(month))) if row else None
        found = QualityCause.objects.visible_to(self.request.user).filter(agency=agency, month=month)
        shown = self.request.GET.get("show", "")
        show = shown if shown in SHOWS else SHOWS[0]
        return super().get_context_data(
            breadcrumb=(("数据质量", f"{reverse('reports:quality')}?month={month:%Y-%m}"),),
            month=month,
            before=quality.month_before(month),
            score=score,
            causes=quality.causes(list(found)),
            figures=quality.FIGURES,
            timely_basis=quality.TIMELY_BASIS,
            fewest=quality.FEWEST,
            form=MonthFilter(self.request.GET, months=list(kept), asked=month),
            show=show,
            row_tabs=self._tabs(month, show, row),
            **self._rows(show, agency, month),
            **kwargs,
        )

    def _tabs(self, month: datetime.date, show: str, row: QualityMonth | None) -> list[dict[str, Any]]:
        labels = {"blank": "有缺项的案件", "refused": "未入库的行", "returned": "省平台退回", "batches": "本月批次"}
        counts = {"blank": None, "refused": row.refused if row else 0, "returned": None, "batches": None}
        return [
            {"label": label, "url": f"?month={month:%Y-%m}&show={key}#rows", "current": key == show, "count": counts[key]}
            for key, label in labels.items()
        ]

    def _rows(self, show: str, agency: Agency, month: datetime.date) -> dict[str, Any]:
        """The rows of the tab that is open."""
        user = self.request.user
        if show == "blank":
            after = quality.key_asked(self.request.GET.get("after", ""))
            found, following = quality.cases_with_blanks(agency_id=agency.pk, month=month, after=after)
            known = EnforcementCase.objects.visible_to(user).in_bulk([pk for pk, _ in found])
            cases = [(known[pk], quality.gap_labels(known[pk].kind, gaps)) for pk, gaps in found if pk in known]
            here = f"?month={month:%Y-%m}&show=blank"
            onward = f"{here}&after={following[0].isoformat()}~{following[1]}#rows" if following else ""
            return {"cases": cases, "next_url": onward, "first_url": f"{here}#rows" if after else ""}
        if show == "returned":
            sent_back = refusals(UpwardCase.objects.visible_to(user).filter(agency=agency)).order_by("-id")[:REFUSED_SHOWN]
            return {"returned": mark_refused(sent_back), "returned_shown": REFUSED_SHOWN}
        batches = quality.batches_of(ImportBatch.objects.visible_to(user).filter(agency=agency), month)
        return {"batches": batches, "refused": quality.refused_rows(batches) if show == "refused" else []}
