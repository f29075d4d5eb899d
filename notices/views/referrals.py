"""移送监察线索的登记、查看和移送登记。"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from agencies.access.person import person
from notices.choices import ReferralGround, ReferralOutcome
from notices.forms import ReferralForm, SettlementForm
from notices.models import Matter, Referral
from notices.selectors.matters import matter_rows
from notices.services import referrals
from notices.services.referrals import Settlement
from supervision.audit.reads import note_read
from supervision.web.errors import UserError
from supervision.web.views import ActionView, ObjectPage

LONG = timedelta(days=30)
"""After how long a clue that is not referred is pointed out: our own figure, the Regulation has none (rule S-06)."""


class NoteClue(ActionView):
    """登记应当移送的线索."""

    permission = "notices.refer_clue"
    model = Matter

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        form = ReferralForm(request.POST)
        if not form.is_valid():
            raise UserError("线索没有登记完整。", where="移送监察", remedy="请选择移送情形，填写发现日期和线索内容。")
        data, actor = form.cleaned_data, request.user
        referrals.note_clue(
            matter=self.object, ground=ReferralGround(data["ground"]), found_on=data["found_on"], clue=data["clue"], actor=actor  # type: ignore[arg-type]
        )  # fmt: skip
        over = self.object.state == "closed"
        return f"已登记。移送以后请登记移送日期和文号{'。' if over else '；登记前事项不能办结。'}"


class ReferralPage(ObjectPage):
    """一条线索: what it says, for those who refer it; each reading is an event."""

    permission = "notices.read_referral"
    model = Matter
    template_name = "notices/referral.html"
    breadcrumb = (("监督事项", "/matters/"),)

    def get_queryset(self) -> QuerySet[Matter]:
        return matter_rows(self.request.user)  # type: ignore[arg-type]

    def admit(self) -> None:
        """Only at the bureau whose matter it is, and by nobody whom the agency has lent: `notices.read_referral` is a deed, not a reading."""
        super().admit()
        grant = person(self.request).scope.grant_for(self.permission, self.object)
        if grant is None or not self.object.handled_at(grant):
            raise PermissionDenied(f"这条线索由{self.object.supervisor.name}办理，只有该局的人员可以查看。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Referral.objects.select_related("noted_by", "settled_by")
        one = get_object_or_404(rows, pk=self.kwargs["referral"], matter=self.object)
        user: Any = self.request.user
        note_read("notices.referral_read", actor=user, target=self.object, part=one.pk, payload={"referral": one.pk})
        return super().get_context_data(
            one=one,
            clue=one.clue.reveal(),
            note=one.note.reveal() if one.note else "",
            outcomes=ReferralOutcome,
            is_late=one.is_pending and one.found_on + LONG < timezone.localdate(),
            may_settle=one.is_pending and user.has_perm("notices.refer_clue", self.object),
            **kwargs,
        )


class SettleReferral(ActionView):
    """登记移送结果."""

    permission = "notices.refer_clue"
    model = Matter

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        one = get_object_or_404(Referral, pk=kwargs["referral"], matter=self.object)
        form = SettlementForm(request.POST)
        if not form.is_valid():
            raise UserError("移送结果没有写对。", where="移送监察", remedy="日期请写成 2026-03-12，并选择结果。")
        data, actor = form.cleaned_data, request.user
        found = Settlement(
            ReferralOutcome(data["outcome"]), data["referred_on"], data["document_number"], data["receiver"], data["note"]
        )
        referrals.settle(referral=one, settlement=found, actor=actor)  # type: ignore[arg-type]
        return f"已登记：{found.outcome.label}。"
