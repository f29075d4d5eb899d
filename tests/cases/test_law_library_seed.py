"""法规库的底本：规则和文书引用的每一部法规、每一条，库里都有，日期说得一样。"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.apps import apps

from cases.laws import seed
from cases.laws.citations import Citation, citation_of, citations, quoted
from cases.laws.places import number_of
from cases.models import Law, LawArticle
from cases.rules import ACTIVE
from cases.rules.declaration import LAWS, LAWS_FROM
from cases.selectors.laws import Library, library

pytestmark = pytest.mark.django_db
FORGOTTEN = "Write it into cases/data/laws.json (own words, not the statute's)."


@pytest.fixture
def known() -> Library:
    return library()


def what_is_missing(citation: Citation, known: Library, today: date) -> list[str]:
    """The laws and articles that a citation names and the library does not have on the days it is cited for."""
    law = known.law_of(citation)
    if law is None:
        return [f"law 《{citation.title}》 (short name {citation.law}), cited by {citation.name}. {FORGOTTEN}"]
    found = []
    for number in citation.numbers:
        versions = known.versions_of(law, number)
        for day in {citation.since or citation.until or today, citation.until or today}:
            if not any(version.holds_on(day) for version in versions):
                held = "；".join(f"{one.first or '?'}–{one.last or ''}" for one in versions) or "no version at all"
                found.append(f"article 《{citation.law}》{number} on {day}: {held}; cited by {citation}. {FORGOTTEN}")
    return found


def test_every_law_and_article_that_is_cited_is_in_the_library_on_the_days_it_is_cited_for(known: Library) -> None:
    missing = [line for citation in citations() for line in what_is_missing(citation, known, date(2026, 11, 30))]
    assert not missing, "Missing in the law library:\n" + "\n".join(missing)


def test_the_rules_and_the_library_name_the_same_first_day_of_a_law(known: Library) -> None:
    """`LAWS_FROM` and the library are two places that say when a law came into force; they must not differ."""
    wrong = []
    for rule in ACTIVE:
        for article in rule.articles:
            citation = citation_of(rule, article)
            first_day = LAWS_FROM.get(article.law)
            law = known.law_of(citation)
            if first_day is None or law is None or article.since or article.until:
                continue
            begun = known.spans[law][0]
            if begun is None or begun > first_day:
                wrong.append(f"{article.law}: LAWS_FROM says {first_day}, the library {begun} ({citation})")
            versions = [version for number in citation.numbers for version in known.versions_of(law, number)]
            if versions and not any(version.first == first_day for version in versions):
                days = "、".join(str(version.first) for version in versions)
                wrong.append(f"{article.law}: LAWS_FROM says {first_day}, the library's versions begin {days} ({citation})")
    assert not wrong, "\n".join(wrong)


def test_no_rule_rests_on_an_article_that_has_ended(known: Library) -> None:
    today = date(2026, 11, 30)
    alarms = [f"{one.citation}: {one.words}" for citation in citations() for one in known.rest(citation, today) if one.is_alarm]
    assert not alarms, "\n".join(alarms)


def test_every_short_name_of_the_rules_leads_to_a_law(known: Library) -> None:
    wrong = [
        f"{short} (《{title}》): no law of this title or short name. {FORGOTTEN}"
        for short, title in LAWS.items()
        if known.law_of(Citation("规则", "", short, title, "")) is None
    ]
    assert not wrong, "\n".join(wrong)


def test_the_test_says_what_is_missing(known: Library) -> None:
    nowhere = Citation("规则", "X-01 某规则", "某法", "中华人民共和国某法", "第三条")
    assert (
        "《中华人民共和国某法》 (short name 某法), cited by X-01 某规则" in what_is_missing(nowhere, known, date(2026, 6, 1))[0]
    )
    no_article = Citation("规则", "X-01 某规则", "行政处罚法", "中华人民共和国行政处罚法", "第六十条、第九十九条")
    (only,) = what_is_missing(no_article, known, date(2026, 6, 1))
    assert "《行政处罚法》第九十九条 on 2026-06-01: no version at all" in only
    too_early = Citation("规则", "X-01 某规则", "条例", "行政执法监督条例", "第二十七条", since=date(2026, 1, 31))
    assert "on 2026-01-31" in what_is_missing(too_early, known, date(2026, 6, 1))[0]


def test_what_was_not_checked_says_so() -> None:
    """Of another province, cited from memory, or read in a text amended since: never shown as checked."""
    for code in ("湘程序规定", "行政复议法", "川监督条例", "54号文", "民营经济促进法", "生态环境处罚办法"):
        law = Law.objects.get(code=code)
        assert law.status == Law.Status.UNVERIFIED, code
        assert not law.articles.filter(verified=True).exists(), code
    assert Law.objects.get(code="川监督条例").note.startswith("外省规定")
    assert Law.objects.get(code="行政处罚法").articles.get(number="第六十条").checked_on == date(2026, 11, 30)


def test_the_old_text_of_an_article_is_a_version_of_its_own() -> None:
    old, new = Law.objects.get(code="行政处罚法").articles.filter(number="第三十三条").order_by("effective_from")
    assert (old.effective_to, new.effective_from) == (date(2021, 7, 14), date(2021, 7, 15))
    assert not old.verified
    assert "五十元" in old.summary


def test_the_file_is_in_order() -> None:
    laws = seed.read()
    assert len({law["code"] for law in laws}) == len({law["title"] for law in laws}) == len(laws)
    for law in laws:
        for article in law["articles"]:
            assert str(number_of(article["number"])) == article["number"], (law["code"], article["number"])
            assert len(article["summary"]) <= 90, f"{law['code']}{article['number']}: one sentence of our own"


def test_filling_again_changes_nothing_and_never_overwrites_what_a_person_wrote() -> None:
    models: tuple[Any, Any] = (apps.get_model("cases", "Law"), apps.get_model("cases", "LawArticle"))
    article = LawArticle.objects.get(law__code="行政处罚法", number="第六十条")
    LawArticle.objects.filter(pk=article.pk).update(summary="人写的要旨")
    Law.objects.filter(code="条例").update(note="人写的说明")
    assert seed.fill(*models) == (0, 0)
    LawArticle.objects.filter(law__code="条例", number="第四十四条").delete()
    assert seed.fill(*models) == (0, 1)
    article.refresh_from_db()
    assert article.summary == "人写的要旨"
    assert Law.objects.get(code="条例").note == "人写的说明"


def test_texts_are_read_for_what_they_cite() -> None:
    text = "根据《行政执法监督条例》第二十七条第一款的规定，参照《湖南省行政程序规定》第一百五十八条（30日），《某函》已收。"
    assert list(quoted(text)) == [("行政执法监督条例", "第二十七条第一款"), ("湖南省行政程序规定", "第一百五十八条")]


def test_the_instruments_say_what_they_rest_on() -> None:
    cited = {(one.name, one.title, one.place) for one in citations() if one.kind == "文书"}
    assert ("行政执法监督督办函", "行政执法监督条例", "第二十七条") in cited
    assert ("行政执法监督督办函", "行政执法监督条例", "第三十条") in cited
    assert ("行政执法监督意见书", "湖南省行政程序规定", "第一百五十八条") in cited
