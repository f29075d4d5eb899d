"""监督事项的页面：列表、立项、事项、终结、增减问题、协助记录、拟文。"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from agencies.access.pages import KnownObjectPage
from cases.models import Finding
from notices.choices import ProblemType, ReferralGround, SupervisionMethod
from notices.exports import MATTERS
from notices.forms import MatterFilter, OpenMatterForm
from notices.lifecycles import MATTER
from notices.models import Instrument, Matter
from notices.selectors.contested import contested_words
from notices.selectors.decision_table import courses
from notices.selectors.finding_words import in_words
from notices.selectors.matters import (
    ReferralLine,
    VisitLine,
    findings_to_open,
    matter_lines,
    matter_rows,
    matter_view,
    to_refer,
    with_what_hangs_on_it,
)
from notices.selectors.suspensions import awaiting_approval, choices_of, suspensions_of, with_certificates
from notices.selectors.trail import trail
from notices.services import drafting, matters
from supervision.web.addresses import existing_url
from supervision.web.errors import UserError
from supervision.web.inputs import wholes
from supervision.web.views import ActionView, ListPage, Page
from supervision.workdays import calendar, remaining


class MatterList(ListPage):
    """监督事项."""

    permission = "notices.view_matter"
    model = Matter
    title = "监督事项"
    template_name = "notices/matter_list.html"
    exported = MATTERS

    def get_queryset(self) -> QuerySet[Matter]:
        return matter_rows(self.request.user)  # type: ignore[arg-type]

    def filter_rows(self, rows: QuerySet[Matter]) -> QuerySet[Matter]:
        self.form = MatterFilter(self.request.GET)
        self.form.is_valid()
        data = self.form.cleaned_data
        if data.get("q"):
            q = data["q"].strip()
            rows = rows.filter(Q(number__icontains=q) | Q(title__icontains=q) | Q(agency__name__icontains=q))
        for name in ("state", "problem_type"):
            if data.get(name):
                rows = rows.filter(**{name: data[name]})
        if data.get("referral"):
            rows = rows.filter(pk__in=to_refer(self.request.user).order_by().values("pk"))  # type: ignore[arg-type]
        if data.get("suspension"):
            rows = rows.filter(awaiting_approval())
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"filter_form": self.form, "lines": matter_lines(context["rows"])}


class OpenMatter(Page):
    """立项: GET ?finding=1&finding=2 shows what will be opened, POST opens it."""

    permission = "notices.open_matter"
    title = "立监督事项"
    template_name = "notices/matter_open.html"
    breadcrumb = (("监督事项", "/matters/"),)

    def _findings(self) -> list[Finding]:
        # `ids` is what the bulk form of the triage page sends.
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        chosen = [*asked.getlist("finding"), *asked.getlist("ids")]
        ids = wholes(chosen)
        found = findings_to_open(self.request.user, ids)  # type: ignore[arg-type]
        if ids and not found:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = kwargs.pop("findings", None) or self._findings()
        form = kwargs.pop("form", None) or OpenMatterForm(found)
        preset = set(map(int, form["duties"].value() or []))
        return super().get_context_data(
            form=form,
            problems=[{"finding": one, "words": in_words(one), "is_duty": one.pk in preset} for one in found],
            agencies=sorted({one.agency.name for one in found}),
            agency=found[0].agency if found else None,
            closed=[one for one in found if one.state not in {"open", "confirmed"}],
            contested=[one for one in found if getattr(one, "contested", False)],
            disputed=[one for one in found if one.case.is_disputed],
            findings_url=existing_url("cases:findings"),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = self._findings()
        form = OpenMatterForm(found, request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(findings=found, form=form), status=422)
        data = form.cleaned_data
        matter = matters.open_matter(
            findings=found,
            title=data["title"],
            problem_type=ProblemType(data["problem_type"]),
            method=SupervisionMethod(data["method"]),
            summary=data["summary"],
            duties=data["duties"],
            actor=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, f"已立项，编号 {matter.number}。")
        return HttpResponseRedirect(matter.get_absolute_url())


class MatterPage(KnownObjectPage):
    """一件监督事项."""

    permission = "notices.view_matter"
    model = Matter
    template_name = "notices/matter.html"
    breadcrumb = (("监督事项", "/matters/"),)

    def depends_on(self) -> tuple[date, ...]:
        return (timezone.localdate(),)

    def get_queryset(self) -> QuerySet[Matter]:
        user: Any = self.request.user
        rows = with_what_hangs_on_it(matter_rows(user))
        return with_certificates(rows, timezone.localdate()) if user.has_perm("notices.propose_suspension") else rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        matter, today, days = self.object, timezone.localdate(), calendar.current()
        view = matter_view(matter, user)
        matter.pending_referrals = sum(not one["outcome"] for one in matter.listed_referrals)
        withheld = suspensions_of(matter, user, today)
        under_way = matter.state in {"open", "supervising"}
        may_suspend = under_way and user.has_perm("notices.propose_suspension", matter)
        may_draft = user.has_perm("notices.draft_instrument", matter) and under_way
        return super().get_context_data(
            view=view,
            # A matter closes by itself with its last instrument; what a person does here is to end it without one.
            options=[option for option in MATTER.available(matter, user) if option.transition.action == "drop"],
            contested=contested_words(view.items),
            courses=courses(matter, view.items, view.handled) if under_way else [],
            may_draft=may_draft,
            may_edit=user.has_perm("notices.open_matter", matter) and under_way and len(view.items) > 1,
            referrals=[ReferralLine.of(one) for one in matter.listed_referrals]
            if _is_own(user, "notices.read_referral", matter)
            else [],
            may_refer=_is_own(user, "notices.refer_clue", matter) and matter.state != "dropped",
            grounds=ReferralGround.choices,
            sees_cause=any(user.has_perm(f"notices.{step}_suspension", matter) for step in ("propose", "approve")),
            visits=[VisitLine.of(one) for one in matter.listed_visits],
            may_visit=user.has_perm("notices.write_visit", matter) and matter.state != "dropped",
            may_note=user.has_perm("notices.assist_matter", matter),
            notes=matter.notes.select_related("author"),
            clocks=[(one, remaining(today, one.due_on, days)) for one in view.instruments if one.is_awaited and one.due_on],
            suspensions=withheld,
            may_suspend=may_suspend,
            certificates=choices_of(matter, today) if may_suspend else [],
            trail=trail(matter=matter, instruments=view.instruments, suspensions=[one.suspension for one in withheld]),
            today=today,
            **kwargs,
        )


def _is_own(user: Any, permission: str, matter: Matter) -> bool:
    """Whether this person may do it at the bureau whose matter it is."""
    grant = user.scope.grant_for(permission, matter) if user.has_perm(permission, matter) else None
    return grant is not None and matter.handled_at(grant)


class MatterAct(ActionView):
    """事项的下一步."""

    permission = "notices.view_matter"
    model = Matter

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        if request.POST.get("action") != "drop":
            raise UserError("没有这一步。", remedy="请刷新页面查看现在可以办理的事项。")
        matters.drop_matter(matter=self.object, reason=request.POST.get("words", ""), actor=request.user)  # type: ignore[arg-type]
        return "事项已终结，问题线索恢复为“成立”。"


class AddFindings(ActionView):
    """并入问题."""

    permission = "notices.open_matter"
    model = Matter

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        ids = wholes(request.POST.getlist("finding"))
        found = findings_to_open(request.user, ids)  # type: ignore[arg-type]
        matters.add_findings(matter=self.object, findings=found, actor=request.user)  # type: ignore[arg-type]
        return f"已并入 {len(found)} 个问题。"


class RemoveItem(ActionView):
    """移出问题."""

    permission = "notices.open_matter"
    model = Matter

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        matters.remove_item(matter=self.object, item_id=kwargs["item"], actor=request.user)  # type: ignore[arg-type]
        return "已移出，问题线索恢复为“成立”。"


class AddNote(ActionView):
    """协助记录（司法所）."""

    permission = "notices.assist_matter"
    model = Matter

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        matters.add_note(matter=self.object, text=request.POST.get("text", ""), actor=request.user)  # type: ignore[arg-type]
        return "已记录。"


class DraftInstrument(ActionView):
    """拟制监督文书."""

    permission = "notices.draft_instrument"
    model = Matter

    drafted: Instrument | None = None

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        kind = request.POST.get("kind", "")
        self.drafted = drafting.draft_instrument(matter=self.object, kind=kind, actor=request.user)  # type: ignore[arg-type]
        return f"已生成{self.drafted.kind_name}草稿，请核对文字和期限。"

    def done_url(self) -> str:
        return reverse("notices:instrument_edit", args=[self.drafted.pk]) if self.drafted else super().done_url()
