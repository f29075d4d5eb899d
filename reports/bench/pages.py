"""每一个页面：几条语句、多少毫秒，小库与大库各量一遍。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from statistics import median

from agencies.models import User
from reports.bench.asking import NOBODY, Asker
from reports.bench.city import City
from reports.bench.figure import Figure, Missing, growth, p95, say, step
from reports.bench.objects import lacking
from reports.bench.routes import PEOPLE, Route, address, routes

MOST_STATEMENTS = 12
"""What the charter asks of a page (SQL statements, the session's and the person's included)."""

MOST_GROWTH = 1.5
ROUNDS = 3
REQUESTS = 20
WARM_UP = 8
"""A connection plans a statement for its values five times before it keeps one plan (decision 0024); a server's connections live long."""


@dataclass
class Visit:
    """One page as one person opens it: addresses in both cities, statements, and a first idea of the time."""

    route: Route
    person: str
    url: str
    long_url: str = ""
    small: int = 0
    large: list[str] = field(default_factory=list)
    large_ms: float = 0.0

    @property
    def growth(self) -> int:
        """Statements that the large city costs more."""
        return len(self.large) - self.small


@dataclass
class Survey:
    """Every page as everybody opens it, and what could not be measured."""

    visits: dict[str, list[Visit]]
    gaps: list[str]

    def worst(self) -> Iterator[Visit]:
        """For each page the person for whom it costs most statements."""
        for visits in self.visits.values():
            yield max(visits, key=lambda visit: (len(visit.large), visit.growth))

    def slowest(self) -> Iterator[Visit]:
        """For each page the person for whom it takes longest."""
        for visits in self.visits.values():
            yield max(visits, key=lambda visit: visit.large_ms)

    def refuse_gaps(self) -> None:
        """Missing when a page was not measured, or broke for somebody."""
        if self.gaps:
            raise Missing(f"未能测量的页面：{'；'.join(self.gaps)}")


@cache
def survey(city: City) -> Survey:
    """Ask for every page as every person who may open it, small city first."""
    visits: list[Visit] = []
    problems: list[str] = []
    with city.scratch.using(city.small), step("小库：每个页面、每个能打开它的人"):
        problems += lacking()
        for person in PEOPLE:
            visits += _visit_small(person, problems)
    with city.scratch.using(city.large), step("大库：同样的页面、同样的人"):
        for person in PEOPLE:
            _visit_large(person, [visit for visit in visits if visit.person == person], problems)
    found: dict[str, list[Visit]] = {route.name: [] for route in routes()}
    for visit in visits:
        found[visit.route.name].append(visit)
    problems += [f"{name}（没有人能打开）" for name, opened in found.items() if not opened]
    return Survey({name: opened for name, opened in found.items() if opened}, problems)


def page_statements(city: City) -> Iterator[Figure]:
    """For each page the statements in the large city (ours, n) and in the small one (reference); for each the person with most."""
    surveyed = survey(city)
    worst = list(surveyed.worst())
    for visit in worst:
        count = len(visit.large)
        yield growth(f"page_statements:{visit.route.name}", count, visit.small, unit="statements", n=count)
        if count > MOST_STATEMENTS or visit.growth:
            say(f"  {visit.route.name}（{visit.person or '访客'}）{visit.small} → {count} 条：{visit.url} → {visit.long_url}")
            for sql in visit.large:
                say(f"      {sql[:220]}")
    most = max(worst, key=lambda visit: (visit.growth > 0, len(visit.large)))
    yield growth("page_statements", len(most.large), most.small, unit="statements", n=len(worst))
    surveyed.refuse_gaps()


def page_p95(city: City) -> Iterator[Figure]:
    """For each page p95 in the large city over p95 in the small one, for the person for whom it takes longest; last the worst page."""
    surveyed = survey(city)
    figures = []
    for visit in surveyed.slowest():
        small, large = compared(city, visit.person, visit.url)
        figure = growth(f"page_p95:{visit.route.name}", large, small, unit="ms", n=ROUNDS * REQUESTS)
        yield figure
        figures.append(figure)
        if figure.ratio > MOST_GROWTH:
            say(f"  {visit.route.name}（{visit.person or '访客'}）{figure.reference:.1f} → {figure.ours:.1f} 毫秒：{visit.url}")
            _tell_slowest(city, visit)
    worst = max(figures, key=lambda figure: figure.ratio)
    yield growth("page_p95", worst.ours, worst.reference, unit="ms", n=len(figures))
    surveyed.refuse_gaps()


def _tell_slowest(city: City, visit: Visit) -> None:
    """The three statements of a page that take longest in the large city."""
    with city.scratch.using(city.large):
        timed = Asker(visit.person).timed_statements(visit.url)
    for milliseconds, sql in sorted(timed, reverse=True)[:3]:
        say(f"      {milliseconds:.0f} 毫秒 {sql[:120]} … {sql[sql.find(' WHERE ') :][:400]}")


def compared(city: City, person: str, url: str) -> tuple[float, float]:
    """p95 of one page in the small and the large city, in milliseconds: the median of the rounds' own, which are asked in turns, so that
    a noisy moment of the machine meets both and counts in one round at most."""
    rounds: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for place, name in enumerate((city.small, city.large)):
            with city.scratch.using(name):
                asker = Asker(person)
                for _ in range(WARM_UP):
                    asker.milliseconds(url)
                rounds[place].append(p95([asker.milliseconds(url) for _ in range(REQUESTS)]))
    return median(rounds[0]), median(rounds[1])


def _visit_small(person: str, problems: list[str]) -> list[Visit]:
    asker = Asker(person)
    user = None if person == NOBODY else User.objects.get(username=person)
    found = []
    for route in routes():
        if not route.open_to(user):
            continue
        try:
            url = address(route, user, asker, longest=False)
            if url is not None:
                found.append(Visit(route, person, url, address(route, user, asker, longest=True) or url))
                found[-1].small = len(asker.statements(url))
        except Missing as missing:
            problems.append(str(missing))
        except Exception as error:  # noqa: BLE001 - a page that breaks is told with its name, the others are still measured
            problems.append(_broken(route, person, error))
    return found


def _visit_large(person: str, visits: list[Visit], problems: list[str]) -> None:
    """The same addresses; statements of the page with most on it."""
    asker = Asker(person)
    for visit in visits:
        try:
            asker.status(visit.url)
            visit.large_ms = asker.milliseconds(visit.url)
            asker.status(visit.long_url)
            visit.large = asker.statements(visit.long_url)
        except Exception as error:  # noqa: BLE001 - as above
            problems.append(_broken(visit.route, person, error))


def _broken(route: Route, person: str, error: Exception) -> str:
    return f"{route.name}（{person or '访客'}）{type(error).__name__}: {error}"
