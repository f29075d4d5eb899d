"""导入法规文本：先看，后写，整份写入；旧文本留作历史；有错的说清楚哪里错。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Law, LawArticle
from supervision.audit.models import AuditEvent
from tests.cases.law_texts import ARTICLES, as_file, bring_in, confirm, figures, form_for, look, text_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]


@pytest.fixture
def chief(cast: Cast, sign_in: SignIn) -> Client:
    """The city's division chief, who keeps the numbers and the laws."""
    return sign_in(cast.city_chief)


def versions(code: str = "演示办法") -> list[tuple[str, str, date | None, date | None]]:
    """Number, wording, first and last day of every version."""
    rows = LawArticle.objects.filter(law__code=code).order_by("no", "effective_from")
    return [(row.number, row.wording, row.effective_from, row.effective_to) for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_new_law_comes_in_with_its_articles(encoding: str, chief: Client) -> None:
    page = look(chief, form_for(), as_file(text_of(ARTICLES), encoding))
    assert figures(page) == [4, 0, 0, 0, 0]
    assert not Law.objects.filter(code="演示办法").exists(), "a look writes nothing"
    shown = confirm(chief, page).content.decode()
    assert "法规文本已导入：新增 4 条。" in shown
    law = Law.objects.get(code="演示办法")
    assert (law.status, law.checked_on, law.effective_from) == ("found", date(2026, 6, 1), date(2020, 3, 1))
    assert versions() == [(number, words, date(2020, 3, 1), None) for number, words in ARTICLES.items()]
    event = AuditEvent.objects.get(verb="cases.law_imported")
    assert event.payload["articles_added"] == "第一条、第二条、第三条、第四条"
    assert event.payload["file"] == "演示办法.txt"
    assert event.region_code == "430100"


def test_an_amended_text_ends_the_old_versions_and_keeps_them(chief: Client) -> None:
    bring_in(chief, form_for(), ARTICLES)
    LawArticle.objects.filter(law__code="演示办法", number="第三条").update(summary="十日内完成")
    amended = {
        "第一条": ARTICLES["第一条"],
        "第二条": ARTICLES["第二条"],
        "第三条": "演示应当在五日内完成。",
    }
    page = look(chief, form_for("演示办法", effective_from="2026-07-01"), as_file(text_of(amended)))
    assert figures(page) == [0, 1, 0, 2, 1]
    assert "旧文本的最后一天是 2026-06-30" in page.text
    confirm(chief, page)
    assert versions() == [
        ("第一条", ARTICLES["第一条"], date(2020, 3, 1), None),
        ("第二条", ARTICLES["第二条"], date(2020, 3, 1), None),
        ("第三条", "演示应当在十日内完成。", date(2020, 3, 1), date(2026, 6, 30)),
        ("第三条", "演示应当在五日内完成。", date(2026, 7, 1), None),
        ("第四条", ARTICLES["第四条"], date(2020, 3, 1), date(2026, 6, 30)),
    ]
    event = AuditEvent.objects.filter(verb="cases.law_imported").latest("pk")
    assert (event.payload["articles_changed"], event.payload["articles_ended"]) == ("第三条", "第四条")
    assert LawArticle.objects.get(number="第三条", effective_from="2026-07-01").summary == "（修改前的要旨，待改写）十日内完成"


def test_the_text_of_a_law_whose_articles_have_no_wording_is_filled_in_without_new_versions(chief: Client) -> None:
    before = LawArticle.objects.filter(law__code="生态环境处罚办法").count()
    law = Law.objects.get(code="演示用")
    articles = {"第一条": "演示的第一条。", "第二条": "演示的第二条。"}
    page = look(chief, form_for("演示用", effective_from="2021-01-01", same="on"), as_file(text_of(articles)))
    assert figures(page) == [0, 0, 2, 0, 0]
    confirm(chief, page)
    assert versions("演示用") == [
        ("第一条", "演示的第一条。", date(2021, 1, 1), None),
        ("第二条", "演示的第二条。", date(2020, 1, 1), None),
    ]
    assert set(law.articles.values_list("verified", "checked_on")) == {(True, date(2026, 6, 1))}
    assert LawArticle.objects.filter(law__code="生态环境处罚办法").count() == before


def test_the_rules_that_an_amended_text_concerns_are_named_beforehand_and_listed_afterwards(chief: Client) -> None:
    """Regulation with its 44 articles; the text has 43, so that 第四十四条 ends, and every other counts as amended."""
    numbers = LawArticle.objects.filter(law__code="条例").order_by("no").values_list("number", flat=True)
    text = text_of({number: f"演示的{number}。" for number in list(numbers)[:43]})
    page = look(chief, form_for("条例", effective_from="2026-10-01"), as_file(text))
    assert figures(page) == [0, 43, 0, 0, 1]
    assert "依据修改、失效条文的规则和文书" in page.text
    assert "G-06 持有效执法证" in page.text
    assert "行政执法监督意见书" in page.text
    confirm(chief, page)
    listed = chief.get(reverse("cases:law_ended")).content.decode()
    assert "G-06 持有效执法证" in listed
    assert "条文已修改，待复核" in listed
    assert listed.count("行政执法监督督办函") == 3, "第二十七条, 第二十九条, 第三十条: each once"


def test_without_a_wording_to_compare_an_older_article_counts_as_amended(chief: Client) -> None:
    articles = {"第一条": "演示的第一条。", "第二条": "演示的第二条。"}
    page = look(chief, form_for("演示用", effective_from="2021-01-01"), as_file(text_of(articles)))
    assert figures(page) == [0, 1, 1, 0, 0]
    assert "库里没有原文，不能对照，按修改处理" in page.text


@pytest.fixture(autouse=True)
def _a_law_without_wording(db: None) -> None:
    law = Law.objects.create(
        code="演示用", title="演示用法规", level="local_rule", source="演示", status="unverified", effective_from=date(2020, 1, 1)
    )
    for no, number, first in ((1, "第一条", date(2021, 1, 1)), (2, "第二条", date(2020, 1, 1))):
        LawArticle.objects.create(law=law, number=number, no=no, summary="演示", effective_from=first)


def without(number: str) -> dict[str, str]:
    return {key: words for key, words in ARTICLES.items() if key != number}


TWICE = text_of(ARTICLES) + "　　第三条　又一次。\n"
SWAPPED = "第一条　甲。\n第三条　丙。\n第二条　乙。\n"
REFUSED: list[tuple[str, str, str]] = [
    ("no article", "演示办法\n本办法没有条。\n", "没有找到一条条文"),
    ("nothing", " \n", "文件是空的"),
    ("twice", TWICE, "第三条出现两次（第 11 行、第 14 行）"),
    ("one missing", text_of(without("第二条")), "第一条之后应当是第二条，文本是第三条"),
    ("the first missing", text_of(without("第一条")), "开头之后应当是第一条，文本是第二条"),
    ("out of order", SWAPPED, "第三条之后应当是第四条，文本是第二条"),
    ("an article without words", "第一条　甲。\n第二条\n第三条　丙。\n", "第二条（第 2 行）没有内容"),
    ("an article without end", "第一条　" + "甲" * 20_001, "第一条（第 1 行）超过 20,000 字"),
]


@pytest.mark.parametrize(("what", "text", "expected"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_text_that_is_not_in_order_is_refused_in_words(what: str, text: str, expected: str, chief: Client) -> None:
    page = look(chief, form_for(), as_file(text))
    assert page.status_code == 422
    assert expected in page.text
    assert not page.token
    assert not Law.objects.filter(code="演示办法").exists()


FILES = [
    ("a word document", b"PK\x03\x04" + b"\0" * 50, "这是 Word、WPS 或者 PDF 文件，不是纯文本"),
    ("neither UTF-8 nor GBK", b"\xff\x81\xff\x30" * 40, "文字编码既不是 UTF-8 也不是 GBK"),
    ("too large", "甲".encode() * 800_000, "文件超过 2 MB"),
]


@pytest.mark.parametrize(("what", "content", "expected"), FILES, ids=[row[0] for row in FILES])
def test_a_file_that_is_no_text_is_refused(what: str, content: bytes, expected: str, chief: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = look(chief, form_for(), SimpleUploadedFile("法规.txt", content))
    assert page.status_code == 422
    assert expected in page.text


FORMS: list[tuple[str, dict[str, Any], str]] = [
    ("a new law without a title", form_for(title=""), "新的法规必须填写"),
    ("a short name that is taken", form_for(code="条例"), "法规库里已经有这个简称"),
    ("a title that is taken", form_for(title="《行政执法监督条例》"), "法规库里已经有这部法规"),
    ("a law nobody knows", form_for("没有这部法规"), "没有这部法规"),
    ("no day", form_for(effective_from=""), "施行日期"),
    ("no source", form_for(source=""), "来源"),
    ("checked tomorrow", form_for(checked_on="2999-01-01"), "核对日期在今天以后"),
    ("wording only, of a new law", form_for(same="on"), "法规库里没有这部法规，不能只补录条文"),
]


@pytest.mark.parametrize(("what", "form", "expected"), FORMS, ids=[row[0] for row in FORMS])
def test_a_form_that_is_not_right_is_shown_again(what: str, form: dict[str, Any], expected: str, chief: Client) -> None:
    page = look(chief, form, as_file(text_of(ARTICLES)))
    assert page.status_code == 422
    assert expected in page.text
    assert not page.token


AGAINST: list[tuple[str, dict[str, Any], dict[str, str], str]] = [
    ("before the law", {"effective_from": "2020-02-29"}, ARTICLES, "施行日期早于该法规的施行日期 2020-03-01"),
    (
        "the same day, other words",
        {},
        ARTICLES | {"第三条": "改了。"},
        "第三条已有自 2020-03-01 起施行的版本，文字不同，施行期间重叠",
    ),
    ("the same day, an article less", {}, without("第四条"), "法规库有自 2020-03-01 起施行的第四条，文本里没有"),
    (
        "wording only, other words",
        {"same": "on"},
        ARTICLES | {"第三条": "改了。"},
        "第三条与法规库的现行文本不同，不能只补录条文",
    ),
    ("wording only, an article less", {"same": "on"}, without("第四条"), "文本里没有法规库现行的第四条"),
    ("wording only, an article more", {"same": "on"}, ARTICLES | {"第五条": "多的。"}, "法规库里没有现行的第五条"),
]


@pytest.mark.parametrize(("what", "form", "articles", "expected"), AGAINST, ids=[row[0] for row in AGAINST])
def test_a_text_that_contradicts_the_library_is_refused(
    what: str, form: dict[str, Any], articles: dict[str, str], expected: str, chief: Client
) -> None:
    bring_in(chief, form_for(), ARTICLES)
    before = versions()
    page = look(chief, form_for("演示办法", **form), as_file(text_of(articles)))
    assert page.status_code == 422
    assert expected in page.text
    assert versions() == before


def test_a_text_older_than_a_version_that_stands_is_refused(chief: Client) -> None:
    bring_in(chief, form_for(), ARTICLES)
    bring_in(chief, form_for("演示办法", effective_from="2026-07-01"), ARTICLES | {"第三条": "改了。"})
    page = look(chief, form_for("演示办法", effective_from="2025-01-01"), as_file(text_of(ARTICLES)))
    assert "第三条已有 2026-07-01 起施行的版本，晚于本文本" in page.text


def test_a_law_that_has_ended_takes_no_later_text(chief: Client) -> None:
    bring_in(chief, form_for(), ARTICLES)
    Law.objects.filter(code="演示办法").update(effective_to=date(2025, 12, 31))
    page = look(chief, form_for("演示办法", effective_from="2026-01-01"), as_file(text_of(ARTICLES)))
    assert "该法规已于 2025-12-31 失效" in page.text


def test_the_same_text_again_changes_nothing(chief: Client) -> None:
    bring_in(chief, form_for(), ARTICLES)
    page = look(chief, form_for("演示办法"), as_file(text_of(ARTICLES)))
    assert figures(page) == [0, 0, 0, 4, 0]
    assert not page.token
    assert "文本与法规库相同，不必写入" in page.text


def test_what_changed_between_look_and_confirmation_is_not_written(chief: Client) -> None:
    bring_in(chief, form_for(), ARTICLES)
    page = look(chief, form_for("演示办法", effective_from="2026-07-01"), as_file(text_of(ARTICLES | {"第三条": "改了。"})))
    LawArticle.objects.filter(law__code="演示办法", number="第三条").update(wording="别人先改了。")
    assert "预览之后法规库有了变化，没有写入" in confirm(chief, page).content.decode()
    assert [one for one in versions() if one[2] == date(2026, 7, 1)] == []


def test_only_the_citys_division_chief_imports(cast: Cast, sign_in: SignIn, chief: Client) -> None:
    for who in ("county_chief", "city_supervisor", "housing_officer", "city_director"):
        client = sign_in(cast.people[who])
        assert client.get(reverse("cases:law_text")).status_code == 403, who
        assert look(client, form_for(), as_file(text_of(ARTICLES))).status_code == 403, who
    page = look(chief, form_for(), as_file(text_of(ARTICLES)))
    assert sign_in(cast.county_chief).post(reverse("cases:law_text"), {"look": page.token}).status_code == 403
    assert not Law.objects.filter(code="演示办法").exists()


def test_a_line_that_only_speaks_of_an_article_begins_none(chief: Client) -> None:
    text = "第一条　甲。\n第二条　乙：\n第一条第二款规定的除外；\n第一条、第三条的规定另行适用。\n第三条之一的规定无效。\n第三条　丙。\n"
    page = look(chief, form_for(), as_file(text))
    assert figures(page) == [3, 0, 0, 0, 0]
    confirm(chief, page)
    words = "乙：\n第一条第二款规定的除外；\n第一条、第三条的规定另行适用。\n第三条之一的规定无效。"
    assert versions()[1][1] == words


def test_articles_put_in_between_are_read(chief: Client) -> None:
    text = "# 演示\n## 第一章 总 则\n**第一条** 甲。\n第一条之一　甲之一。\n第二节\n第2条　乙。\n"
    bring_in_page = look(chief, form_for(), as_file(text))
    confirm(chief, bring_in_page)
    assert [one[:2] for one in versions()] == [("第一条", "甲。"), ("第一条之一", "甲之一。"), ("第二条", "乙。")]
