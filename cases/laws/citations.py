"""谁引用了哪一条：规则的依据、文书的依据，汇在一处。

Who cites what. The rules are read here; the apps above register what of theirs cites a law (`register`, from `AppConfig.ready`), and nothing
here imports them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from cases.laws.places import Number, numbers_in
from cases.rules import RULESET
from cases.rules.declaration import LAWS, Article, Rule

_QUOTED = re.compile(r"《([^《》]+)》([第条款项之一二三四五六七八九十百零〇、和及至（）]*)")


@dataclass(frozen=True)
class Citation:
    """Somebody names a place in a law. `kind`: what it is (规则, 文书), `name`: what it is called, `url`: its page ("" for none).

    `law`: short name or full title. `since` and `until`: the days whose cases it is cited to, both included; None is open.
    """

    kind: str
    name: str
    law: str
    title: str
    place: str
    since: date | None = None
    until: date | None = None
    code: str = ""

    @property
    def url(self) -> str:
        """The page of a rule."""
        return reverse("cases:rule", args=[self.code]) if self.code else ""

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The articles it names; () when it names the law as a whole."""
        return numbers_in(self.place)

    def __str__(self) -> str:
        return f"{self.name}：《{self.title}》{self.place}"


Provider = Callable[[], Iterable[Citation]]
_providers: dict[str, Provider] = {}


def register(key: str, provider: Provider) -> None:
    """Add a source of citations; the same key again replaces the earlier one."""
    _providers[key] = provider


def citations() -> list[Citation]:
    """All citations of the rules in use and of what is registered."""
    return [*rule_citations(), *(citation for provider in _providers.values() for citation in provider())]


def rule_citations() -> Iterator[Citation]:
    """What the rules in use rest on."""
    return (citation_of(rule, article) for rule in RULESET.rules for article in rule.articles)


def citation_of(rule: Rule, article: Article) -> Citation:
    """One article of a rule."""
    starts = [day for day in (article.starts, rule.in_force_from) if day]
    ends = [day for day in (article.until, rule.in_force_to) if day]
    return Citation(
        kind="规则",
        name=f"{rule.code} {rule.title}",
        law=article.law,
        title=LAWS[article.law],
        place=article.place,
        since=max(starts, default=None),
        until=min(ends, default=None),
        code=rule.code,
    )


def quoted(text: str) -> Iterator[tuple[str, str]]:
    """(title, place) of every article a text cites as 《…》第…条, each once, in order."""
    found = ((title, place.rstrip("、和及至（")) for title, place in _QUOTED.findall(text))
    return iter(dict.fromkeys((title, place) for title, place in found if numbers_in(place)))


def plain_title(title: str) -> str:
    """A title by which two spellings are one: without quotation marks, blanks and the country's name at the head."""
    return re.sub(r"[\s《》〈〉]", "", title).removeprefix("中华人民共和国")
