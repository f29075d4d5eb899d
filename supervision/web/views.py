"""页面基类：每个页面都要声明许可。

Base views. A subclass names its `permission`; the object it shows comes from `visible_to`, so that invisible is 404, the same as
non-existent, and visible but forbidden is 403. `fresh` says which deeds need a fresh proof of identity (see `fresh.py`).
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView, View

from supervision.web.errors import UserError
from supervision.web.fresh import Fresh
from supervision.web.keyset import KeysetPage, paginate
from supervision.web.list_tables import Exported, filter_words
from supervision.web.throttling import SEARCH
from supervision.workflow import Conflict, NotAllowed


class Page(TemplateView):
    """A page that shows something. `title` is its H1; `breadcrumb` the (label, url) pairs above it."""

    permission: str = ""
    fresh: Fresh = False
    title: str = ""
    breadcrumb: tuple[tuple[str, str], ...] = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"title": self.title, "breadcrumb": self.breadcrumb, **kwargs})


class TakesForm:
    """Beside a page: one form, one deed. `form_of` makes the form (None: as it is first shown), `act` calls one service with what it holds
    and answers. What is wrong, and what the service refuses in words, stands in the form, with all that was written (422)."""

    def form_of(self, data: Any = None) -> Any:
        """The form, empty or filled in."""
        raise NotImplementedError(f"{type(self).__name__}.form_of")

    def act(self, form: Any) -> HttpResponse:
        """Do it."""
        raise NotImplementedError(f"{type(self).__name__}.act")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The deed, or the form again."""
        form = self.form_of(request.POST)
        if form.is_valid():
            try:
                return self.act(form)
            except UserError as refusal:
                form.add_error(None, str(refusal))
        page: Any = self
        answer: HttpResponse = page.render_to_response(self.get_context_data(form=form), status=422)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page's own, with the form."""
        if "form" not in kwargs:
            kwargs["form"] = self.form_of()
        page: Any = super()
        found: dict[str, Any] = page.get_context_data(**kwargs)
        return found


class ObjectPage(Page):
    """A page about one object that this person may see."""

    model: type[models.Model]
    object: Any

    def get_queryset(self) -> models.QuerySet[Any]:
        """The rows this page may show; narrow or enrich (select_related) in a subclass."""
        return self.model._default_manager.visible_to(self.request.user)  # type: ignore[attr-defined]

    def find(self) -> Any:
        """The object asked for, among those that this person may see. Raises Http404."""
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.object = self.find()
        self.admit()
        return super().dispatch(request, *args, **kwargs)

    def admit(self) -> None:
        """A last word before the page runs on an object that is visible: raise NotAllowed or PermissionDenied.

        The default asks the page's permission on this very object: of several posts one may open the page and another show the object.
        """
        if hasattr(self.model, "view_permission") and not self.request.user.has_perm(self.permission, self.object):
            person: Any = self.request.user
            raise PermissionDenied(person.why_not(self.permission, self.object) or "您的岗位不能对此件打开这一页面。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(object=self.object, **kwargs)


class ListPage(Page):
    """A list, paged by key. Filters live in the address: `filter_rows` reads them from request.GET, and leaves the form in `self.form`.

    A list that names its `exported` has a button that takes it out, for whom that is permitted (`export_views.py`).
    """

    throttle = SEARCH
    model: type[models.Model]
    page_size = 50
    keyset_by = "id"
    ascending = False
    exported: Exported | None = None
    form: Any = None

    def get_queryset(self) -> models.QuerySet[Any]:
        """The rows this person may see."""
        return self.model._default_manager.visible_to(self.request.user)  # type: ignore[attr-defined]

    def filter_rows(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Narrow by the address; the default keeps all."""
        return rows

    def rows_to_count(self) -> models.QuerySet[Any] | None:
        """Rows of which there are as many as the filtered list holds, when those are quicker to count; asked after `filter_rows`."""
        return None

    def get_page(self) -> KeysetPage:
        """The page asked for."""
        rows = self.filter_rows(self.get_queryset())
        return paginate(
            rows,
            self.request,
            by=self.keyset_by,
            size=self.page_size,
            ascending=self.ascending,
            counted=self.rows_to_count(),
        )

    def order(self) -> tuple[str, str]:
        """The order of the rows, as `paginate` has it."""
        return (self.keyset_by, "id") if self.ascending else (f"-{self.keyset_by}", "-id")

    def wanted(self) -> dict[str, str]:
        """What the rows are narrowed by, in words that the trail may hold."""
        return filter_words(self.form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self.get_page()
        return super().get_context_data(page=page, rows=page.rows, export_url=self._export_url(page), **kwargs)

    def _export_url(self, page: KeysetPage) -> str:
        """Where the rows of all pages become a file; "" when there is nothing to take out or this person may not."""
        if self.exported is None or not page.rows or not self.request.user.has_perm(self.exported.permission):
            return ""
        query = self.request.GET.copy()
        for name in ("after", "before"):
            query.pop(name, None)
        return f"{reverse(self.exported.url_name)}?{query.urlencode()}"


class ActionView(View):
    """A POST that does one thing to one visible object and goes back to a page; a refusal is told there, in words.

    A subclass names `permission` and `model`, writes `act()` (call one service, return the message) and `done_url()`.
    """

    permission: str = ""
    fresh: Fresh = False
    model: type[models.Model]
    object: Any
    http_method_names = ["post"]

    def get_queryset(self) -> models.QuerySet[Any]:
        """The rows this action may reach."""
        return self.model._default_manager.visible_to(self.request.user)  # type: ignore[attr-defined]

    def reach(self) -> None:
        """Take the object in hand: 404 when it is not visible, PermissionDenied when this person may not do this to it. A `post` of
        one's own begins with it."""
        self.object = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        if not self.admits():
            why = self.request.user.why_not(self.permission, self.object)  # type: ignore[union-attr]
            raise PermissionDenied(why or "您的岗位不能对此件办理这一事项。")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.reach()
        try:
            message = self.act(request, *args, **kwargs)
        except NotAllowed as refusal:
            messages.error(request, f"{refusal.message}{f'（{refusal.article}）' if refusal.article else ''}")
        except (Conflict, UserError) as refusal:
            messages.error(request, str(refusal))
        else:
            if message:
                messages.success(request, message)
        return HttpResponseRedirect(self.done_url())

    def admits(self) -> bool:
        """Whether this person may act on the object; a subclass whose objects lie in no scope leaves the question to its service."""
        return bool(self.request.user.has_perm(self.permission, self.object))

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """Do it; return what to tell the person."""
        raise NotImplementedError(f"{type(self).__name__}.act")

    def done_url(self) -> str:
        """Where to go afterwards: the object's own page."""
        return str(self.object.get_absolute_url())
