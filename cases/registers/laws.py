"""法规库的两个登记簿：法规，条文。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

from django.db.models import QuerySet

from agencies.registers import Entry, Values, Wrong
from cases.laws.places import number_of
from cases.models import Law, LawArticle
from cases.registers.city import CityRegister
from supervision.tabular import Column, Kind, Table
from supervision.web.list_tables import Source

LAW_TABLE = Table(
    "法规",
    (
        Column("code", "简称", required=True, max_length=40, example="行政处罚法", help="规则引用时用的简称"),
        Column("title", "全称", required=True, max_length=200, example="中华人民共和国行政处罚法", aliases=("法规名称", "名称"), help="不加书名号"),
        Column("level", "效力位阶", required=True, kind=Kind.CHOICE, choices=dict(Law.Level.choices)),
        Column("issuer", "制定机关", max_length=100, example="全国人民代表大会常务委员会"),
        Column("document_number", "文号", max_length=100, example="主席令第七十号"),
        Column("effective_from", "施行日期", kind=Kind.DATE, example="2021-07-15", help="已核对的必填", needed_when="已核对"),
        Column("effective_to", "失效日期", kind=Kind.DATE, help="有效的最后一天；不填：现行有效"),
        Column("source", "来源", required=True, max_length=300, example="国家法律法规数据库", help="在哪里看到的文本"),
        Column("checked_on", "核对日期", kind=Kind.DATE, help="对照来源核对的日期；已核对的必填", needed_when="已核对"),
        Column("status", "核对", required=True, kind=Kind.CHOICE, choices=dict(Law.Status.choices)),
        Column("note", "说明", max_length=500, help="例如外省规定、文本版本"),
    ),
)  # fmt: skip

ARTICLE_TABLE = Table(
    "法规条文",
    (
        Column("law", "法规", required=True, max_length=200, example="行政处罚法", aliases=("法规简称", "法规名称"), help="简称或者全称"),
        Column("number", "条号", required=True, max_length=30, example="第六十条", help="第六十条、第十七条之一；不分条的文件写（六）、二（一）"),
        Column("summary", "要旨", max_length=300, example="自立案之日起90日内作出处罚决定", help="用自己的话写一句，不照录条文；没有原文的必填", needed_when="没有原文"),
        Column("effective_from", "施行日期", kind=Kind.DATE, example="2021-07-15", help="该条这一版本的第一天；已核对的必填", needed_when="已核对"),
        Column("effective_to", "失效日期", kind=Kind.DATE, help="该条这一版本的最后一天；不填：现行有效"),
        Column("verified", "已核对", kind=Kind.BOOLEAN, example="是", help="对照原文核对过；不填为否"),
        Column("checked_on", "核对日期", kind=Kind.DATE, help="已核对的必填", needed_when="已核对"),
        Column(
            "rules_checked_on", "规则复核日", kind=Kind.DATE,
            help="条文修改以后，以它为依据的规则逐条复核完毕的日期；填写以后不再提示",
        ),
    ),
)  # fmt: skip


def _check_dates(values: Values) -> None:
    if values["effective_from"] and values["effective_to"] and values["effective_to"] < values["effective_from"]:
        raise Wrong("effective_to", "在施行日期之前", "请核对两个日期")


def _check_verified(values: Values, label: str) -> None:
    for key, word in (("checked_on", "核对日期"), ("effective_from", "施行日期")):
        if not values[key]:
            raise Wrong(key, f"为空，{label}的必填", f"请填写{word}，或者改为待核")


class Laws(CityRegister):
    """The laws themselves; their articles are the other register."""

    key = "law"
    name = "法规"
    unit = "部"
    table = LAW_TABLE
    model = Law
    identity = ("code",)
    edit = "cases.edit_parameter"
    list_url = "cases:law_list"
    lead = "规则和文书所依据的法规，写明施行、失效日期和核对情况。"
    taken = "简称或者全称与已有的法规相同。"

    def rows(self, user: Any) -> QuerySet[Any]:
        return Law.objects.all()

    def normalise(self, values: Values, known: Any) -> None:
        values["title"] = values["title"].strip("《》 ")

    def admit(self, values: Values, known: Any, entry: Entry | None) -> None:
        _check_dates(values)
        if values["status"] == Law.Status.FOUND:
            _check_verified(values, "已核对")

    def clashes(self, rows: Sequence[tuple[int | None, Values]]) -> Iterator[tuple[int, Wrong]]:
        """One title, one law."""
        holders: dict[str, str] = {}
        for number, values in sorted(rows, key=lambda row: (row[0] is not None, row[0] or 0)):
            holder = holders.setdefault(values["title"], values["code"])
            if holder != values["code"] and number is not None:
                yield number, Wrong("title", f"与法规“{holder}”的全称相同", "请核对；同一部法规只登记一次")

    def attributes(self, values: Values, known: Any) -> dict[str, Any]:
        return dict(values)

    def title(self, values: Values) -> str:
        return f"《{values['title']}》"


@dataclass(frozen=True)
class Known:
    """What stands in the library: short name or title → a law and its short name; the articles that have their wording."""

    laws: dict[str, tuple[int, str]]
    worded: frozenset[int]


class Articles(CityRegister):
    """The articles, one row a version."""

    key = "law_article"
    name = "法规条文"
    unit = "条"
    table = ARTICLE_TABLE
    model = LawArticle
    identity = ("law", "number", "effective_from")
    sources: ClassVar[dict[str, Source]] = {"law": "law__code"}
    edit = "cases.edit_parameter"
    list_url = "cases:law_article_list"
    lead = "各条的要旨、施行与失效日期。条文修改的，旧的一行填失效日期，另起一行。"
    taken = "同一条的施行期间相互重叠。"

    def rows(self, user: Any) -> QuerySet[Any]:
        return LawArticle.objects.all()

    def prepare(self, values: Sequence[Values], user: Any) -> Known:
        laws = Law.objects.order_by().values_list("pk", "code", "title")
        worded = LawArticle.objects.exclude(wording="").order_by().values_list("pk", flat=True)
        return Known({name: (pk, code) for pk, code, title in laws for name in (title, code)}, frozenset(worded))

    def normalise(self, values: Values, known: Known) -> None:
        law = known.laws.get(values["law"].strip("《》 "))
        if law is None:
            raise Wrong("law", "法规库里没有这部法规", "请写简称或者全称；新的法规先登记法规")
        values["law"] = law[1]
        number = number_of(values["number"])
        if number is None:
            raise Wrong("number", "不是条号", "请写成第六十条、第十七条之一；不分条的文件写（六）、二（一）")
        values["number"] = str(number)

    def admit(self, values: Values, known: Known, entry: Entry | None) -> None:
        _check_dates(values)
        if not values["summary"] and (entry is None or entry.pk not in known.worded):
            raise Wrong("summary", "为空，该条又没有原文", "请用自己的话写一句要旨")
        if values["verified"]:
            _check_verified(values, "已核对")
        if values["rules_checked_on"] and not values["effective_to"]:
            raise Wrong("rules_checked_on", "现行有效的条文不填规则复核日", "请删去，或者填写失效日期")

    def clashes(self, rows: Sequence[tuple[int | None, Values]]) -> Iterator[tuple[int, Wrong]]:
        """One version a day."""
        alike: dict[tuple[str, str], list[tuple[int | None, Values]]] = {}
        for number, values in rows:
            alike.setdefault((values["law"], values["number"]), []).append((number, values))
        for versions in alike.values():
            versions.sort(key=lambda version: version[1]["effective_from"] or datetime.date.min)
            for (earlier, first), (later, second) in pairwise(versions):
                if (first["effective_to"] or datetime.date.max) < (second["effective_from"] or datetime.date.min):
                    continue
                number = later if later is not None else earlier
                if number is not None:
                    yield number, Wrong("effective_from", "施行期间与同一条的另一版本重叠", "请先给旧的版本填失效日期")

    def attributes(self, values: Values, known: Known) -> dict[str, Any]:
        number = number_of(values["number"])
        assert number is not None
        own = {key: value for key, value in values.items() if key != "law"}
        return own | {"law_id": known.laws[values["law"]][0], "part": number.part, "no": number.no, "sub": number.sub}

    def title(self, values: Values) -> str:
        return f"{values['law']}{values['number']}" + (f"（{values['effective_from']} 起）" if values["effective_from"] else "")


LAWS = Laws()
ARTICLES = Articles()
EXPORTED_LAWS = LAWS.exported("cases.export_parameter", "cases:law_list_export")
EXPORTED_ARTICLES = ARTICLES.exported("cases.export_parameter", "cases:law_article_list_export")
