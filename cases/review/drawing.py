"""随机抽取：总体、种子、摘要，以及事后证明就是这样抽的。

The draw. Within each agency and stratum the records are put into the order of sha256(seed:id) and the first so many are taken: whoever has
the seed and the population gets the same files. The population is kept, record by record number, so that the proof needs nothing else; the
proof (`prove`) counts again in Python what the database drew in SQL.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from agencies.models import User
from cases.models import ReviewDraw, ReviewFile, ReviewRound
from cases.review.lifecycles import ROUND
from cases.review.strata import EXCLUDED, FROM_THE_PERIOD, STRATUM
from supervision.web.errors import UserError
from supervision.workflow import apply

MOST_FILES = 2_000
"""Files in one round: what a body's reviewers can read in a year, and one page can tell of."""

_NOT_EXCLUDED = "".join(f" AND NOT ({condition})" for _words, condition in EXCLUDED)
_ORDER = "encode(sha256(convert_to(%(seed)s || ':' || one.id, 'UTF8')), 'hex'), one.id"

_POPULATION = f"""
INSERT INTO cases_reviewdraw (round_id, agency_id, stratum, wanted, drawn, population, ids, digest)
SELECT %(round)s, agency_id, stratum, wanted, least(wanted, count(*)), count(*), array_agg(id ORDER BY id),
       encode(sha256(convert_to(string_agg(id::text, ',' ORDER BY id), 'UTF8')), 'hex')
  FROM (SELECT c.id, c.agency_id, {STRATUM} AS stratum {FROM_THE_PERIOD} {_NOT_EXCLUDED}) eligible
  JOIN jsonb_each_text(%(wanted)s::jsonb) size ON size.key = stratum CROSS JOIN LATERAL (SELECT size.value::int AS wanted) n
 WHERE wanted > 0 GROUP BY agency_id, stratum, wanted"""

_FILES = f"""
INSERT INTO cases_reviewfile (round_id, agency_id, region_code, case_id, label, cause, kind, stratum, listed_on, place, state, first_in,
       second_in, grade, vetoed, decided_by)
SELECT %(round)s, c.agency_id, c.region_code, c.id,
       left(coalesce(nullif(c.decision_no, ''), nullif(c.case_no, ''), '系统内编号 ' || c.id), 128), c.cause, c.kind, drawn.stratum, c.listed_on,
       drawn.place, 'drawn', false, false, '', false, ''
  FROM (SELECT one.id, draw.stratum, draw.drawn, row_number() OVER (PARTITION BY draw.id ORDER BY {_ORDER}) AS place
          FROM cases_reviewdraw draw CROSS JOIN LATERAL unnest(draw.ids) AS one(id) WHERE draw.round_id = %(round)s) drawn
  JOIN cases_enforcementcase c ON c.id = drawn.id WHERE drawn.place <= drawn.drawn ORDER BY c.agency_id, drawn.stratum, drawn.place"""


def _given(made: ReviewRound, year: int) -> dict[str, Any]:
    agencies = list(made.agencies.values_list("agency_id", flat=True))
    return {
        "round": made.pk,
        "agencies": agencies,
        "start": made.period_start,
        "end": made.period_end,
        "heavy_fine": made.heavy_fine,
        "year": year,
    }


@transaction.atomic
def draw(*, made: ReviewRound, actor: User, seed: str = "") -> ReviewRound:
    """Draw the files of a round, once. `seed`: one that was drawn in public; without it the platform makes one.

    Four statements, whatever the number of records. UserError when nothing can be drawn, or more than a round can hold; other errors as
    `workflow.apply`.
    """
    held = ReviewRound.objects.select_for_update(of=("self",)).select_related("agency").get(pk=made.pk)
    year, chosen = timezone.localdate().year, (seed.strip() or secrets.token_hex(16))[:64]
    given = _given(held, year) | {"seed": chosen, "wanted": _json(held.wanted)}
    counts = ", ".join(
        f"count(*) FILTER (WHERE {condition} {''.join(f' AND NOT ({earlier})' for _w, earlier in EXCLUDED[:place])})"
        for place, (_words, condition) in enumerate(EXCLUDED)
    )
    apply(ROUND, held, "draw", actor=actor, changes={"seed": chosen, "year": year, "drawn_at": timezone.now(), "drawn_by": actor})
    with connection.cursor() as cursor:
        cursor.execute(_POPULATION, given)
        cursor.execute(f"SELECT {counts} {FROM_THE_PERIOD}", given)
        excluded = [[words, count] for (words, _condition), count in zip(EXCLUDED, cursor.fetchone(), strict=True)]
        cursor.execute(_FILES, given)
        drawn = cursor.rowcount
    if not drawn:
        raise UserError("没有符合条件的案卷，没有抽取。", where="随机抽取", remedy="请修改方案的单位、期间或者层次。")
    if drawn > MOST_FILES:
        raise UserError(f"将抽取 {drawn:,} 件，一个批次最多 {MOST_FILES:,} 件。", where="随机抽取", remedy="请减少单位或者件数。")
    draws = list(ReviewDraw.objects.filter(round=held).order_by("agency_id", "stratum").values_list("population", "digest"))
    found = {
        "population": sum(population for population, _digest in draws),
        "population_digest": _digest(",".join(digest for _population, digest in draws)),
        "excluded": excluded,
    }
    ReviewRound.objects.filter(pk=held.pk).update(**found)
    held.refresh_from_db()
    return held


@dataclass(frozen=True)
class Proof:
    """Whether one agency's stratum was drawn as it says: the digest of its population, and its files in their order."""

    draw: ReviewDraw
    population_agrees: bool
    files_agree: bool

    @property
    def agrees(self) -> bool:
        """Both."""
        return self.population_agrees and self.files_agree


def prove(made: ReviewRound) -> list[Proof]:
    """Draw again from the kept population and the seed, by another program than the one that drew; compare file by file. Two statements."""
    drawn: dict[tuple[int, str], list[int]] = {}
    for agency, stratum, case in (
        ReviewFile.objects.filter(round=made).order_by("place").values_list("agency_id", "stratum", "case_id")
    ):
        drawn.setdefault((agency, stratum), []).append(case)
    return [
        Proof(
            one,
            _digest(",".join(map(str, one.ids))) == one.digest and len(one.ids) == one.population,
            first_of(made.seed, one.ids, one.wanted) == drawn.get((one.agency_id, one.stratum), []),
        )
        for one in made.draws.select_related("agency").order_by("agency__code", "stratum")
    ]


def first_of(seed: str, ids: Sequence[int], wanted: int) -> list[int]:
    """The first so many record numbers in the order of sha256(seed:id)."""
    return sorted(ids, key=lambda one: (_digest(f"{seed}:{one}"), one))[:wanted]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _json(wanted: dict[str, int]) -> str:
    return "{" + ", ".join(f'"{stratum}": {int(number)}' for stratum, number in wanted.items()) + "}"
