"""上报省平台：数据包到了哪一步，受阻在哪里，退回了什么。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from agencies.selectors import narrowed
from cases.exports import PACKAGES, REFUSALS
from cases.models import UpwardCase, UpwardPackage
from cases.selectors import upward as selectors
from cases.services import upward as services
from supervision.exchange.outgoing import Delivery
from supervision.web.views import ActionView, ListPage, ObjectPage

ALL = [("", "全部")]


class PackageFilter(forms.Form):
    """Filters of the packages; they live in the address."""

    state = forms.ChoiceField(label="状态", required=False, choices=ALL + Delivery.choices)


class PackageList(ListPage):
    """All packages, newest first, and how the reporting stands."""

    permission = "cases.view_package"
    model = UpwardPackage
    template_name = "cases/packages.html"
    title = "上报省平台"
    exported = PACKAGES

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = PackageFilter(self.request.GET)
        self.form.is_valid()
        rows = rows.defer("receipt")
        return rows.filter(state=wanted) if (wanted := self.form.cleaned_data.get("state")) else rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        standing = selectors.standing(self.request.user)
        return {**super().get_context_data(**kwargs), "form": self.form, "standing": standing, "advice": standing.advice}


class PackagePage(ObjectPage):
    """One package: its attempts, its receipt, and what was sent back of it."""

    permission = "cases.view_package"
    model = UpwardPackage
    template_name = "cases/package.html"
    breadcrumb = (("上报省平台", "/upward/"),)

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("body", "agency")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        package: UpwardPackage = self.object
        return super().get_context_data(
            refused=selectors.mark_refused(selectors.refused_in(package, self.request.user)) if package.refused else [],
            shown=selectors.REFUSED_SHOWN,
            advice=selectors.advice_on(package),
            place=selectors.place_named(),
            may_resend=package.failures > 0 and self.request.user.has_perm("cases.resend_package", package),
            **kwargs,
        )


class Resend(ActionView):
    """Send a package again, now."""

    permission = "cases.resend_package"
    model = UpwardPackage

    def get_queryset(self) -> QuerySet[Any]:
        return UpwardPackage.objects.visible_to(self.request.user)

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        services.resend(package=self.object, actor=request.user)
        return f"{self.object}已排进发送队列，几秒钟后可以刷新看结果。"


class RefusalList(ListPage):
    """What the province sent back, each with its reason: for the agency to correct and report again."""

    permission = "cases.view_batch"
    model = UpwardCase
    template_name = "cases/refusals.html"
    title = "省平台退回的案件"
    exported = REFUSALS

    def get_queryset(self) -> QuerySet[Any]:
        return selectors.refusals(narrowed(super().get_queryset(), self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        return {
            **found,
            "marked": selectors.mark_refused(found["rows"]),
            "may_upload": self.request.user.has_perm("cases.upload"),
            "upload_url": reverse("cases:upload"),
        }
