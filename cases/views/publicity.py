"""双公示文件：一个期间的处罚、许可决定，照标准的栏目导出；缺栏目的先列出来，不写进文件。"""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from agencies.selectors import narrowed
from cases.choices import CaseKind
from cases.columns.sources import PUBLICITY_LICENCE, PUBLICITY_PENALTY
from cases.models import EnforcementCase
from cases.publicity_exports import FILES, left_blank, never_out
from cases.selectors import publicity
from supervision.web import menu
from supervision.web.errors import UserError
from supervision.web.export_views import hand_out
from supervision.web.list_tables import filter_words
from supervision.web.throttling import EXPORT, SEARCH
from supervision.web.views import Page, View

SOURCES = {CaseKind.PENALTY: PUBLICITY_PENALTY, CaseKind.LICENCE: PUBLICITY_LICENCE}
LONGEST = datetime.timedelta(days=366)


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}))


class PublicityForm(forms.Form):
    """The kind, the days of the decisions, the agency; in the address. What is not named is this month, of all agencies in scope."""

    kind = forms.ChoiceField(label="种类", choices=[(one.value, one.label) for one in publicity.KINDS], widget=forms.HiddenInput)
    agency = forms.TypedChoiceField(label="单位", required=False, coerce=int, empty_value=None)
    first = _day("决定日期自")
    last = _day("至")

    def __init__(self, data: Any, *, user: Any) -> None:
        today = timezone.localdate()
        usual = {"kind": CaseKind.PENALTY, "agency": "", "first": f"{today.replace(day=1)}", "last": f"{today}"}
        super().__init__({name: data.get(name) or value for name, value in usual.items()})
        self.fields["agency"].choices = [("", "全部"), *publicity.publishing_agencies(user)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Days in order, a year at most."""
        found: dict[str, Any] = super().clean() or {}
        first, last = found.get("first"), found.get("last")
        if first and last and last < first:
            self.add_error("last", "止日早于起日，请改一下。")
        elif first and last and last - first > LONGEST:
            self.add_error("last", "一次最多导出一年的决定，请缩短期间。")
        return found

    def wanted(self) -> publicity.Wanted | None:
        """What is asked for; None when it does not parse."""
        if not self.is_valid():
            return None
        found = self.cleaned_data
        return publicity.Wanted(CaseKind(found["kind"]), found["first"], found["last"], found["agency"])


def _cases(request: HttpRequest) -> QuerySet[EnforcementCase]:
    """What this person may see and may take out for publication."""
    user: Any = request.user
    rows = EnforcementCase.objects.visible_to(user).visible_to(user, publicity.PERMISSION)
    return narrowed(rows, request)


class Publicity(Page):
    """What the file of a period would hold, what is missing from it and who mends that; from here it is taken out."""

    permission = publicity.PERMISSION
    throttle = SEARCH
    template_name = "cases/publicity.html"
    title = "双公示文件"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = PublicityForm(self.request.GET, user=self.request.user)
        wanted = form.wanted()
        kind = wanted.kind if wanted else CaseKind.PENALTY
        standing = publicity.standing(_cases(self.request), wanted) if wanted else None
        gap = self.request.GET.get("gap", "")
        if standing and not gap and not standing.lacking and standing.undecided:
            gap = "undecided"
        return super().get_context_data(
            form=form,
            kind=kind,
            wanted=wanted,
            gap=gap,
            standing=standing,
            mending=publicity.to_mend(_cases(self.request), wanted, gap) if wanted else (),
            most_listed=publicity.MOST_LISTED,
            fresh_rows=settings.EXPORT_FRESH_ROWS,
            most_rows=settings.EXPORT_MOST_ROWS,
            tabs=[
                {"label": one.label, "url": self._address(kind=one.value), "current": one == kind, "count": None}
                for one in publicity.KINDS
            ],
            query=self._address().removeprefix("?"),
            left_blank=left_blank(kind),
            never_out=never_out(kind),
            source=SOURCES[kind],
            **kwargs,
        )

    def _address(self, **changes: str) -> str:
        """This address without the gap that is open."""
        asked = self.request.GET.copy()
        asked.pop("gap", None)
        for name, value in changes.items():
            asked[name] = value
        return f"?{asked.urlencode()}"


class PublicityFile(View):
    """The file. A POST, because an export is a deed: it is numbered and traced."""

    permission = publicity.PERMISSION
    throttle = EXPORT
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """The rows that are ready. Raises UserError for what the form does not offer."""
        form = PublicityForm(request.GET, user=request.user)
        wanted = form.wanted()
        if wanted is None:
            raise UserError("单位、期间或者种类不对。", where="导出", remedy="请回到“双公示文件”重新选择。")
        chip = menu.provided("scope", request)
        words = ({"范围": chip.label} if chip else {}) | filter_words(form)
        rows = publicity.ready(_cases(request), wanted).order_by("decision_date", "id")
        return hand_out(request, exported=FILES[wanted.kind], rows=rows, wanted=words)
