"""演示故事：执法质效评议。市局一次已办结，浏阳市局一次评议中；单位得分、评语均为虚构。"""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.db.models import F

from agencies.models import Agency
from appraisals.choices import Aspect, Manner, Part, Secrecy
from appraisals.models import Appraisal
from appraisals.services import concluding, planning, publishing, scoring
from appraisals.services.planning import Item, Plan
from appraisals.services.publishing import Notice
from appraisals.services.scoring import Mark
from reports.demo.matters import Bureau
from reports.demo.moments import on

STANDARD = (
    Item("主体和程序合法", Aspect.QUALITY, "抽查案件的主体资格、立案、告知、听证、送达是否合法、完整", 25),
    Item("事实清楚、过罚相当", Aspect.QUALITY, "证据是否充分，裁量是否说明理由，同类案件结果是否相当", 25),
    Item("三项制度落实", Aspect.QUALITY, "执法公示、全过程记录、重大执法决定法制审核的落实情况", 20),
    Item("问题整改见效", Aspect.EFFECT, "监督文书指出的问题是否按期整改，是否再次发生", 15),
    Item("企业群众感受", Aspect.EFFECT, "走访、问卷中企业群众的评价，投诉举报的办理情况", 15),
)
"""Invented for the demo; every body writes its own."""

CITY_AGENCIES = ("430100-SCJG", "430100-CG", "430100-JT", "430100-WJ", "430100-ZJ")
COUNTY_AGENCIES = ("430181-ZJ", "430181-CG", "430181-SCJG")
POINTS = (("23", "22", "18", "13", "12.5"), ("21.5", "20", "17", "14", "13"), ("24", "23", "18.5", "13", "10"),
          ("20", "21", "15", "12", "11"), ("21.5", "20", "17", "14", "13"))  # fmt: skip
"""One line an agency; the second and the last end level, and share a rank."""
WORDS = ("抽查案卷未见遗漏，个别送达回证缺见证人。（演示）", "大多说明了裁量理由，两件说理较简。（演示）", "公示及时，音像记录有一处中断。（演示）",
         "按期整改，没有再次发生。（演示）", "走访企业评价较好，一件投诉办理超过承诺时间。（演示）")  # fmt: skip


def play(city: Bureau, county: Bureau, today: datetime.date) -> int:
    """Live through both; returns how many agencies are appraised."""
    day = today - datetime.timedelta(days=60)
    done = _begun(city, CITY_AGENCIES, f"{day.year}年市直机关执法质效评议（演示）", day)
    _score(done, city, len(CITY_AGENCIES), day + datetime.timedelta(days=20))
    with on(day + datetime.timedelta(days=25)):
        concluding.settle(made=_again(done), words="同意评分，按期公开。（演示）", actor=city.director)
    with on(day + datetime.timedelta(days=27)):
        course = "五名监督人员查阅案卷、走访企业、核对监督文书的整改情况，逐项评分后集体复核。（演示）"
        _publish(done, Part.PROCESS, city, day + datetime.timedelta(days=27), words=course)
        _publish(
            done, Part.RESULT, city, day + datetime.timedelta(days=27), manner=Manner.TO_SOCIETY, place="市司法局门户网站“执法监督”栏（演示）",
            secrecy=Secrecy.HANDLED, secrecy_note="删去一处涉密的行动部署内容（演示）",
        )  # fmt: skip
        concluding.close(made=_again(done), actor=city.supervisor)
    recent = today - datetime.timedelta(days=12)
    open_one = _begun(county, COUNTY_AGENCIES, f"{recent.year}年工程建设、市场监管领域执法质效评议（演示）", recent)
    _score(open_one, county, 2, today - datetime.timedelta(days=3))
    return len(CITY_AGENCIES) + len(COUNTY_AGENCIES)


def _begun(bureau: Bureau, codes: tuple[str, ...], title: str, day: datetime.date) -> Appraisal:
    """Of the twelve months before the plan: what is over can be appraised."""
    planned = day - datetime.timedelta(days=3)
    agencies = list(Agency.objects.filter(code__in=codes).values_list("pk", flat=True))
    given = Plan(
        title=title, period_start=planned - datetime.timedelta(days=365), period_end=planned - datetime.timedelta(days=1),
        basis="《行政执法监督条例》第十九条",
        situation="结合涉企检查、工程建设和市场监管执法量大面广的特点，着重看程序、裁量和整改。（演示）", agencies=agencies, items=STANDARD,
    )  # fmt: skip
    with on(planned):
        made = planning.plan(given=given, actor=bureau.supervisor)
    with on(day):
        _publish(made, Part.CRITERIA, bureau, day)
    return made


def _score(made: Appraisal, bureau: Bureau, count: int, day: datetime.date) -> None:
    rows = made.appraised.select_related("appraisal", "agency").order_by(F("agency__code"))[:count]
    items = list(made.items.all())
    with on(day):
        for row, points in zip(rows, POINTS, strict=False):
            marks = {item.pk: Mark(Decimal(one), words) for item, one, words in zip(items, points, WORDS, strict=True)}
            scoring.score(row=row, marks=marks, actor=bureau.supervisor)


def _publish(made: Appraisal, part: Part, bureau: Bureau, day: datetime.date, **more: object) -> None:
    notice = Notice(on=day, **{"manner": Manner.IN_SYSTEM, **more})  # type: ignore[arg-type]
    publishing.publish(made=_again(made), part=part, notice=notice, actor=bureau.supervisor)


def _again(made: Appraisal) -> Appraisal:
    return Appraisal.objects.get(pk=made.pk)
