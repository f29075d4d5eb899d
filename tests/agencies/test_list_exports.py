"""机构、执法人员与证件的导出。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agencies.models import Agency, Delegation, EnforcementOfficer, Post, User
from tests.cases.factories import make_certificate
from tests.cast import Cast
from tests.exported import events, take

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_officers_are_taken_out_with_every_certificate_and_its_state_today(cast: Cast, sign_in: SignIn, form: str) -> None:
    today = timezone.localdate()
    officer = EnforcementOfficer.objects.create(agency=cast.county_housing, region_code="430181", name="演示员")
    old = make_certificate(
        cast.county_housing,
        officer=officer,
        number="TEST-OLD",
        valid_from=today - timedelta(days=900),
        valid_to=today - timedelta(days=1),
    )
    new = make_certificate(
        cast.county_housing,
        officer=officer,
        number="TEST-NEW",
        valid_from=today,
        valid_to=today + timedelta(days=90),
        out_of_force=[(today, None)],
    )
    make_certificate(cast.neighbour_market, number="TEST-FAR")
    EnforcementOfficer.objects.create(agency=cast.county_housing, region_code="430181", name="无证员")
    client = sign_in(cast.county_supervisor)
    shown = [row for _officer, certificates in client.get("/officers/").context["officers"] for row in certificates]
    taken = take(client, "/officers/export/", form)
    status = dict(zip(taken.column("执法证号"), taken.column("状态"), strict=True))
    assert sorted(taken.column("姓名")) == ["无证员", "演示员", "演示员"]
    assert (
        status == {**{one.number: status for one, status in shown}, "": ""} == {new.number: "暂扣", old.number: "已到期", "": ""}
    )
    assert dict(zip(taken.column("执法证号"), taken.column("有效期自"), strict=True))[new.number].startswith(str(today))
    assert take(client, "/officers/export/?q=TEST-OLD", form).column("姓名") == ["演示员", "演示员"]
    assert len(take(sign_in(cast.housing_officer), "/officers/export/", form).rows) == 3
    assert take(sign_in(cast.market_officer), "/officers/export/", form).rows == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_agencies_are_taken_out_with_their_superior(cast: Cast, sign_in: SignIn, form: str) -> None:
    client = sign_in(cast.city_supervisor)
    taken = take(client, "/agencies/export/", form)
    assert len(taken.rows) == Agency.objects.count()
    row = dict(zip(taken.headings, taken.rows[taken.column("单位编码").index("LY-SFJ")], strict=True))
    assert (row["单位"], row["上级对口单位"], row["区划"], row["垂直管理"]) == ("浏阳市司法局", "长沙市司法局", "浏阳市", "否")
    assert take(client, "/agencies/export/?sector=tobacco", form).column("垂直管理") == ["是"]
    assert sign_in(cast.housing_officer).post("/agencies/export/", {"form": form}).status_code == 403
    assert sign_in(cast.system_admin).post("/people/export/", {"form": form}).status_code == 404


def test_a_deputy_takes_out_in_the_place_of_whom_they_stand_for_and_the_file_says_so(cast: Cast, sign_in: SignIn) -> None:
    today = timezone.localdate()
    Delegation.objects.create(
        post=cast.county_supervisor.posts.get(), delegate=cast.county_director, starts_on=today, ends_on=today, reason="出差",
        made_by=cast.county_supervisor,
    )  # fmt: skip
    taken = take(sign_in(User.objects.get(pk=cast.county_director.pk)), "/agencies/export/")
    assert "导出人 蒋局长（county-director） 代 褚督员" in taken.mark
    (event,) = events()
    assert event.actor_name == "蒋局长 代 褚督员"


def test_who_must_keep_out_of_an_agencys_affairs_still_takes_out_what_they_may_read(cast: Cast, sign_in: SignIn) -> None:
    """回避 closes the handling of an agency's affairs, not the reading: the file holds what the page shows."""
    Post.objects.filter(user=cast.county_supervisor).update(seconded_by=cast.county_housing)
    client = sign_in(User.objects.get(pk=cast.county_supervisor.pk))
    assert "LY-ZJ" in take(client, "/agencies/export/").column("单位编码")
