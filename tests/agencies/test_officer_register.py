"""执法人员与证件登记簿：一行一个证件，同名的人不猜，证件由监督机构登记。"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import EnforcementCertificate, EnforcementOfficer
from agencies.registers.officers import TABLE
from supervision.audit.models import AuditEvent
from tests.agencies.register_files import as_file, confirm, figures, look
from tests.cases.factories import make_certificate
from tests.cast import Cast
from tests.exported import take

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
ROUTE = "agencies:officer_import"
HEADINGS = [column.label for column in TABLE.columns]
GOOD = {
    "姓名": "演示甲", "单位": "浏阳市住建局", "人员类别": "执法人员", "执法证号": "T-1", "执法领域": "住建", "有效期自": "2022-11-01", "有效期至": "2027-10-31",
}  # fmt: skip
HELPER = {"姓名": "演示乙", "单位": "浏阳市住建局", "人员类别": "执法辅助人员"}


def test_people_with_and_without_a_certificate_are_registered_and_the_same_file_changes_nothing(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.county_supervisor)
    confirm(client, ROUTE, look(client, ROUTE, as_file(HEADINGS, GOOD, HELPER)))
    told = EnforcementOfficer.objects.order_by("pk").values_list("name", "kind", "region_code", "certificates__number")
    assert list(told) == [("演示甲", "officer", "430181", "T-1"), ("演示乙", "auxiliary", "430181", None)]
    assert figures(look(client, ROUTE, as_file(HEADINGS, GOOD, HELPER))) == [0, 0, 2, 0]
    page = look(client, ROUTE, as_file(HEADINGS, GOOD | {"有效期至": "2026-01-31"}))
    assert "有效期至 2027-10-31 → 2026-01-31" in page.text
    confirm(client, ROUTE, page)
    assert EnforcementCertificate.objects.get().valid_to == datetime.date(2026, 1, 31)
    event = AuditEvent.objects.get(verb="agencies.register_changed")
    assert event.payload["before"] == {"有效期至": "2027-10-31"}


BROKEN = [
    ("no name", {"姓名": ""}, "“姓名”为空，该列必填"),
    ("the neighbour's agency", {"单位": "宁乡市市场监管局"}, "不在您可以登记的范围"),
    ("a certificate without days", {"有效期自": ""}, "“有效期自”为空，有执法证号的必填"),
    ("days without a certificate", {"执法证号": ""}, "为空，却填了执法领域或者有效期"),
    ("ends before it begins", {"有效期至": "2022-10-31"}, "在有效期自之前"),
    ("left before coming", {"入职日期": "2026-01-02", "离岗日期": "2026-01-01"}, "在入职日期之前"),
    ("a namesake nobody told apart", {"姓名": "老王"}, "本单位已登记同名人员（证号 OLD）"),
    ("a namesake who is not one", {"姓名": "老王", "同名人员": "T-9"}, "不是本单位同名人员的证号"),
    ("two new people of one name", {"姓名": "演示丙"}, "与文件里另一行新登记的人员同名"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "changes", "expected"), BROKEN, ids=[row[0] for row in BROKEN])
def test_a_broken_row_refuses_the_whole_file(
    what: str, changes: dict[str, str], expected: str, cast: Cast, sign_in: SignIn
) -> None:
    person = EnforcementOfficer.objects.create(agency=cast.county_housing, region_code="430181", name="老王")
    make_certificate(cast.county_housing, officer=person, number="OLD")
    other = GOOD | {"姓名": "演示丙", "执法证号": "T-2"}
    page = look(sign_in(cast.county_supervisor), ROUTE, as_file(HEADINGS, other, GOOD | changes))
    assert expected in page.text
    assert not page.token
    assert figures(page)[3] == 1
    assert EnforcementCertificate.objects.count() == 1


def test_a_namesake_is_one_person_or_two_as_the_file_says(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.county_supervisor)
    confirm(client, ROUTE, look(client, ROUTE, as_file(HEADINGS, GOOD)))
    renewed, another = GOOD | {"执法证号": "T-2", "同名人员": "T-1"}, GOOD | {"执法证号": "T-3", "同名人员": "无"}
    confirm(client, ROUTE, look(client, ROUTE, as_file(HEADINGS, renewed, another)))
    people = EnforcementOfficer.objects.order_by("pk")
    assert [sorted(one.certificates.values_list("number", flat=True)) for one in people] == [["T-1", "T-2"], ["T-3"]]
    page = look(client, ROUTE, as_file(HEADINGS, GOOD | {"法律职业资格": "是"}, renewed))
    assert "与同一人员的另一行写得不一样" in page.text
    assert figures(look(client, ROUTE, as_file(HEADINGS, GOOD, renewed, another))) == [0, 0, 3, 0]


def test_a_number_of_another_county_is_refused_without_a_word_of_whose_it_is(cast: Cast, sign_in: SignIn) -> None:
    make_certificate(cast.neighbour_market, number="T-1")
    client = sign_in(cast.county_supervisor)
    answer = confirm(client, ROUTE, look(client, ROUTE, as_file(HEADINGS, GOOD))).content.decode()
    assert "有执法证号已经登记在您的范围以外" in answer
    assert "宁乡" not in answer
    assert not EnforcementOfficer.objects.filter(agency=cast.county_housing).exists()


def test_an_export_that_is_imported_changes_nothing(cast: Cast, sign_in: SignIn) -> None:
    make_certificate(cast.county_housing, number="T-5")
    EnforcementOfficer.objects.create(agency=cast.county_housing, region_code="430181", name="无证员")
    client = sign_in(cast.county_supervisor)
    taken = take(client, reverse("agencies:officer_list_export"))
    assert taken.headings[: len(HEADINGS)] == HEADINGS
    rows = [dict(zip(taken.headings, row, strict=True)) for row in taken.rows]
    assert figures(look(client, ROUTE, as_file(taken.headings, *rows))) == [0, 0, 2, 0]


def test_a_form_gives_a_certificate_and_nobody_but_the_bureau_of_the_place_may(cast: Cast, sign_in: SignIn) -> None:
    person = EnforcementOfficer.objects.create(agency=cast.county_housing, region_code="430181", name="演示甲")
    url = reverse("agencies:officer", args=[person.pk])
    for who, status in {
        "housing_officer": 403,
        "county_chief": 403,
        "neighbour_supervisor": 404,
        "county_supervisor": 200,
    }.items():
        assert sign_in(cast.people[who]).get(url).status_code == status, who
    client = sign_in(cast.county_supervisor)
    seen = client.get(url).context["form"]["seen"].value()
    form = {
        "seen": seen, "name": "演示甲", "agency": "浏阳市住房和城乡建设局", "kind": "officer", "number": "T-7", "valid_from": "2026-01-01",
        "valid_to": "2030-12-31", "reason": "发证",
    }  # fmt: skip
    assert client.post(url, form).status_code == 302
    assert person.certificates.get().number == "T-7"
    page = client.get(url)
    assert "发证" in page.content.decode()
    assert page.context["form"]["number"].value() == "T-7"
    cleared = form | {"seen": page.context["form"]["seen"].value(), "number": "", "valid_from": "", "valid_to": ""}
    assert "证号不能清空" in client.post(url, cleared).content.decode()
