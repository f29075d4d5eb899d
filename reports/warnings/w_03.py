"""W03 久拖不决."""

from reports.warnings.judging import each, percent
from reports.warnings.model import EVIDENCE_KEPT, Found, Given, Model, Subject, whole
from reports.warnings.statistics import wilson_interval


def _say(one: Subject, given: Given) -> Found:
    old, base = int(one.part), int(one.base)
    share = (
        f"，占其未决案件{base:,}件的{percent(old / base)}"
        if base >= given["min_n"]
        else f"（未决案件共{base:,}件，样本较少，不计算比例）"
    )
    low, high = wilson_interval(old, base)
    sentence = (
        f"{one.label}立案超过{given['days']:.0f}日、没有处理结果、也没有报送中止记录的处罚案件{old:,}件{share}；"
        f"时间最长的一件已{int(one.extra['longest']):,}日。建议核实是否未决，还是结果没有报送。"
    )
    judged = base >= given["min_n"]
    return Found(one, sentence, old, low=low * base if judged else None, high=high * base if judged else None, n=base)


MODEL = Model(
    code="W03",
    title="久拖不决",
    subject="单位",
    says="某单位有立案后长期没有处理结果、也没有中止记录的处罚案件。",
    seen_at="《湖南省行政程序规定》第八十六条的要求（条号待核）",
    group="不比较：看立案至今的天数。列出本单位全部未决案件数作为基数，基数达到最小样本的另给比例。",
    formula="已立案、没有处理结果和结案日期、没有仍在继续的中止期间，立案至今超过参数天数的案件；不少于参数件数即列出。",
    unit="件",
    places=0,
    parameters=(
        whole("days", "立案至今超过", 180, "日", 90, 1000),
        whole("least", "不少于", 1, "件", 1, 100),
        whole("min_n", "计算比例的最小样本", 8, "件", 3, 200),
    ),
    query=f"""
WITH waiting AS (
    SELECT c.id, c.agency_id, %(today)s::date - c.filing_date AS days,
           EXISTS (SELECT FROM cases_excludedspan s WHERE s.case_id = c.id AND s.kind = 'suspension' AND s.from_day <= %(today)s::date
                      AND (s.to_day IS NULL OR s.to_day >= %(today)s::date)) AS stopped
      FROM cases_enforcementcase c
     WHERE c.kind = 'penalty' AND c.decision_date IS NULL AND c.decision_type = '' AND c.closed_on IS NULL
       AND c.filing_status <> 'not_filed' AND c.filing_date <= %(today)s::date
), counted AS (
    SELECT agency_id, count(*) AS base, count(*) FILTER (WHERE days > %(days)s::int AND NOT stopped) AS part,
           max(days) FILTER (WHERE NOT stopped) AS longest,
           (array_agg(id ORDER BY days DESC, id) FILTER (WHERE days > %(days)s::int AND NOT stopped))[1:{EVIDENCE_KEPT}] AS cases
      FROM waiting GROUP BY 1
)
SELECT a.id::text AS key, a.name AS label, a.id AS agency_id, a.region_code, base, part, part AS total, cases,
       jsonb_build_object('longest', longest, 'looked_at', (SELECT count(*) FROM counted)) AS extra
  FROM counted JOIN agencies_agency a ON a.id = counted.agency_id WHERE part >= %(least)s::int ORDER BY a.id""",
    judge=each(_say, group="有未决处罚案件的单位"),
    limits="决定已经作出而没有报送的，也会列出；这时应当补报数据。",
)
