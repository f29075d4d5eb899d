"""公开：评议标准、过程、结果，各登记一次：哪一天、以什么方式、涉密内容怎样处理。

The standard's publication opens the scoring and fixes it; that of the result writes every agency's total and the table, in SQL, and opens each
agency's points to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from agencies.models import User
from appraisals.choices import Manner, Part, Secrecy
from appraisals.lifecycles import APPRAISAL, RUN
from appraisals.models import Appraisal, Publication
from appraisals.services.planning import require_whole
from supervision.web.errors import UserError
from supervision.web.masking import mask_numbers
from supervision.workflow import apply

_TOTALS = """
UPDATE appraisals_appraisedagency mine SET total = found.total, state = 'published'
  FROM (SELECT s.appraised_id, sum(s.points) AS total
          FROM appraisals_appraisalscore s JOIN appraisals_appraisedagency one ON one.id = s.appraised_id
         WHERE one.appraisal_id = %(appraisal)s GROUP BY s.appraised_id) found
 WHERE found.appraised_id = mine.id"""

_TABLE = """
SELECT rank() OVER (ORDER BY mine.total DESC), agency.short_name, mine.total,
       (SELECT sum(s.points) FROM appraisals_appraisalscore s JOIN appraisals_appraisalitem i ON i.id = s.item_id
         WHERE s.appraised_id = mine.id AND i.aspect = 'quality'),
       (SELECT sum(s.points) FROM appraisals_appraisalscore s JOIN appraisals_appraisalitem i ON i.id = s.item_id
         WHERE s.appraised_id = mine.id AND i.aspect = 'effect')
  FROM appraisals_appraisedagency mine JOIN agencies_agency agency ON agency.id = mine.agency_id
 WHERE mine.appraisal_id = %(appraisal)s ORDER BY 1, agency.code"""


@dataclass(frozen=True)
class Notice:
    """How a part is published."""

    on: date
    manner: Manner
    place: str = ""
    secrecy: Secrecy = Secrecy.NONE
    secrecy_note: str = ""
    words: str = ""


@transaction.atomic
def publish(*, made: Appraisal, part: Part, notice: Notice, actor: User) -> Publication:
    """Register that a part has been published. Errors as `workflow.apply`; UserError for a day that cannot be, and for words that are missing."""
    held: Appraisal = Appraisal.objects.select_for_update(of=("self",)).select_related("agency").get(pk=made.pk)
    _check(held, part, notice)
    if part == Part.CRITERIA:
        require_whole(list(held.items.all()))
    principal = actor.stands_in(RUN, held)
    apply(
        APPRAISAL, held, f"publish_{part.value}", actor=actor, changes={f"{part.value}_published_on": notice.on},
        payload={"published_on": str(notice.on), "manner": notice.manner.label, "secrecy": notice.secrecy.label},
    )  # fmt: skip
    words = {name: mask_numbers(getattr(notice, name).strip()) for name in ("secrecy_note", "words")}
    told: Publication = Publication.objects.create(
        appraisal=held, part=part, manner=notice.manner, place=notice.place.strip(), secrecy=notice.secrecy, published_by=actor,
        published_for_id=principal, **words,
    )  # fmt: skip
    if part == Part.CRITERIA:
        held.appraised.update(state="told")
    if part == Part.RESULT:
        _write_results(held)
    return told


def _write_results(made: Appraisal) -> None:
    """Every agency's total, and the table as it is published: ties share a rank. Three statements, however many agencies."""
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, {"appraisal": made.pk})
        cursor.execute(_TABLE, {"appraisal": made.pk})
        rows = cursor.fetchall()
    Appraisal.objects.filter(pk=made.pk).update(table=[_line(*row) for row in rows])


def _line(rank: int, agency: str, total: Decimal, quality: Decimal | None, effect: Decimal | None) -> dict[str, Any]:
    points = {"total": total, "quality": quality, "effect": effect}
    return {"rank": rank, "agency": agency, **{name: None if value is None else str(value) for name, value in points.items()}}


def _check(made: Appraisal, part: Part, notice: Notice) -> None:
    if notice.on > timezone.localdate():
        raise UserError("公开日期晚于今天。", where="公开日期", remedy="请在公开以后登记实际日期。")
    if part == Part.RESULT and made.settled_on and notice.on < made.settled_on:
        raise UserError(f"公开日期早于定结果的日期（{made.settled_on}）。", where="公开日期", remedy="请核对两个日期。")
    if notice.manner == Manner.TO_SOCIETY and not notice.place.strip():
        raise UserError("向社会公开的，没有写在哪里公开。", where="公开位置", remedy="请写明网站栏目、网址或者公告栏。")
    if notice.secrecy == Secrecy.HANDLED and not notice.secrecy_note.strip():
        raise UserError(
            "涉密内容已处理的，没有写怎样处理。", where="涉密处理说明", remedy="请写明删去、概括了哪一类内容，不写涉密内容本身。"
        )
    if notice.secrecy == Secrecy.NONE and notice.secrecy_note.strip():
        raise UserError(
            "不含涉密内容的，不写涉密处理说明。", where="涉密处理说明", remedy="请清空说明，或者改选“涉密内容已处理”。"
        )
    if part == Part.PROCESS and not notice.words.strip():
        raise UserError("没有写公开的评议过程。", where="公开的文字", remedy="请写明何时、由谁、以什么方式评议。")
