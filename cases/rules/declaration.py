"""规则的写法：一条规则就是检查清单上的一项。

The form of a rule. Nothing here evaluates anything: `verdicts.py` turns declarations into SQL. Conditions are SQL boolean expressions
over the facts of `facts.py`; SQL's three-valued logic carries the law's "the record does not say".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from agencies.choices import Sector
from cases.choices import CaseKind, Severity
from cases.code_lists.duties import DutyKind
from cases.rules.parameters import switch

LAWS = {
    "行政处罚法": "中华人民共和国行政处罚法",
    "行政强制法": "中华人民共和国行政强制法",
    "民事诉讼法": "中华人民共和国民事诉讼法",
    "条例": "行政执法监督条例",
    "湘程序规定": "湖南省行政程序规定",
    "市监程序规定": "市场监督管理行政处罚程序规定",
    "住建程序规定": "住房和城乡建设行政处罚程序规定",
    "移送规定": "行政执法机关移送涉嫌犯罪案件的规定",
    "118号文": "国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见",
    "27号文": "国务院办公厅关于进一步规范行政裁量权基准制定和管理工作的意见",
    "54号文": "国务院办公厅关于严格规范涉企行政检查的意见",
    "湘裁量办法": "湖南省规范行政裁量权办法",
    "GB 32100": "GB 32100-2015 法人和其他组织统一社会信用代码编码规则",
    "双公示标准": "行政许可和行政处罚等信用信息公示工作标准",
    "民营经济促进法": "中华人民共和国民营经济促进法",
    "GB 11643": "GB 11643-1999 公民身份号码",
    "GB/T 2260": "GB/T 2260 中华人民共和国行政区划代码",
    "行政许可法": "中华人民共和国行政许可法",
    "湘5号文": "湘政办发〔2025〕5号（文件名称待核）",
    "营商条例": "优化营商环境条例",
    "检查文书": "行政检查文书基本格式文本（试行）",
    "行政诉讼法": "中华人民共和国行政诉讼法",
    "行政诉讼法解释": "最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释",
    "行政复议法": "中华人民共和国行政复议法",
}
"""Short names used in the rules → full titles."""

PENALTY_LAW_2021 = date(2021, 7, 15)
"""The day the revised 行政处罚法 came into force: earlier facts are not judged by it."""

COERCION_LAW_2012 = date(2012, 1, 1)
"""The day 行政强制法 came into force."""

LAWS_FROM = {
    "条例": date(2026, 2, 1),
    "市监程序规定": PENALTY_LAW_2021,
    "住建程序规定": date(2022, 5, 1),
    "民营经济促进法": date(2025, 5, 20),
    "54号文": date(2025, 1, 3),
    "湘裁量办法": date(2010, 4, 17),
    "湘5号文": date(2025, 2, 18),
    "检查文书": date(2025, 5, 8),
    "行政诉讼法解释": date(2018, 2, 8),
    "27号文": date(2022, 7, 29),
    "行政复议法": date(2024, 1, 1),
}
"""The day a law came into force, where cases of earlier days are judged too: they are not told of a law that was not there yet."""


@dataclass(frozen=True)
class Article:
    """A provision. With `sector`, it binds that sector's agencies only and is cited only to them; `since` and `until` (both included) are
    the days whose cases it is cited to, when the article's number has changed."""

    law: str
    place: str
    sector: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def starts(self) -> date | None:
        """The first day it is cited for; None when no case that is judged is older."""
        return self.since or LAWS_FROM.get(self.law)

    def binds_on(self, sector: str, day: date | None) -> bool:
        """Whether an agency of this sector is told of it, for a case of that day (None: today's law)."""
        if self.sector not in ("", sector):
            return False
        if day is None:
            return self.until is None
        return (self.starts is None or self.starts <= day) and (self.until is None or day <= self.until)

    @property
    def binds(self) -> str:
        """The sector's name, when the article binds one sector only."""
        return str(Sector(self.sector).label) if self.sector else ""

    def __str__(self) -> str:
        return f"《{LAWS[self.law]}》{self.place}"


@dataclass(frozen=True)
class Part:
    """One of several things a rule asks, so that a breach names which: "告知日期不晚于决定日期"."""

    label: str
    passes: str


@dataclass(frozen=True)
class Doubt:
    """What the record cannot settle: while `when` holds, a breach would not be called one (UNKNOWN), and `why` is said to the reader."""

    when: str
    why: str


@dataclass(frozen=True)
class Counted:
    """How the due day is counted, for the calendar beside it: from a fact, `amount` units; `rolls` where a holiday moves the end. `actual`: the
    fact (one the rule looks at) whose day is set beside the due day."""

    start: str
    amount: str
    unit: str
    rolls: str = "false"
    actual: str = ""


@dataclass(frozen=True)
class Rule:
    """One entry of the checklist.

    Order of judgement: outside `kinds` or the days in force, or `applies` FALSE → N/A. `applies` NULL, or one of `needs` missing →
    UNKNOWN. Then `passes`: TRUE → PASS, NULL → UNKNOWN, FALSE → FAIL, unless a doubt stands in the way (UNKNOWN).
    `wants`: facts that decide only in some cases → when they do; they are named as missing in an UNKNOWN.
    `fails`: the sentence of a FAIL, or (condition, sentence) pairs, the first that holds; {fact} is replaced, {broken} lists the parts.
    `duty`: the breach is a duty not performed (应履未履, fits a 督办函, 条例 §27); otherwise something done wrongly (意见书, §28).
    `note`: said wherever the rule is shown, when its source is not a statute in force here. `on`: whether it is judged by default; a rule that is
    not (its code stands in `parameters.SWITCHED`) is judged where and while a parameter row `on_x_00` says so.
    `step`: the step of a case it speaks of (a key of `cases.timeline`), where a breach is pinned.
    `dated_by`: the fact whose day decides which version of the law judges the case.
    """

    code: str
    title: str
    step: str
    requires: str
    articles: tuple[Article, ...]
    severity: Severity | str
    duty: bool
    applies: str
    passes: str | tuple[Part, ...]
    fails: str | tuple[tuple[str, str], ...]
    exceptions: tuple[str, ...]
    last_lawful: str
    first_unlawful: str
    version: int = 1
    kinds: tuple[CaseKind | DutyKind, ...] = (CaseKind.PENALTY,)
    in_force_from: date | None = None
    in_force_to: date | None = None
    dated_by: str = "happened_on"
    needs: tuple[str, ...] = ()
    wants: dict[str, str] = field(default_factory=dict, hash=False)
    looks_at: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    due: str = ""
    counted: Counted | None = None
    parameters: tuple[str, ...] = ()
    note: str = ""
    on: bool = True

    @property
    def key(self) -> str:
        """File name and template name: p_30."""
        return self.code.lower().replace("-", "_")

    @property
    def parts(self) -> tuple[Part, ...]:
        """What it asks, part by part; one unnamed part when it asks one thing."""
        return self.passes if isinstance(self.passes, tuple) else (Part(self.requires, self.passes),)

    @property
    def fail_sentences(self) -> tuple[tuple[str, str], ...]:
        """(condition, sentence) pairs; the last condition is true."""
        return self.fails if isinstance(self.fails, tuple) else (("true", self.fails),)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Every fact the rule looks at, in the order it is shown."""
        return tuple(dict.fromkeys((*self.needs, *self.wants, *self.looks_at)))

    @property
    def keys(self) -> tuple[str, ...]:
        """The parameters it asks for, the one that switches it on among them; a key ending in "*" stands for all that begin so."""
        return self.parameters if self.on else (*self.parameters, switch(self.code))

    @property
    def basis(self) -> str:
        """All articles of today's law in one line; the note when no law stands behind it."""
        return "；".join(str(article) for article in self.articles if article.until is None) or self.note

    @property
    def short_basis(self) -> str:
        """The first article by its short name, for a list: 《行政处罚法》第六十条 等."""
        if not self.articles:
            return self.note
        first = self.articles[0]
        return f"《{first.law}》{first.place}{' 等' if len(self.articles) > 1 else ''}"

    def basis_for(self, sector: str, day: date | None = None) -> str:
        """The articles that bind an agency of this sector, for a case of that day (None: today's law)."""
        return "；".join(str(article) for article in self.articles if article.binds_on(sector, day)) or self.note

    @property
    def turns(self) -> list[date]:
        """The days on which the articles to be cited change, in order."""
        after = {article.until + timedelta(days=1) for article in self.articles if article.until}
        return sorted(after | {article.starts for article in self.articles if article.starts})

    @property
    def depends(self) -> bool:
        """Whether the severity depends on the case."""
        return isinstance(self.severity, str)

    @property
    def severity_name(self) -> str:
        """critical … info, for the badge; "" when it depends on the case."""
        return "" if isinstance(self.severity, str) else self.severity.name.lower()

    @property
    def is_about_data(self) -> bool:
        """Q rules speak of the quality of what was reported, not of the enforcement itself."""
        return self.code.startswith("Q")

    def in_force_on(self, day: date) -> bool:
        """Whether facts of that day are judged by this version."""
        return (self.in_force_from is None or day >= self.in_force_from) and (self.in_force_to is None or day <= self.in_force_to)


def placeholders(sentence: str) -> Iterator[str]:
    """The facts a sentence names."""
    return iter(re.findall(r"{(\w+)}", sentence))
