"""岗位与代理的页面：授予、终止、委托代理、收回。"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from agencies.access.administering import people_for
from agencies.access.person import person
from agencies.choices import Role
from agencies.forms import DelegationForm, EndPostForm, LentFilter, PostForm
from agencies.models import Delegation, Post
from agencies.selectors import agency_names, delegations_for
from agencies.services import deputising, posts
from agencies.views.people import POSTS, VIEW, AccountObject, back_to
from supervision.web.permissions import SIGNED_IN
from supervision.web.views import ActionView, ListPage, ObjectPage, TakesForm


class GivePost(TakesForm, AccountObject):
    """授予岗位."""

    permission = POSTS
    template_name = "agencies/post_new.html"

    def form_of(self, data: Any = None) -> PostForm:
        return PostForm(data, initial={"starts_on": timezone.localdate()})

    def act(self, form: PostForm) -> HttpResponse:
        data = form.cleaned_data
        post = posts.give_post(user=self.object, actor=person(self.request), **data | {"role": Role(data["role"])})
        messages.success(self.request, f"已授予 {self.object}“{post}”，{post.starts_on} 起生效。")
        return back_to(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = agency_names(person(self.request))
        own = self.object == self.request.user
        return super().get_context_data(title=f"授予 {self.object} 岗位", own=own, agency_names=names, **kwargs)


class EndPost(TakesForm, ObjectPage):
    """终止岗位."""

    permission = POSTS
    model = Post
    template_name = "agencies/post_end.html"
    breadcrumb = (("人员与岗位", "/people/"),)

    def get_queryset(self) -> QuerySet[Any]:
        return Post.objects.filter(user__in=people_for(person(self.request))).select_related("user", "agency")

    def form_of(self, data: Any = None) -> EndPostForm:
        return EndPostForm(data, initial={"last_day": timezone.localdate()})

    def act(self, form: EndPostForm) -> HttpResponse:
        ended = posts.end_post(post=self.object, actor=person(self.request), **form.cleaned_data)
        messages.success(self.request, f"“{ended}”的最后任职日为 {ended.ends_on}。")
        return back_to(ended.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=f"终止 {self.object.user} 的岗位", **kwargs)


class DelegatePost(TakesForm, ObjectPage):
    """委托代理: one's own post; or, for somebody absent, by the security administrator."""

    permission = SIGNED_IN
    model = Post
    template_name = "agencies/delegate.html"

    def get_queryset(self) -> QuerySet[Any]:
        user = person(self.request)
        mine = Q(user=user)
        if user.has_perm(POSTS):
            mine |= Q(user__in=people_for(user, POSTS).order_by().values("pk"))
        return Post.objects.in_force(timezone.localdate()).filter(mine, agency__is_active=True).select_related("user", "agency")

    def admit(self) -> None:
        if not self.object.lendable:
            raise PermissionDenied(f"{self.object.get_role_display()}的岗位不得代理。需要接替的，由安全管理员另行授予岗位。")

    def form_of(self, data: Any = None) -> DelegationForm:
        today = timezone.localdate()
        return DelegationForm(self.object, today, data, initial={"starts_on": today})

    def act(self, form: DelegationForm) -> HttpResponse:
        row = deputising.delegate_post(post=self.object, actor=person(self.request), **form.cleaned_data)
        messages.success(self.request, f"{row.delegate} 自 {row.starts_on} 至 {row.ends_on} 代理“{self.object}”，到期自动结束。")
        return HttpResponseRedirect(reverse("agencies:me")) if self._own() else back_to(self.object.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title="委托代理", own=self._own(), **kwargs)

    def _own(self) -> bool:
        return bool(self.object.user_id == person(self.request).pk)


class RevokeDelegation(ActionView):
    """收回代理: by the holder, the deputy or the security administrator."""

    permission = SIGNED_IN
    model = Delegation

    def get_queryset(self) -> QuerySet[Any]:
        user = person(self.request)
        mine = Q(post__user=user) | Q(delegate=user)
        if user.has_perm(POSTS):
            mine |= Q(post__user__in=people_for(user, POSTS).order_by().values("pk"))
        return Delegation.objects.filter(mine).select_related("post__user")

    def admits(self) -> bool:
        return True

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        deputising.revoke_delegation(delegation=self.object, actor=person(request), reason=request.POST.get("reason", ""))
        return "代理已结束。"

    def done_url(self) -> str:
        user = person(self.request)
        own = user.pk in {self.object.post.user_id, self.object.delegate_id}
        return reverse("agencies:me") if own else reverse("agencies:person", args=[self.object.post.user_id])


class DelegationList(ListPage):
    """岗位代理: all within reach, live and over."""

    permission = VIEW
    model = Delegation
    template_name = "agencies/delegations.html"
    title = "岗位代理"

    def get_queryset(self) -> QuerySet[Any]:
        return delegations_for(person(self.request))

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form, today = LentFilter(self.request.GET), timezone.localdate()
        self.form.is_valid()
        found = self.form.cleaned_data
        if found.get("q"):
            rows = rows.filter(Q(delegate__display_name__contains=found["q"]) | Q(post__user__display_name__contains=found["q"]))
        over = Q(revoked_at__isnull=False) | Q(ends_on__lt=today)
        return rows.exclude(over) if found.get("state") == "live" else rows.filter(over) if found.get("state") == "over" else rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "form": self.form, "today": timezone.localdate(), "may_revoke": person(self.request).has_perm(POSTS)}
