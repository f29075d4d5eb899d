"""人员页面（三员）：账号列表、此人能看什么做什么、登记、停用启用、移交。"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from agencies.access import things
from agencies.access.administering import people_for
from agencies.access.explaining import closures, openings, probe
from agencies.access.person import person
from agencies.forms import AccountForm, HandoverForm, PeopleFilter, ProbeForm
from agencies.models import Post, User
from agencies.selectors import agency_names, delegations_of, people_rows, with_post
from agencies.services import accounts, handover
from supervision.web.errors import UserError
from supervision.web.views import ActionView, ListPage, ObjectPage, Page, TakesForm

CANDIDATES = 500
"""So many people are offered to choose a successor from."""
VIEW, ACCOUNTS, POSTS = "agencies.view_people", "agencies.manage_people", "agencies.manage_posts"


class PeopleList(ListPage):
    """Every account within reach, with today's posts."""

    permission = VIEW
    model = User
    template_name = "agencies/people.html"
    title = "人员与岗位"
    keyset_by = "username"
    ascending = True

    def get_queryset(self) -> QuerySet[Any]:
        return people_rows(person(self.request), timezone.localdate())

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form, today = PeopleFilter(self.request.GET), timezone.localdate()
        if not self.form.is_valid():
            return rows
        found = self.form.cleaned_data
        if found["q"]:
            rows = rows.filter(Q(display_name__contains=found["q"]) | Q(username__startswith=found["q"].lower()))
        if found["agency"]:
            named = Q(agency__name__contains=found["agency"]) | Q(agency__short_name__contains=found["agency"])
            inside = Post.objects.in_force(today).filter(named)
            rows = rows.filter(Q(pk__in=inside.order_by().values("user")) | named)
        if found["role"]:
            rows = with_post(rows, today, role=found["role"])
        if found["state"] in {"active", "disabled"}:
            rows = rows.filter(is_active=found["state"] == "active")
        if found["state"] == "idle":
            rows = rows.exclude(pk__in=Post.objects.in_force(today).order_by().values("user"))
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "form": self.form, "may_create": person(self.request).has_perm(ACCOUNTS)}


class AccountObject(ObjectPage):
    """A page about one account within reach."""

    permission = VIEW
    model = User
    breadcrumb = (("人员与岗位", "/people/"),)

    def get_queryset(self) -> QuerySet[Any]:
        return people_for(person(self.request)).select_related("agency")


class PersonPage(AccountObject):
    """此人能看什么、做什么，为什么."""

    template_name = "agencies/person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        admin, subject, today = person(self.request), self.object, timezone.localdate()
        posts = list(subject.posts.select_related("agency", "seconded_by").order_by("-starts_on", "-pk"))
        exceptions = list(subject.exceptions.select_related("granted_by").order_by("-pk")[:20])
        own = admin.pk == subject.pk
        return super().get_context_data(
            title=subject.display_name,
            today=today,
            posts=[(post, _span(post, today)) for post in posts],
            openings=openings(subject),
            closures=closures(subject),
            delegations=[(row, _lent_state(row, today)) for row in delegations_of(subject)],
            exceptions=[(row, exception_words(row), _exception_state(row, today)) for row in exceptions],
            may_account=admin.has_perm(ACCOUNTS) and not own,
            may_post=admin.has_perm(POSTS) and not own,
            may_secure=admin.has_perm("agencies.secure_accounts") and not own,
            own=own,
            tokens=[(row, _token_state(row, today)) for row in subject.tokens.select_related("made_by")[:20]]
            if subject.is_machine
            else [],
            **self._probe(admin),
            **kwargs,
        )

    def _probe(self, admin: User) -> dict[str, Any]:
        if "number" not in self.request.GET:
            return {"probe_form": ProbeForm()}
        form = ProbeForm(self.request.GET)
        if not form.is_valid():
            return {"probe_form": form}
        thing = things.get(form.cleaned_data["kind"])
        if thing is None:
            return {"probe_form": form}
        nothing, answers = probe(thing=thing, number=form.cleaned_data["number"], person=self.object, actor=admin)
        return {"probe_form": form, "probed": True, "nothing": nothing, "answers": answers, "thing": thing}


class CreateAccount(TakesForm, Page):
    """登记账号: the first password is shown once, on the page that answers."""

    permission = ACCOUNTS
    template_name = "agencies/account_new.html"
    title = "登记账号"
    breadcrumb = (("人员与岗位", "/people/"),)

    def form_of(self, data: Any = None) -> AccountForm:
        return AccountForm(data)

    def act(self, form: AccountForm) -> HttpResponse:
        user, password = accounts.create_account(actor=person(self.request), **form.cleaned_data)
        return self.render_to_response(self.get_context_data(made=user, password=password))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(agency_names=agency_names(person(self.request)), **kwargs)


class AccountAct(ActionView):
    """An act on one account; the service asks who may."""

    permission = ACCOUNTS
    model = User

    def get_queryset(self) -> QuerySet[Any]:
        return people_for(person(self.request))

    def admits(self) -> bool:
        return bool(self.request.user.has_perm(self.permission))

    def done_url(self) -> str:
        return reverse("agencies:person", args=[self.object.pk])


class DisableAccount(AccountAct):
    """停用账号."""

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        ended = accounts.disable_account(user=self.object, reason=request.POST.get("reason", ""), actor=person(request))
        return f"已停用 {self.object}，结束了 {ended} 个已登录的会话。" if ended else f"已停用 {self.object}。"


class EnableAccount(AccountAct):
    """启用账号."""

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        accounts.enable_account(user=self.object, reason=request.POST.get("reason", ""), actor=person(request))
        return f"已启用 {self.object}。"


class HandOver(AccountObject):
    """移交: what is in hand, what can go to the successor, and one act."""

    permission = ACCOUNTS
    template_name = "agencies/handover.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None)
        named = self.request.GET.get("successor", "")
        others = people_for(person(self.request)).filter(is_active=True).exclude(pk=self.object.pk).order_by("username")
        candidates = list(others.only("username", "display_name", "is_active")[:CANDIDATES])
        successor = form.cleaned_data.get("successor") if form else _named(named, candidates)
        form = form or HandoverForm(initial={"successor": named, "reason": self.request.GET.get("reason", "")})
        lots = kwargs.pop("lots", None) or handover.in_hand(self.object, successor, on_a_page=True)
        return super().get_context_data(
            title=f"移交 {self.object} 手上的事项",
            form=form,
            successor=successor,
            unknown=named if named and successor is None else "",
            lots=lots,
            moving=sum(lot.moving for lot in lots),
            total=sum(lot.total for lot in lots),
            candidates=candidates,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = HandoverForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            lots = handover.hand_over(leaver=self.object, actor=person(request), **form.cleaned_data)
        except UserError as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        successor = form.cleaned_data["successor"]
        messages.success(request, f"已移交给 {successor}，共 {sum(lot.moving for lot in lots)} 件。下面是移交清单。")
        return self.render_to_response(self.get_context_data(form=form, lots=lots, done=True))


def _named(username: str, candidates: list[User]) -> User | None:
    """The person of that user name; nobody is asked for who has been read already."""
    found = next((one for one in candidates if one.username == username), None)
    return found or (User.objects.filter(username=username).first() if username else None)


def back_to(user: User) -> HttpResponseRedirect:
    """To the page of a person."""
    return HttpResponseRedirect(reverse("agencies:person", args=[user.pk]))


def _span(post: Post, today: Any) -> str:
    if post.starts_on > today:
        return "future"
    return "over" if post.ends_on is not None and post.ends_on < today else "live"


def _lent_state(row: Any, today: Any) -> str:
    if row.revoked_at is not None:
        return "revoked"
    if row.ends_on < today:
        return "over"
    return "future" if row.starts_on > today else "live"


def _token_state(row: Any, today: Any) -> str:
    if row.revoked_at is not None:
        return "revoked"
    return "over" if row.expires_on < today else "live"


def _exception_state(row: Any, today: Any) -> str:
    if row.revoked_at is not None:
        return "revoked"
    return "over" if row.expires_on < today or row.object_permission_id is None else "live"


def exception_words(row: Any) -> str:
    thing = things.of_model(row.model_label)
    return thing.words_for(row.permission) if thing else row.permission
