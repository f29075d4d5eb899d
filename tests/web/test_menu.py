"""菜单: a person sees the loop in its order, and of it only what the person may use and what exists."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path

from supervision.web import menu
from supervision.web.menu import SIGNED_IN, MenuItem


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("cases/", answer, name="cases"),
    path("cases/rules/", answer, name="rules"),
    path("reports/", answer, name="reports"),
    path("help/", answer, name="help"),
]


class Clerk:
    """Somebody with an office."""

    is_authenticated = True

    def __init__(self, *permissions: str) -> None:
        self.permissions = permissions

    def has_perm(self, permission: str, obj: object = None) -> bool:
        return permission in self.permissions


@pytest.fixture(autouse=True)
def _own_menu(settings, monkeypatch):
    settings.ROOT_URLCONF = __name__
    monkeypatch.setattr(menu, "_items", {})
    monkeypatch.setattr(menu, "_frame_links", {})
    monkeypatch.setattr(menu, "_providers", {})
    menu.register(
        MenuItem("report", "监督报告", "reports", "reports.view", order=1),
        MenuItem("check", "规则", "rules", ("cases.view_rule", "cases.view"), order=2),
        MenuItem("check", "案件库", "cases", "cases.view", order=1),
        MenuItem("serve", "帮助", "help", SIGNED_IN),
        MenuItem("base", "尚未建成", "not-built", SIGNED_IN),
    )


def labels(sections):
    return [(section.label, [entry.label for entry in section.entries]) for section in sections]


def test_the_menu_is_the_loop_in_its_order():
    assert labels(menu.menu_for(Clerk("cases.view", "reports.view"))) == [
        ("检查", ["案件库", "规则"]),
        ("报告", ["监督报告"]),
        ("服务", ["帮助"]),
    ]


def test_what_a_role_cannot_use_is_not_there_and_an_empty_section_disappears():
    assert labels(menu.menu_for(Clerk("cases.view_rule"))) == [("检查", ["规则"]), ("服务", ["帮助"])]


def test_a_page_that_does_not_exist_is_not_in_the_menu():
    assert "尚未建成" not in str(menu.menu_for(Clerk()))


@pytest.mark.parametrize(
    ("address", "current"), [("/cases/", "案件库"), ("/cases/77/", "案件库"), ("/cases/rules/P-06/", "规则")]
)
def test_the_entry_that_holds_the_page_is_marked(address, current):
    sections = menu.menu_for(Clerk("cases.view"), RequestFactory().get(address))
    assert [entry.label for section in sections for entry in section.entries if entry.is_current] == [current]
    assert [section.label for section in sections if section.is_current] == ["检查"]


def test_an_unknown_section_is_refused_with_the_ones_that_exist():
    with pytest.raises(ValueError, match="collect"):
        menu.register(MenuItem("misc", "杂项", "cases", SIGNED_IN))


def test_the_frame_asks_a_higher_app_once_and_only_for_somebody_signed_in(settings):
    settings.LOGIN_URL = "cases"
    asked = []
    menu.provide("todo_count", lambda request: asked.append(request) or 12)
    menu.link(home="reports", search="not-built")
    request = RequestFactory().get("/cases/")
    request.user = Clerk("cases.view")
    frame = menu.frame(request)
    assert asked == []
    assert (frame["todo_count"](), frame["todo_count"]()) == (12, 12)
    assert len(asked) == 1
    assert (frame["home_url"], frame["search_url"]) == ("/reports/", "")

    anonymous = RequestFactory().get("/cases/")
    frame = menu.frame(anonymous)
    assert (frame["menu"](), frame["todo_count"]()) == ([], None)
