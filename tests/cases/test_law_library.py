"""法规库：谁依据哪一条；条文失效、修改的，规则列得出来；页面、登记簿、导出。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.laws.citations import Citation
from cases.models import Law, LawArticle
from cases.registers.laws import ARTICLE_TABLE, LAW_TABLE
from cases.selectors.laws import alarms, library
from supervision.audit.models import AuditEvent
from tests.agencies.register_files import as_file, confirm, figures, look
from tests.cast import Cast
from tests.exported import take
from tests.statements import statements

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
TODAY = date(2026, 6, 30)


@pytest.fixture
def law() -> Law:
    """A made-up law with one article."""
    made: Law = Law.objects.create(
        code="演示", title="演示法", level="law", source="演示", status="unverified", effective_from=date(2020, 1, 1)
    )
    return made


def article(law: Law, first: str | None, last: str | None = None, no: int = 5, **more: Any) -> LawArticle:
    made: LawArticle = LawArticle.objects.create(
        law=law,
        number={5: "第五条", 6: "第六条"}[no],
        no=no,
        summary="演示的要旨",
        effective_from=first,
        effective_to=last,
        **more,
    )
    return made


def standing(place: str = "第五条", today: date = TODAY, **span: Any) -> str:
    cited = Citation("规则", "X-01 演示规则", "演示", "演示法", place, **span)
    (only,) = library().rest(cited, today)
    return str(only.standing)


# --- how a citation stands


def test_an_article_in_force_is_good_and_one_that_nobody_has_is_missing(law: Law) -> None:
    article(law, "2020-01-01")
    assert standing() == "good"
    assert standing("第六条") == "missing"
    assert standing("") == "good", "the law as a whole"
    assert library().rest(Citation("规则", "X", "无此法", "无此法", "第一条"), TODAY)[0].standing == "missing"


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2026, 4, 1), "good"), (date(2026, 4, 2), "ending"), (date(2026, 7, 1), "ending"), (date(2026, 7, 2), "ended")],
    ids=["91 days before", "90 days before", "the last day", "the day after"],
)
def test_an_article_that_ends_is_told_of_from_ninety_days_before(today: date, expected: str, law: Law) -> None:
    """Last day 2026-07-01: 29 days of April after the 1st, 31 of May, 30 of June, 1 of July are 91, so 04-02 is 90 days before."""
    article(law, "2020-01-01", "2026-07-01")
    assert standing(today=today) == expected


@pytest.mark.parametrize(
    ("today", "expected"), [(date(2026, 4, 1), "good"), (date(2026, 4, 2), "changing"), (date(2026, 7, 2), "changed")]
)
def test_an_article_that_is_amended_is_told_of_until_the_rules_have_been_gone_through(
    today: date, expected: str, law: Law
) -> None:
    old = article(law, "2020-01-01", "2026-07-01")
    article(law, "2026-07-02")
    assert standing(today=today) == expected
    LawArticle.objects.filter(pk=old.pk).update(rules_checked_on=date(2026, 7, 2))
    assert standing(today=today) == "good"


def test_having_gone_through_the_rules_is_no_answer_to_an_article_that_is_gone(law: Law) -> None:
    article(law, "2020-01-01", "2026-06-01", rules_checked_on=date(2026, 6, 2))
    assert standing() == "ended"


def test_a_rule_that_cites_the_old_article_for_old_cases_only_is_not_told_of(law: Law) -> None:
    article(law, "2020-01-01", "2025-12-31")
    article(law, "2026-01-01")
    assert standing(until=date(2025, 12, 31)) == "past"
    assert standing(since=date(2026, 1, 1)) == "good"
    assert standing() == "changed"


def test_the_end_of_a_law_is_the_end_of_its_articles(law: Law) -> None:
    article(law, "2020-01-01")
    Law.objects.filter(pk=law.pk).update(effective_to=date(2026, 6, 29))
    assert standing() == "ended"
    assert standing("") == "ended"


def test_nothing_is_to_be_looked_at_in_the_library_as_delivered() -> None:
    assert alarms(date(2026, 11, 30)) == []


# --- what the database refuses


def test_the_database_refuses_two_versions_on_one_day_and_dates_that_run_backwards(law: Law) -> None:
    article(law, "2020-01-01", "2025-12-31")
    for first, last, more in (
        ("2025-12-31", None, {}),
        ("2026-01-01", "2025-12-30", {}),
        ("2026-01-01", None, {"verified": True}),
        ("2026-01-01", None, {"rules_checked_on": TODAY}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            article(law, first, last, **more)
    with pytest.raises(IntegrityError), transaction.atomic():
        LawArticle.objects.create(law=law, number="第七条", no=7, effective_from="2020-01-01")
    article(law, "2026-01-01")


# --- pages


def end(number: str, last: date, code: str = "行政处罚法") -> LawArticle:
    """The article as it stands gets a last day."""
    row: LawArticle = LawArticle.objects.get(law__code=code, number=number, effective_to=None)
    LawArticle.objects.filter(pk=row.pk).update(effective_to=last)
    return row


def test_a_law_s_page_shows_each_article_with_the_rules_and_instruments_that_rest_on_it(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.housing_officer)
    page = client.get(reverse("cases:law_page", args=[Law.objects.get(code="行政处罚法").pk])).content.decode()
    assert 'id="a0-60-0"' in page
    assert "自立案之日起九十日内作出决定" in page
    assert f'href="{reverse("cases:rule", args=["P-30"])}"' in page
    regulation = client.get(reverse("cases:law_page", args=[Law.objects.get(code="条例").pk])).content.decode()
    assert "文书：行政执法监督督办函" in regulation
    assert "以下规则、文书所依据的条文" not in regulation
    cited = client.get(reverse("cases:law_page", args=[Law.objects.get(code="条例").pk]), {"only": "cited"}).content.decode()
    assert "第二十七条" in cited
    assert "第四十四条" not in cited


def test_a_rule_leads_to_its_articles_and_they_lead_back(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.housing_officer)
    page = client.get(reverse("cases:rule", args=["P-30"])).content.decode()
    law = Law.objects.get(code="住建程序规定")
    assert f'href="{reverse("cases:law_page", args=[law.pk])}#a0-29-0"' in page


def test_the_rules_that_rest_on_an_article_that_ended_are_listed_everywhere(cast: Cast, sign_in: SignIn) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    end("第六十条", yesterday)
    end("第二十七条", timezone.localdate() + timedelta(days=90), "条例")
    client = sign_in(cast.city_supervisor)
    ended = client.get(reverse("cases:law_ended")).content.decode()
    assert "P-30 90日内作出决定" in ended
    assert "条文已失效" in ended
    assert "行政执法监督督办函" in ended
    assert "条文即将失效" in ended
    assert "P-32" not in ended
    assert reverse("cases:law_ended") in client.get(reverse("cases:rule_list")).content.decode()
    assert reverse("cases:law_ended") in client.get(reverse("cases:law_list")).content.decode()
    assert "条文已失效" in client.get(reverse("cases:rule", args=["P-30"])).content.decode()
    page = client.get(reverse("cases:law_page", args=[Law.objects.get(code="行政处罚法").pk])).content.decode()
    assert "以下规则、文书所依据的条文已失效、已修改或者即将失效" in page
    officer = sign_in(cast.housing_officer).get(reverse("cases:rule_list")).content.decode()
    assert reverse("cases:law_ended") not in officer, "an agency need not go through the rules"


def test_the_list_is_searched_and_counts_what_rests_on_each_law(cast: Cast, sign_in: SignIn) -> None:
    client, url = sign_in(cast.city_supervisor), reverse("cases:law_list")
    page = client.get(url, {"q": "行政处罚法"})
    (line,) = [line for line in page.context["lines"] if line[0].code == "行政处罚法"]
    assert "P-30" in line[1].rules
    assert line[1].articles == 86
    assert [law.code for law in client.get(url, {"q": "825"}).context["rows"]] == ["条例"]
    assert all(law.status == "unverified" for law in client.get(url, {"status": "unverified"}).context["rows"])
    Law.objects.filter(code="湘令280号").update(effective_to=date(2025, 1, 1))
    assert [law.code for law in client.get(url, {"force": "no"}).context["rows"]] == ["湘令280号"]
    assert "湘令280号" not in [law.code for law in client.get(url, {"force": "yes", "level": "local_rule"}).context["rows"]]


def test_articles_are_searched_by_number_words_and_law(cast: Cast, sign_in: SignIn) -> None:
    client, url = sign_in(cast.city_supervisor), reverse("cases:law_article_list")
    found = client.get(url, {"q": "第六十条", "law": "行政处罚法"}).context["rows"]
    assert [(row.law.code, row.number) for row in found] == [("行政处罚法", "第六十条")]
    assert {row.verified for row in client.get(url, {"verified": "no", "law": "湘程序"}).context["rows"]} == {False}
    old = client.get(url, {"force": "no", "law": "行政处罚法"}).context["rows"]
    assert "第三十三条" in [row.number for row in old]


def test_the_pages_cost_a_fixed_number_of_statements(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.city_supervisor)
    law = Law.objects.get(code="行政处罚法")
    for url in (reverse("cases:law_list"), reverse("cases:law_page", args=[law.pk]), reverse("cases:law_ended")):
        assert statements(client, url) <= 12, url


# --- the registers

LAW_HEADINGS = [column.label for column in LAW_TABLE.columns]
ARTICLE_HEADINGS = [column.label for column in ARTICLE_TABLE.columns]
GOOD_LAW = {
    "简称": "演示法", "全称": "《中华人民共和国演示法》", "效力位阶": "法律", "施行日期": "2020-01-01", "来源": "演示公报",
    "核对日期": "2026-06-01", "核对": "已核对",
}  # fmt: skip
GOOD_ARTICLE = {
    "法规": "中华人民共和国行政处罚法", "条号": "第87条", "要旨": "演示的要旨", "施行日期": "2026-01-01", "已核对": "是", "核对日期": "2026-06-01",
}  # fmt: skip
BROKEN_LAWS = [
    ("no level", {"效力位阶": "圣旨"}, "“效力位阶”为“圣旨”"),
    ("backwards", {"失效日期": "2019-12-31"}, "在施行日期之前"),
    ("checked on no day", {"核对日期": ""}, "为空，已核对的必填"),
    ("a title that another bears", {"全称": "行政执法监督条例"}, "与法规“条例”的全称相同"),
]
BROKEN_ARTICLES = [
    ("no such law", {"法规": "无此法"}, "法规库里没有这部法规"),
    ("no number", {"条号": "附则"}, "不是条号。请写成第六十条"),
    ("no summary", {"要旨": ""}, "为空，该条又没有原文"),
    ("backwards", {"失效日期": "2025-12-31"}, "在施行日期之前"),
    ("checked on no day", {"核对日期": ""}, "为空，已核对的必填"),
    ("rules gone through while in force", {"规则复核日": "2026-06-01"}, "现行有效的条文不填规则复核日"),
    ("two versions a day", {"条号": "第六十条"}, "施行期间与同一条的另一版本重叠"),
]


def test_a_law_and_an_article_are_registered_from_a_file(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.city_chief)
    confirm(client, "cases:law_import", look(client, "cases:law_import", as_file(LAW_HEADINGS, GOOD_LAW)))
    assert Law.objects.get(code="演示法").title == "中华人民共和国演示法"
    confirm(client, "cases:law_article_import", look(client, "cases:law_article_import", as_file(ARTICLE_HEADINGS, GOOD_ARTICLE)))
    made = LawArticle.objects.get(law__code="行政处罚法", number="第八十七条")
    assert (made.no, made.law.code) == (87, "行政处罚法")


@pytest.mark.parametrize(("what", "changes", "expected"), BROKEN_LAWS, ids=[row[0] for row in BROKEN_LAWS])
def test_a_law_that_is_not_right_is_refused(
    what: str, changes: dict[str, str], expected: str, cast: Cast, sign_in: SignIn
) -> None:
    page = look(sign_in(cast.city_chief), "cases:law_import", as_file(LAW_HEADINGS, GOOD_LAW | changes))
    assert expected in page.text
    assert not page.token


@pytest.mark.parametrize(("what", "changes", "expected"), BROKEN_ARTICLES, ids=[row[0] for row in BROKEN_ARTICLES])
def test_an_article_that_is_not_right_is_refused(
    what: str, changes: dict[str, str], expected: str, cast: Cast, sign_in: SignIn
) -> None:
    page = look(sign_in(cast.city_chief), "cases:law_article_import", as_file(ARTICLE_HEADINGS, GOOD_ARTICLE | changes))
    assert expected in page.text
    assert not page.token


@pytest.mark.parametrize(("key", "model"), [("law", Law), ("law_article", LawArticle)])
def test_an_export_that_is_imported_changes_nothing(key: str, model: Any, cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.city_chief)
    LawArticle.objects.filter(law__code="条例", number="第一条").update(summary="", wording="只有原文的条文")
    taken = take(client, reverse(f"cases:{key}_list_export"))
    rows = [dict(zip(taken.headings, row, strict=True)) for row in taken.rows]
    page = look(client, f"cases:{key}_import", as_file(taken.headings, *rows))
    assert figures(page) == [0, 0, model.objects.count(), 0], page.text[:2000]


def test_a_change_leaves_before_and_after_on_the_trail_and_the_wording_stays(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.city_chief)
    row = LawArticle.objects.get(law__code="行政处罚法", number="第六十条")
    LawArticle.objects.filter(pk=row.pk).update(wording="演示的原文")
    url = reverse("cases:law_article", args=[row.pk])
    fields = client.get(url).context["form"]
    form = {name: fields[name].value() for name in fields.fields if fields[name].value() is not None}
    told = form | {"summary": "改写的要旨", "effective_to": "2026-12-31", "reason": "依修改决定"}
    assert client.post(url, told).status_code == 302
    row.refresh_from_db()
    assert (row.summary, row.effective_to, row.wording) == ("改写的要旨", date(2026, 12, 31), "演示的原文")
    event = AuditEvent.objects.get(verb="agencies.register_changed")
    assert event.payload["before"]["要旨"] == "自立案之日起九十日内作出决定，法律、法规、规章另有规定的除外"
    assert event.payload["after"] == {"要旨": "改写的要旨", "失效日期": "2026-12-31"}
    assert "改写的要旨" in client.get(url).content.decode()


def test_who_reads_rules_reads_the_library_and_only_the_citys_division_chief_keeps_it(cast: Cast, sign_in: SignIn) -> None:
    law, row = Law.objects.get(code="条例"), LawArticle.objects.filter(law__code="条例")[0]
    reading = [
        reverse("cases:law_list"), reverse("cases:law_article_list"), reverse("cases:law_ended"), reverse("cases:law_page", args=[law.pk])
    ]  # fmt: skip
    keeping = [
        reverse("cases:law", args=[law.pk]), reverse("cases:law_article", args=[row.pk]), reverse("cases:law_new"),
        reverse("cases:law_import"), reverse("cases:law_text"),
    ]  # fmt: skip
    for who in ("county_chief", "city_supervisor", "housing_officer", "township_assistant"):
        client = sign_in(cast.people[who])
        assert [client.get(url).status_code for url in reading] == [200] * 4, who
        assert [client.get(url).status_code for url in keeping] == [403] * 5, who
    chief = sign_in(cast.city_chief)
    assert [chief.get(url).status_code for url in reading + keeping] == [200] * 9
    outsider = sign_in(cast.social_supervisor)
    assert [outsider.get(url).status_code for url in reading] == [403] * 4
