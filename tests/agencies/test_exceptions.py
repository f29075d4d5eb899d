"""例外授权：有名有姓、有理由、有到期日，四道门都认，到日子自己失效。"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.urls import reverse
from guardian.models import UserObjectPermission

from agencies.access import things
from agencies.access.grants import grant_exception, revoke_exception
from agencies.choices import Role
from agencies.models import AccessException
from cases.models import EnforcementCase
from notices.models import Matter
from supervision.audit.models import AuditEvent
from supervision.web.api_permission import DeclaredPermission
from supervision.web.errors import UserError
from tests.agencies.people import again, day, excepted, given, newcomer
from tests.cast import Cast
from tests.notices import builders


class MatterApi:
    """An API view as the permission class sees one."""

    permission = "notices.view_matter"


def doors(user: Any, matter: Matter, sign_in: Any) -> list[bool]:
    """Whether a person passes: list, single object, API, page."""
    user = again(user)
    request: Any = RequestFactory().get("/")
    request.user = user
    api = DeclaredPermission()
    return [
        Matter.objects.visible_to(user).filter(pk=matter.pk).exists(),
        user.has_perm("notices.view_matter", matter),
        api.has_permission(request, MatterApi) and api.has_object_permission(request, MatterApi, matter),
        sign_in(user).get(matter.get_absolute_url()).status_code == 200,
    ]


def test_all_four_doors_open_for_the_named_person_and_object_alone(cast: Cast, sign_in: Any) -> None:
    matter, other = builders.open_matter(cast), builders.open_matter(cast)
    outsider = cast.neighbour_supervisor
    assert doors(outsider, matter, sign_in) == [False] * 4
    excepted(cast, outsider, matter, "notices.view_matter")
    assert doors(outsider, matter, sign_in) == [True] * 4
    assert doors(outsider, other, sign_in) == [False] * 4
    assert doors(cast.neighbour_officer, matter, sign_in) == [False] * 4
    assert again(outsider).scope.exceptions == {"notices.matter": frozenset({matter.pk})}
    assert UserObjectPermission.objects.get(user=outsider).object_pk == str(matter.pk)


def test_a_person_whose_role_lacks_the_page_gets_the_page_for_that_object(cast: Cast, sign_in: Any) -> None:
    matter = builders.open_matter(cast)
    assert sign_in(cast.market_officer).get(reverse("notices:matters")).status_code == 403
    excepted(cast, cast.market_officer, matter, "notices.view_matter")
    page = sign_in(cast.market_officer).get(reverse("notices:matters")).content.decode()
    assert matter.number in page
    assert page.count('class="row-link"') == 1


def test_it_lapses_by_itself_by_the_day(cast: Cast, sign_in: Any) -> None:
    matter = builders.open_matter(cast)
    row = excepted(cast, cast.neighbour_supervisor, matter, "notices.view_matter")
    AccessException.objects.filter(pk=row.pk).update(starts_on=day(-30), expires_on=day())
    assert doors(cast.neighbour_supervisor, matter, sign_in) == [True] * 4
    AccessException.objects.filter(pk=row.pk).update(expires_on=day(-1))
    assert doors(cast.neighbour_supervisor, matter, sign_in) == [False] * 4
    again_row = excepted(cast, cast.neighbour_supervisor, matter, "notices.view_matter")
    assert again_row.pk != row.pk
    assert doors(cast.neighbour_supervisor, matter, sign_in) == [True] * 4


def test_it_is_revoked_at_once_with_guardians_row(cast: Cast, sign_in: Any) -> None:
    matter = builders.open_matter(cast)
    row = excepted(cast, cast.neighbour_supervisor, matter, "notices.view_matter")
    revoke_exception(exception=row, reason="检查结束", actor=again(cast.security_admin))
    assert doors(cast.neighbour_supervisor, matter, sign_in) == [False] * 4
    assert not UserObjectPermission.objects.exists()
    assert [event.verb for event in AuditEvent.objects.filter(verb__startswith="agencies.exception").order_by("id")] == [
        "agencies.exception_granted",
        "agencies.exception_revoked",
    ]


def test_without_guardians_row_ours_opens_nothing(cast: Cast, sign_in: Any) -> None:
    matter = builders.open_matter(cast)
    excepted(cast, cast.neighbour_supervisor, matter, "notices.view_matter")
    UserObjectPermission.objects.all().delete()
    assert doors(cast.neighbour_supervisor, matter, sign_in) == [False] * 4


def test_who_has_left_has_no_exception_either(cast: Cast) -> None:
    matter = builders.open_matter(cast)
    excepted(cast, cast.neighbour_supervisor, matter, "notices.view_matter")
    cast.neighbour_supervisor.posts.update(ends_on=day(-1))
    assert not again(cast.neighbour_supervisor).has_perm("notices.view_matter", matter)
    assert not Matter.objects.visible_to(again(cast.neighbour_supervisor)).exists()


def test_it_costs_no_statement_of_its_own(cast: Cast, django_assert_num_queries: Any) -> None:
    for _ in range(3):
        excepted(cast, cast.neighbour_supervisor, builders.open_matter(cast), "notices.view_matter")
    user = again(cast.neighbour_supervisor)
    with django_assert_num_queries(1):
        assert len(user.scope.exceptions["notices.matter"]) == 3


def test_it_never_opens_an_act_of_legal_force(cast: Cast) -> None:
    matter = builders.open_matter(cast)
    for permission in ("notices.draft_instrument", "notices.sign_instrument", "cases.triage_finding"):
        with pytest.raises(UserError, match="依岗位行使"):
            excepted(cast, cast.neighbour_supervisor, matter, permission)
    excepted(cast, cast.neighbour_supervisor, matter, "notices.view_matter")
    assert not again(cast.neighbour_supervisor).has_perm("notices.open_matter", matter)


def test_refusals_are_told_in_words(cast: Cast) -> None:
    matter = builders.open_matter(cast)
    with pytest.raises(UserError, match="三员分立"):
        excepted(cast, cast.audit_admin, matter, "notices.view_matter")
    with pytest.raises(UserError, match="没有可以查看记录的岗位"):
        excepted(cast, newcomer(), matter, "notices.view_matter")
    with pytest.raises(UserError, match="一年以内"):
        excepted(cast, cast.market_officer, matter, "notices.view_matter", days=366)
    with pytest.raises(UserError, match="一年以内"):
        excepted(cast, cast.market_officer, matter, "notices.view_matter", days=-1)
    excepted(cast, cast.market_officer, matter, "notices.view_matter")
    with pytest.raises(UserError, match="已经授予"):
        excepted(cast, cast.market_officer, matter, "notices.view_matter")
    thing = things.get("matter")
    assert thing is not None
    for who in ("system_admin", "audit_admin", "city_director"):
        with pytest.raises(PermissionDenied):
            grant_exception(
                user=cast.market_officer, thing=thing, obj=matter, permission="notices.view_matter", reason="x", expires_on=day(3),
                actor=again(cast.people[who]),
            )  # fmt: skip


def test_the_database_holds_the_year(cast: Cast) -> None:
    row = excepted(cast, cast.market_officer, builders.open_matter(cast), "notices.view_matter")
    with pytest.raises(IntegrityError, match="a_year_at_most"), transaction.atomic():
        AccessException.objects.filter(pk=row.pk).update(expires_on=day(366))


def test_no_exception_helps_against_a_conflict_of_interest(cast: Cast) -> None:
    finding = builders.make_finding(cast.neighbour_market, state="open")
    user = newcomer()
    given(cast, user, Role.SUPERVISOR, cast.county_bureau, seconded_by=cast.neighbour_market)
    excepted(cast, user, finding, "cases.view_finding")
    excepted(cast, user, finding, "cases.note_finding")
    assert again(user).has_perm("cases.view_finding", finding)
    assert not again(user).has_perm("cases.note_finding", finding)


def test_a_case_opened_by_name_is_found_by_searching(cast: Cast) -> None:
    from cases.search import scope_query

    case = builders.make_case(cast.neighbour_market)
    excepted(cast, cast.county_supervisor, case, "cases.view_case")
    user = again(cast.county_supervisor)
    assert scope_query(user) is None
    assert EnforcementCase.objects.visible_to(user).filter(pk=case.pk).exists()
