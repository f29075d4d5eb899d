"""监督报告列表的导出。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.exported import take
from tests.reports import world

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_reports_are_taken_out_as_the_list_shows_them(cast: Cast, sign_in: SignIn, form: str) -> None:
    world.build_world(cast, cases=30)
    report = world.compiled(cast.county)
    client = sign_in(cast.county_supervisor)
    shown = [row.title for row in client.get("/reports/").context["rows"]]
    taken = take(client, "/reports/export/", form)
    assert taken.column("报告") == shown == [report.title]
    assert taken.column("地区") == ["浏阳市"]
    assert taken.column("已签收单位数") == ["0"]
    assert f"年份：{report.period_start.year}年" in take(client, f"/reports/export/?year={report.period_start.year}", form).mark
    assert take(client, "/reports/export/?state=issued", form).rows == []
    assert take(sign_in(cast.neighbour_supervisor), "/reports/export/", form).rows == []
    assert sign_in(cast.county_leader).post("/reports/export/", {"form": form}).status_code == 403
