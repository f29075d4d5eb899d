"""研判：一条一条看线索，认定、排除或者立项。"""

from __future__ import annotations

import itertools
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from agencies.access.pages import KnownObjectPage
from agencies.access.person import person
from agencies.selectors import narrowed
from cases.choices import Severity
from cases.contest_lifecycles import CONTEST
from cases.exports import FINDINGS
from cases.lifecycles import FINDING
from cases.models import Finding
from cases.models.contest import PENDING_STATES
from cases.rules import RULESET
from cases.selectors.cases import agency_choices
from cases.selectors.contests import contests_of
from cases.selectors.findings import finding_in_full, notes_of, similar_findings, with_case
from cases.services import findings as services
from supervision.web.errors import UserError
from supervision.web.inputs import wholes
from supervision.web.views import ActionView, ListPage, Page

ALL: list[tuple[Any, str]] = [("", "全部")]
BULK_LIMIT = 200


class TriageFilter(forms.Form):
    """Filters of the triage list; they live in the address."""

    state = forms.ChoiceField(label="状态", required=False, choices=[(state.value, state.label) for state in FINDING.states])
    rule = forms.ChoiceField(label="规则", required=False)
    severity = forms.TypedChoiceField(label="程度", required=False, coerce=int, empty_value=None, choices=ALL + Severity.choices)
    agency = forms.TypedChoiceField(label="机关", required=False, coerce=int, empty_value=None)
    batch = forms.IntegerField(label="批次", required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__({"state": "open"} | {name: value for name, value in data.items() if value})
        rules = [(code, f"{code} {RULESET.rule(code).title}") for code in RULESET.codes]
        self.fields["rule"].choices = ALL + rules  # type: ignore[attr-defined]
        self.fields["agency"].choices = ALL + agency_choices(user)  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow a scoped list of findings; what does not parse does not narrow."""
        self.is_valid()
        found = self.cleaned_data
        names = {"state": "state", "rule_code": "rule", "severity": "severity", "agency_id": "agency", "batch_id": "batch"}
        return rows.filter(**{column: found[name] for column, name in names.items() if found.get(name)})


class Triage(ListPage):
    """Left the list, gravest first; right the finding in full with its buttons (Y, N, M, J)."""

    permission = "cases.view_finding"
    model = Finding
    template_name = "cases/triage.html"
    title = "问题线索"
    keyset_by = "severity"
    ascending = True
    exported = FINDINGS
    page_size = 30

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = TriageFilter(self.request.GET, user=self.request.user)
        return with_case(self.form.narrow(narrowed(rows, self.request)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        rows = found["rows"]
        wanted = self.request.GET.get("finding", "")
        chosen = next((row for row in rows if str(row.pk) == wanted), rows[0] if rows else None)
        following = next((after for row, after in itertools.pairwise(rows) if chosen and row.pk == chosen.pk), None)
        detail = _detail(self.request, chosen) if chosen else {}
        judges = person(self.request).has_perm(FindingAct.permission)
        return {**found, "form": self.form, "chosen": chosen, "following": following, "judges": judges, **detail}


class FindingPage(KnownObjectPage):
    """One finding on a page of its own."""

    permission = "cases.view_finding"
    model = Finding
    template_name = "cases/finding.html"

    def get_queryset(self) -> QuerySet[Any]:
        return with_case(super().get_queryset())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = RULESET.in_words(self.object.rule_code)
        crumbs = (("问题线索", reverse("cases:triage")),)
        return super().get_context_data(title=title, breadcrumb=crumbs, **_detail(self.request, self.object), **kwargs)


class FindingAct(ActionView):
    """Confirm, dismiss with a reason, or take a decision back."""

    permission = "cases.triage_finding"
    model = Finding

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        action, words = request.POST.get("action", ""), request.POST.get("words", "")
        match action:
            case "confirm":
                services.confirm(finding=self.object, actor=request.user)
                return f"{self.object.rule_code} 已认定成立。"
            case "dismiss":
                services.dismiss(finding=self.object, reason=words, actor=request.user)
                return f"{self.object.rule_code} 已排除，理由已记录。"
            case "reopen":
                services.reopen(finding=self.object, actor=request.user)
                return f"{self.object.rule_code} 已退回待研判。"
        raise UserError("没有这种处理方式。", remedy="请从页面上的按钮办理。")

    def done_url(self) -> str:
        return _back(self.request) or str(self.object.get_absolute_url())


class FindingNoteAdd(ActionView):
    """A 司法所 notes what it saw (条例 §6 二款: it assists)."""

    permission = "cases.note_finding"
    model = Finding

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        services.note(finding=self.object, text=request.POST.get("text", ""), author=request.user)
        return "协助情况已记录，监督机构可以看到。"


class BulkTriage(Page):
    """Several findings at once: first what would happen, then the deed; it can be taken back from the list of confirmed or dismissed."""

    permission = "cases.triage_finding"
    template_name = "cases/triage_bulk.html"
    title = "批量研判"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self._rows()
        counts = rows.order_by().values("rule_code").annotate(n=Count("pk")).order_by("rule_code")
        return super().get_context_data(
            findings=with_case(rows.order_by("severity", "pk"))[:BULK_LIMIT],
            counts=[(row["rule_code"], RULESET.title(row["rule_code"]), row["n"]) for row in counts],
            action=self.request.GET.get("action", "confirm"),
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        ids = wholes(request.POST.getlist("ids")[:BULK_LIMIT])
        action = request.POST.get("action", "")
        done = services.triage_many(
            ids=ids,
            action=action,  # type: ignore[arg-type]
            reason=request.POST.get("words", ""),
            actor=request.user,
        )
        target = {"confirm": "confirmed", "dismiss": "dismissed"}.get(action, "open")
        left = f"；另有 {done.left_alone} 条状态已变，未动" if done.left_alone else ""
        messages.success(
            request, f"已办理 {len(done.ids)} 条{left}。如需撤回，在“{FINDING.state(target).label}”列表中勾选后撤回认定。"
        )
        return HttpResponseRedirect(reverse("cases:triage"))

    def _rows(self) -> QuerySet[Any]:
        ids = wholes(self.request.GET.getlist("ids")[:BULK_LIMIT])
        return Finding.objects.visible_to(self.request.user, self.permission).filter(pk__in=ids)


def _detail(request: HttpRequest, finding: Finding) -> dict[str, Any]:
    """Everything the finding's panel shows."""
    actions = FINDING.available(finding, request.user)
    return {
        "full": finding_in_full(finding),
        "options": [option for option in actions if option.transition.action in {"confirm", "dismiss", "reopen"}],
        "similar": similar_findings(finding, request.user),
        "may_open": _opens(request, finding),
        "may_note": request.user.has_perm("cases.note_finding", finding),
        "notes": notes_of(finding),
        **_said(request, finding),
        "back": _list_url(request),
        "kept": _kept(request),
    }


def _opens(request: HttpRequest, finding: Finding) -> bool:
    """Whether a matter may be opened from it; not while the case is before a reconsideration organ or a court."""
    waits = finding.state in {"open", "confirmed"} and not finding.case.is_disputed
    return waits and request.user.has_perm("notices.open_matter", finding)


def _said(request: HttpRequest, finding: Finding) -> dict[str, Any]:
    """What was put to the agency about it and what came back; whether it may be put to it now, or set aside by a waiver."""
    rounds = contests_of(finding, request.user)
    pending = next((one for one in rounds if one.state in PENDING_STATES), None)
    judged = finding.state in {"open", "confirmed"} and request.user.has_perm("cases.triage_finding", finding)
    steps = CONTEST.available(pending, request.user) if pending else []
    return {
        "rounds": rounds,
        "contested": pending is not None and pending.state == "contested",
        "answers": [step for step in steps if step.transition.action in {"adopt", "reject"}],
        "may_put": judged and pending is None and not finding.case.archived_on,
        "may_waive": finding.state == "open" and request.user.has_perm("cases.request_waiver", finding),
    }


def _kept(request: HttpRequest) -> str:
    """The address's filters and page, without the chosen finding, ready for one more parameter."""
    query = request.GET.copy()
    query.pop("finding", None)
    return f"{query.urlencode()}&" if query else ""


def _list_url(request: HttpRequest) -> str:
    return f"{reverse('cases:triage')}?{_kept(request)}".rstrip("?&")


def _back(request: HttpRequest) -> str:
    """Back to the list as it was filtered, on the next finding."""
    back, following = request.POST.get("back", ""), request.POST.get("following", "")
    if not back.startswith(reverse("cases:triage")):
        return ""
    separator = "&" if "?" in back else "?"
    return back + (separator + urlencode({"finding": following}) if following.isdecimal() else "")
