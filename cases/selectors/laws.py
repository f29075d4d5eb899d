"""法规库的查询：哪条规则、哪种文书依据哪一条，该条是否仍然有效。"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from cases.laws.citations import Citation, citation_of, citations, plain_title
from cases.laws.places import Number
from cases.models import Law, LawArticle
from cases.rules.declaration import Article, Rule

SOON = 90
"""Days before the end of an article from which on its rules are listed."""


class Standing(StrEnum):
    """How a citation stands to the article it names, today."""

    GOOD = "good"
    PAST = "past"
    MISSING = "missing"
    ENDED = "ended"
    ENDING = "ending"
    CHANGED = "changed"
    CHANGING = "changing"


WORDS = {
    Standing.GOOD: "现行有效",
    Standing.PAST: "只用于旧案",
    Standing.MISSING: "法规库中没有该条",
    Standing.ENDED: "条文已失效",
    Standing.ENDING: "条文即将失效",
    Standing.CHANGED: "条文已修改，待复核",
    Standing.CHANGING: "条文即将修改",
}
ALARMS = (Standing.ENDED, Standing.CHANGED, Standing.ENDING, Standing.CHANGING)


@dataclass(frozen=True)
class Version:
    """One version of an article. `first` and `last`: its days, within those of its law; None is open."""

    pk: int
    number: str
    first: date | None
    last: date | None
    rules_checked_on: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return (self.first or date.min) <= day <= (self.last or date.max)


@dataclass(frozen=True)
class Resting:
    """A citation and one article it names: the law (None: not in the library), the version it rests on, how that stands."""

    citation: Citation
    law: int | None
    number: Number | None
    version: Version | None
    standing: Standing

    @property
    def words(self) -> str:
        """How it stands, for a reader."""
        return WORDS[self.standing]

    @property
    def is_alarm(self) -> bool:
        """Whether somebody has to look at the rule."""
        return self.standing in ALARMS

    @property
    def ended_on(self) -> date | None:
        """The last day of the version that ends."""
        return self.version.last if self.version else None


@dataclass
class Library:
    """The laws' names and the days of all versions, in memory: some hundred laws, some thousand rows."""

    titles: dict[int, str] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)
    by_name: dict[str, int] = field(default_factory=dict)
    versions: dict[tuple[int, str], list[Version]] = field(default_factory=dict)
    spans: dict[int, tuple[date | None, date | None]] = field(default_factory=dict)

    def law_of(self, citation: Citation) -> int | None:
        """The law a citation names, by its title or its short name."""
        return self.by_name.get(plain_title(citation.title)) or self.by_name.get(plain_title(citation.law))

    def versions_of(self, law: int, number: Number) -> Sequence[Version]:
        """The versions of an article, in order."""
        return self.versions.get((law, str(number)), ())

    def rest(self, citation: Citation, today: date) -> list[Resting]:
        """How a citation stands today, article by article; a law cited as a whole is one."""
        law = self.law_of(citation)
        if law is None:
            return [Resting(citation, None, number, None, Standing.MISSING) for number in citation.numbers or (None,)]
        if not citation.numbers:
            first, last = self.spans[law]
            whole = Version(0, "", first, last, None)
            return [Resting(citation, law, None, whole, _standing(citation, [whole], today)[0])]
        found = []
        for number in citation.numbers:
            standing, version = _standing(citation, self.versions_of(law, number), today)
            found.append(Resting(citation, law, number, version, standing))
        return found


def _standing(citation: Citation, versions: Sequence[Version], today: date) -> tuple[Standing, Version | None]:
    """What of an article's versions a citation has to do with. A version counts while a case could be told of it."""
    concerned = [
        one
        for one in versions
        if (citation.since is None or (one.last or date.max) >= citation.since)
        and (citation.until is None or (one.first or date.min) <= citation.until)
    ]
    if not concerned:
        return Standing.MISSING, None
    if citation.until and citation.until < today:
        return Standing.PAST, next((one for one in concerned if one.holds_on(citation.until)), concerned[-1])
    current = next((one for one in concerned if one.holds_on(today)), None)
    if current is None:
        to_come = concerned[0].first and concerned[0].first > today
        return (Standing.GOOD, concerned[0]) if to_come else (Standing.ENDED, concerned[-1])
    for one in concerned:
        if one.last and one.last < today and one.rules_checked_on is None:
            return Standing.CHANGED, one
    if current.last and current.last <= today + timedelta(days=SOON) and (citation.until or date.max) > current.last:
        followed = any(one.first == current.last + timedelta(days=1) for one in concerned)
        if not followed:
            return Standing.ENDING, current
        if current.rules_checked_on is None:
            return Standing.CHANGING, current
    return Standing.GOOD, current


def library() -> Library:
    """All of it, in two statements."""
    found = Library()
    for pk, code, title, first, last in Law.objects.order_by().values_list(
        "pk", "code", "title", "effective_from", "effective_to"
    ):
        found.titles[pk], found.codes[pk], found.spans[pk] = title, code, (first, last)
        found.by_name.setdefault(plain_title(code), pk)
        found.by_name[plain_title(title)] = pk
    rows = LawArticle.objects.order_by("effective_from").values_list(
        "pk", "law_id", "number", "effective_from", "effective_to", "rules_checked_on"
    )
    for pk, law, number, first, last, gone_through in rows:
        begun, ended = found.spans[law]
        last = min((day for day in (last, ended) if day), default=None)
        found.versions.setdefault((law, number), []).append(Version(pk, number, first or begun, last, gone_through))
    return found


def restings(today: date, known: Library | None = None, of: Iterable[Citation] | None = None) -> list[Resting]:
    """All citations (or those of `of`), article by article, as they stand today."""
    known = known or library()
    return [one for citation in (citations() if of is None else of) for one in known.rest(citation, today)]


def alarms(today: date) -> list[Resting]:
    """The rules and instruments that somebody has to look at, since what they rest on has ended, is amended, or is about to."""
    return sorted(_alarms_of(restings(today)), key=lambda one: (ALARMS.index(one.standing), one.ended_on or date.max))


def _alarms_of(rests: Iterable[Resting]) -> list[Resting]:
    """Those that somebody has to look at, each rule and article once, whatever paragraphs it names."""
    found: dict[tuple[str, int | None, Number | None], Resting] = {}
    for one in rests:
        if one.is_alarm:
            found.setdefault((one.citation.name, one.law, one.number), one)
    return list(found.values())


@dataclass(frozen=True)
class Basis:
    """An article as a rule's page shows it: where it stands in the library (`law` None: nowhere), and what somebody has to look at."""

    article: Article
    law: int | None
    anchor: str
    alarms: tuple[str, ...]


def basis_of(rule: Rule, today: date) -> list[Basis]:
    """The articles of a rule with their places in the library."""
    known = library()
    found = []
    for article in rule.articles:
        rests = known.rest(citation_of(rule, article), today)
        number = rests[0].number
        alarms = tuple(dict.fromkeys(one.words for one in rests if one.is_alarm))
        found.append(Basis(article, rests[0].law, number.anchor if number else "", alarms))
    return found


def resting_on(law: int, numbers: Iterable[str], today: date) -> list[str]:
    """The rules and instruments that rest on any of these articles today, by name."""
    wanted = set(numbers)
    mine = (one for one in restings(today) if one.law == law and str(one.number) in wanted and one.standing is not Standing.PAST)
    return list(dict.fromkeys(one.citation.name for one in mine))


@dataclass
class Cited:
    """How many articles of a law are in the library, and how many rules and instruments rest on it."""

    articles: int = 0
    rules: set[str] = field(default_factory=set)
    instruments: set[str] = field(default_factory=set)
    alarms: int = 0


def cited(today: date) -> dict[int, Cited]:
    """Law → its figures."""
    known = library()
    found = {pk: Cited() for pk in known.titles}
    for (law, _number), versions in known.versions.items():
        found[law].articles += any(one.holds_on(today) for one in versions)
    rests = restings(today, known)
    for one in rests:
        if one.law is not None:
            who = found[one.law].rules if one.citation.kind == "规则" else found[one.law].instruments
            who.add(one.citation.code or one.citation.name)
    for one in _alarms_of(rests):
        if one.law is not None:
            found[one.law].alarms += 1
    return found


@dataclass
class ArticleLine:
    """One version of an article on its law's page. `mine`: the citations that rest on this very version."""

    row: LawArticle
    number: Number
    in_force: bool
    latest: bool
    mine: list[Resting]


@dataclass(frozen=True)
class LawSheet:
    """A law's page. `whole`: what rests on the law as a whole, or on an article that the library does not have; `alarms`: what somebody has to
    look at."""

    lines: list[ArticleLine]
    whole: list[Resting]
    alarms: list[Resting]


def law_sheet(law: Law, today: date) -> LawSheet:
    """The articles of a law in order, of each the newest version first, with what rests on it."""
    known = library()
    mine = [one for one in restings(today, known) if one.law == law.pk]
    by_version: dict[int, list[Resting]] = {}
    for one in mine:
        if one.version and one.version.pk:
            by_version.setdefault(one.version.pk, []).append(one)
    held = {version.pk: version for versions in known.versions.values() for version in versions}
    rows = sorted(
        LawArticle.objects.filter(law=law),
        key=lambda row: (row.part, row.no, row.sub, -(row.effective_from or date.min).toordinal()),
    )
    lines, seen = [], set()
    for row in rows:
        number = Number(row.part, row.no, row.sub, not row.number.startswith("第"))
        latest = row.number not in seen
        seen.add(row.number)
        lines.append(ArticleLine(row, number, held[row.pk].holds_on(today), latest, by_version.get(row.pk, [])))
    return LawSheet(lines, [one for one in mine if not (one.version and one.version.pk)], _alarms_of(mine))
