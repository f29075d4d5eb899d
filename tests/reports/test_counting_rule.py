"""统计口径：谁设定轻重次序和金额单位，怎样写，写错了怎样说。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from reports.annual.kinds import KINDS, PUBLISHED, RANKED, UnreadableOrder, read_order
from reports.models import CountingRule
from supervision.audit.models import AuditEvent
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
URL, FILE, CASES, COUNTING = "/annual/", "/annual/file/", "/annual/cases/", "/annual/counting/"
YEAR = "year=2026"
DATONG, HUANGSHI = PUBLISHED


def test_only_the_citys_division_sets_the_rule_and_the_trail_keeps_both(cast: Cast, sign_in: SignIn) -> None:
    data = {
        "from_year": "2026",
        "order": "＜".join(KINDS[kind] for kind in HUANGSHI.order),
        "source": "市司法局会议纪要",
        "money_unit": "yuan",
    }
    for who in (cast.city_supervisor, cast.county_chief, cast.housing_officer):
        assert sign_in(who).post(COUNTING, data).status_code == 403
        assert 'name="order"' not in sign_in(who).get(COUNTING).content.decode()
    client = sign_in(cast.city_chief)
    assert client.post(COUNTING, data).status_code == 302
    assert client.post(COUNTING, data | {"money_unit": "wan"}).status_code == 302
    (rule,) = CountingRule.objects.all()
    assert (rule.order, rule.money_unit, rule.source) == (list(HUANGSHI.order), "wan", "市司法局会议纪要")
    first, second = AuditEvent.objects.filter(verb="reports.counting_set").order_by("pk")
    assert (first.payload["replaced"], second.payload["replaced"]["money_unit"]) == (None, "yuan")
    assert "市司法局会议纪要" in sign_in(cast.housing_officer).get(COUNTING).content.decode()


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("警告＜罚款", "“通报批评”没有写"),
        ("警告＜警告", "“警告”写了不止一次"),
        ("警告＜杖责", "不认得“杖责”"),
        ("警告＜其他", "不认得“其他”"),
    ],
)
def test_an_order_that_is_none_is_told_beside_the_field(cast: Cast, sign_in: SignIn, order: str, told: str) -> None:
    with pytest.raises(UnreadableOrder, match=told):
        read_order(order)
    answer = sign_in(cast.city_chief).post(COUNTING, {"from_year": "2026", "order": order, "source": "演示", "money_unit": "wan"})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not CountingRule.objects.exists()


def test_orders_are_read_as_they_are_printed() -> None:
    for one in PUBLISHED:
        assert read_order("＜".join(KINDS[kind] for kind in one.order)) == one.order
        assert set(one.order) == set(RANKED)
