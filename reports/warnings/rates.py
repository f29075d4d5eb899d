"""规则类模型：一组规则检出的问题在一个单位占多少，与同领域单位比。

Models that rest on rules: of an agency's cases of some sort, how many have a standing finding of one of some rules. They read
`cases_finding.rule_code`, so that a rule counts from the day on which it first finds something.
"""

from __future__ import annotations

from cases.models.finding import STANDING_STATES
from reports.warnings.judging import outliers
from reports.warnings.model import EVIDENCE_KEPT, FALSE_SHARE, FEWEST, MONTHS, Model, Parameter, decimal, whole

WINDOW = "c.listed_on > %(today)s::date - make_interval(months => %(months)s::int) AND c.listed_on <= %(today)s::date"
NEWEST = f"(array_agg(c.id ORDER BY c.listed_on DESC, c.id DESC))[1:{EVIDENCE_KEPT}]"
NEWEST_HITS = f"(array_agg(c.id ORDER BY c.listed_on DESC, c.id DESC) FILTER (WHERE hit.yes))[1:{EVIDENCE_KEPT}]"
STANDING = f"f.state IN ({', '.join(repr(state) for state in STANDING_STATES)})"
SAME_SECTOR = "全市同一执法领域的其他单位，合计比较；同领域没有足够案件可比的不作判断。"

DECIDED_PENALTY = "c.kind = 'penalty' AND c.decision_date IS NOT NULL AND c.decision_type IN ('', 'penalty')"
ORDINARY = f"{DECIDED_PENALTY} AND c.procedure = 'ordinary'"
ANY_PENALTY = "c.kind = 'penalty'"
INSPECTION = "c.kind = 'inspection'"
COERCION = "c.kind = 'coercion'"
ANY = "true"

RATIO = decimal("ratio", "与同组比例之比不低于", "1.5", "倍", "1", "10", 1)
LEAST_HITS = whole("least_hits", "至少命中", 3, "件", 1, 50)


def rate_parameters(*, ratio: Parameter = RATIO, months: Parameter = MONTHS) -> tuple[Parameter, ...]:
    """The parameters of a model that compares shares between agencies."""
    return (months, FEWEST, FALSE_SHARE, LEAST_HITS, ratio)


def rate_query(base: str, hit: str) -> str:
    """Agencies with their cases in the window (`base`: condition on c) and those of them that are a hit (`hit`: condition on c)."""
    return f"""
SELECT a.id::text AS key, a.name AS label, a.id AS agency_id, a.region_code, a.sector AS "group", counted.*
  FROM (SELECT c.agency_id AS agency, count(*) AS base, count(*) FILTER (WHERE hit.yes) AS part, count(*) FILTER (WHERE hit.yes) AS total,
               {NEWEST_HITS} AS cases
          FROM cases_enforcementcase c CROSS JOIN LATERAL (SELECT ({hit}) IS TRUE AS yes) hit
         WHERE {WINDOW} AND ({base}) GROUP BY 1) counted
  JOIN agencies_agency a ON a.id = counted.agency ORDER BY a.id"""


def found_by(rules: tuple[str, ...]) -> str:
    """The condition that a case has a standing finding of one of these rules."""
    codes = ", ".join(f"'{code}'" for code in rules)
    return f"c.id IN (SELECT f.case_id FROM cases_finding f WHERE f.rule_code IN ({codes}) AND {STANDING})"


def by_rules(
    code: str,
    title: str,
    *,
    rules: tuple[str, ...],
    base: str,
    base_words: str,
    what: str,
    seen_at: str,
    limits: str = "",
    waits_for: str = "",
) -> Model:
    """A model that compares, between the agencies of a sector, the share of cases in which some rules found something."""
    named = "、".join(rules)
    return Model(
        code=code,
        title=title,
        subject="单位",
        says=f"某单位{base_words}中{what.removesuffix('的')}的比例，明显高于同领域其他单位。",
        seen_at=seen_at,
        group=SAME_SECTOR,
        formula=f"规则 {named} 检出且没有被排除的案件数 ÷ {base_words}件数；单侧精确检验（Fisher）经 Benjamini–Hochberg 校正后 q 不超过上限，"
        "且命中件数、倍数达到参数。比例的区间用 Wilson 法。",
        parameters=rate_parameters(),
        query=rate_query(base, found_by(rules)),
        judge=outliers(what, base_words),
        limits=limits or "只汇总规则已经检出的线索；线索被排除的，不再计入。缺数据的案件留在分母里，因此比例只会偏低。",
        waits_for=waits_for,
        rules=rules,
    )
