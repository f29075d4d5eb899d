"""案件库与案件页。"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from agencies.access.pages import KnownObjectPage
from agencies.selectors import narrowed
from cases.choices import CaseKind, Outcome
from cases.exports import CASES
from cases.forms import CaseFilterForm
from cases.models import EnforcementCase, Finding
from cases.selectors.case_parts import parts_of, with_parts
from cases.selectors.cases import cases_with_findings, certificates_on_record, find_cases, identity_asked_for, with_marks
from cases.selectors.explanations import Explained, explained_results, gaps
from cases.selectors.keeping import HELD_FOR
from cases.selectors.masked import merits, source_row
from cases.selectors.particulars import particulars_of
from cases.selectors.personal import Look, looks_of
from cases.selectors.power_item import power_item_of, with_power_item
from cases.timeline import timeline
from supervision.audit.reads import note_read
from supervision.web.masking import ORGANISATION_KINDS, mask_name
from supervision.web.views import ListPage


class CaseList(ListPage):
    """All enforcement records in scope, newest first."""

    permission = "cases.view_case"
    model = EnforcementCase
    template_name = "cases/case_list.html"
    title = "案件库"
    keyset_by = "listed_on"
    exported = CASES

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A document number that was asked for leaves the address at once: what stands there instead is its fingerprint."""
        if mark := identity_asked_for(request.GET.get("q", "")):
            kept = request.GET.copy()
            del kept["q"]
            kept["party"] = mark
            return HttpResponseRedirect(f"{request.path}?{kept.urlencode()}")
        return super().get(request, *args, **kwargs)

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = CaseFilterForm(self.request.GET, user=self.request.user)
        self.narrowing = replace(self.form.wanted(), party=self.request.GET.get("party", "")[:400])
        return with_marks(find_cases(narrowed(rows, self.request), self.narrowing, self.request.user), self.request.user)

    def rows_to_count(self) -> QuerySet[Any] | None:
        if not self.narrowing.by_findings_alone:
            return None
        mine = narrowed(Finding.objects.visible_to(self.request.user), self.request)
        return cases_with_findings(mine, self.narrowing, self.request.user)

    def wanted(self) -> dict[str, str]:
        """The document number that was searched for is told to nobody."""
        return super().wanted() | ({"证件号码": "（按证件号码检索）"} if self.request.GET.get("party") else {})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        found["by_identity"] = bool(self.request.GET.get("party"))
        return {**found, "form": self.form, "shows_marks": self.request.user.has_perm("cases.view_finding")}


@dataclass(frozen=True)
class RuleGroup:
    """Results of one outcome that nobody has to act on: written out only when they are asked for (`?show=pass`), being most of a page."""

    outcome: Outcome
    results: list[Explained]
    shown: bool


class CasePage(KnownObjectPage):
    """One case from source to closing: five facts, the verdict of the check, the timeline with its problems, the record's lineage."""

    permission = "cases.view_case"
    model = EnforcementCase
    template_name = "cases/case.html"

    def get_queryset(self) -> QuerySet[Any]:
        return with_power_item(with_parts(super().get_queryset()), self.request.user).annotate(held_for=HELD_FOR)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case, parts = self.object, parts_of(self.object)
        if case.party_type not in ORGANISATION_KINDS:
            note_read("cases.person_read", actor=self.request.user, target=case)
        results = explained_results(case, user=self.request.user, today=timezone.localdate())
        by_outcome: defaultdict[Outcome, list[Explained]] = defaultdict(list)
        for result in results:
            by_outcome[result.outcome].append(result)
        pins: defaultdict[str, list[Explained]] = defaultdict(list)
        for result in by_outcome[Outcome.FAIL]:
            pins[result.step].append(result)
        shown = self.request.GET.get("show", "")
        return super().get_context_data(
            facts=_five_facts(case),
            merits=merits(case),
            particulars=particulars_of(case),
            breadcrumb=(("案件库", reverse("cases:cases")),),
            failed=by_outcome[Outcome.FAIL],
            groups=[RuleGroup(each, by_outcome[each], each == shown) for each in (Outcome.UNKNOWN, Outcome.PASS)],
            not_applicable=by_outcome[Outcome.NOT_APPLICABLE],
            gaps=gaps(results),
            tally={outcome.name.lower(): len(by_outcome[outcome]) for outcome in Outcome},
            steps=timeline(case, parts, pins),
            certificates=certificates_on_record(parts.certificate_numbers, self.request.user),
            source=source_row(case) if shown == "source" else None,
            item=power_item_of(case),
            in_register=case.party_type in ORGANISATION_KINDS and self.request.user.has_perm("cases.view_enterprise"),
            may_unmask=self.request.user.has_perm("cases.unmask", case),
            looks=self._looks(),
            **self._keeping(),
            **kwargs,
        )

    def _looks(self) -> list[Look]:
        """Who saw this case's personal data: told to those who supervise, not to the agency."""
        user = self.request.user
        asks = user.has_perm("cases.unmask", self.object) and user.has_perm("cases.view_finding", self.object)
        return looks_of(self.object) if asks else []

    def _keeping(self) -> dict[str, Any]:
        """Whether it is archived, and for those who may set one, whether a hold keeps it."""
        case, may = self.object, self.request.user.has_perm("cases.hold_case", self.object)
        return {
            "archived_words": f"已于 {case.archived_on} 归档：不再接受更正和研判，仍列入案件库和统计。",
            "may_hold": may,
            "held_for": case.held_for if may else "",
        }


def _five_facts(case: EnforcementCase) -> list[dict[str, str]]:
    """What a reader wants to know before anything else."""
    day: date | None
    if case.decision_date:
        state, day = ("已结案" if case.closed_on else "已作决定"), case.decision_date
    elif case.kind == CaseKind.PENALTY:
        state, day = "办理中，尚未决定", case.filing_date
    else:
        state, day = "已记录", case.listed_on
    fine = f"{case.fine_amount:,.2f} 元" if case.fine_amount is not None else "—"
    return [
        {"label": "机关", "value": case.agency.name, "url": reverse("agencies:agency", args=[case.agency_id])},
        {"label": "当事人", "value": mask_name(case.party_name, case.party_type)},
        {"label": "决定日期" if case.decision_date else "日期", "value": day.isoformat() if day else "未记载"},
        {"label": "罚款", "value": fine},
        {"label": "状态", "value": state},
    ]
