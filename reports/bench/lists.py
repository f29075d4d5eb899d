"""案件库：列表与检索的快慢，县里的人看，小库与大库相比。"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db import connection
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from agencies.models import User
from cases.models import EnforcementCase
from reports.bench.asking import Asker
from reports.bench.city import City
from reports.bench.figure import Figure, Missing, growth, p95, seconds
from reports.bench.pages import REQUESTS, ROUNDS, compared

PERSON = "xiandu"
"""浏阳市's supervisor: sees a tenth of the cases."""

TIMES = 60
PAGES = ("cases:cases", "cases:list", "cases:case_list")


def page_list(city: City) -> Iterator[Figure]:
    """p95 of the first page of the large city's cases; reference: the same statements sent to the database bare. Ratio = ours / bare."""
    with city.scratch.using(city.large):
        url, asker = _list_url(), Asker(PERSON)
        for _ in range(3):
            asker.status(url)
        ours = p95([asker.milliseconds(url) for _ in range(TIMES)])
        statements = asker.statements(url)

        def bare() -> None:
            with connection.cursor() as cursor:
                for sql in statements:
                    cursor.execute(sql)
                    if cursor.description:
                        cursor.fetchall()

        bare()
        reference = p95([seconds(bare) * 1000 for _ in range(TIMES)])
        yield Figure("page_list", ours, reference, ours / reference, "ms", TIMES)


def page_list_growth(city: City) -> Iterator[Figure]:
    """p95 of the list, large over small: first page, a page in the middle, filtered; last the worst."""
    yield from _compared(city, "page_list_growth", _list_queries(city))


def search_growth(city: City) -> Iterator[Figure]:
    """p95 of searches, large over small: a document number, a party, a frequent cause, nothing found; last the worst."""
    yield from _compared(city, "search_growth", _search_queries(city))


def _compared(city: City, name: str, queries: dict[str, str]) -> Iterator[Figure]:
    figures = []
    for label, query in queries.items():
        small, large = compared(city, PERSON, f"{_list_url()}{query}")
        figures.append(growth(f"{name}:{label}", large, small, unit="ms", n=ROUNDS * REQUESTS))
        yield figures[-1]
    worst = max(figures, key=lambda figure: figure.ratio)
    yield growth(name, worst.ours, worst.reference, unit="ms", n=worst.n)


def _list_queries(city: City) -> dict[str, str]:
    with city.scratch.using(city.small):
        rows = _seen().order_by("-listed_on", "-id")
        middle = rows[rows.count() // 2]
        agency = rows.filter(kind="penalty")[0].agency_id
    return {
        "first": "",
        "middle": "?" + urlencode({"after": f"{middle.listed_on.isoformat()}~{middle.pk}"}),
        "kind": "?" + urlencode({"kind": "licence"}),
        "agency": "?" + urlencode({"agency": agency}),
        "problems": "?" + urlencode({"only_problems": "on"}),
    }


def _search_queries(city: City) -> dict[str, str]:
    with city.scratch.using(city.small):
        case = _seen().exclude(decision_no="").filter(party_name_fingerprint="").order_by("id")[0]
    texts = {"number": case.decision_no, "party": case.party_name, "cause": case.cause, "nothing": "龘龘龘"}
    return {label: "?" + urlencode({"q": text}) for label, text in texts.items()}


def _seen() -> QuerySet[EnforcementCase]:
    return EnforcementCase.objects.visible_to(User.objects.get(username=PERSON))


def _list_url() -> str:
    for name in PAGES:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    raise Missing("案件库的列表页还没有接入网址。")
