"""W06 运动式执法."""

from reports.warnings.judging import each
from reports.warnings.model import EVIDENCE_KEPT, Found, Given, Model, Subject, decimal, whole


def _say(one: Subject, given: Given) -> Found:
    usual, spread = float(one.extra["mean"]), float(one.extra["sd"])
    line = usual + given["sigmas"] * spread
    sentence = (
        f"{one.label}{one.extra['month']}处罚、检查共{int(one.part):,}件；此前{int(one.extra['months'])}个月平均每月{usual:.1f}件，"
        f"标准差{spread:.1f}件，平均数加{given['sigmas']:g}倍标准差为{line:.1f}件。"
        "一个月内明显多于往常，可能是专项行动，也可能是补报，建议核实。"
    )
    return Found(one, sentence, one.part, usual=usual, n=int(one.extra["acts"]), band=(0.0, round(line, 2)))


MODEL = Model(
    code="W06",
    title="运动式执法",
    subject="单位 × 事项",
    says="某单位一个事项上一个月的处罚、检查件数，超出它自己此前各月的通常范围。",
    seen_at="",
    group="本单位、同一事项此前 24 个月的各月件数（没有记录的月份计零）；记录不足最少月数的不作判断。",
    formula="上一个完整月的件数 ＞ 此前各月的平均数 ＋ 若干倍（默认 3 倍）标准差，且此前累计和当月件数都不少于最小样本。",
    unit="件",
    parameters=(
        whole("months", "比较月数", 24, "个月", 12, 60),
        decimal("sigmas", "标准差倍数", "3", "倍", "2", "6", 1),
        whole("least_months", "最少月数", 12, "个月", 6, 36),
        whole("min_n", "最小样本", 8, "件", 3, 200),
    ),
    query=f"""
WITH span AS (
    SELECT date_trunc('month', %(today)s::date)::date AS ends, (date_trunc('month', %(today)s::date) - interval '1 month')::date AS month,
           (date_trunc('month', %(today)s::date) - make_interval(months => %(months)s::int + 1))::date AS begins
), acts AS (
    SELECT c.id, c.agency_id, c.item_code, c.listed_on, date_trunc('month', c.listed_on)::date AS month
      FROM cases_enforcementcase c CROSS JOIN span
     WHERE c.kind IN ('penalty', 'inspection') AND c.item_code <> '' AND c.listed_on >= span.begins AND c.listed_on < span.ends
), reporting AS (
    SELECT agency_id, min(month) AS begins FROM acts GROUP BY 1
), monthly AS (
    SELECT agency_id, item_code, month, count(*) AS n FROM acts GROUP BY 1, 2, 3
), summed AS (
    SELECT m.agency_id, m.item_code, coalesce(sum(m.n) FILTER (WHERE m.month = span.month), 0) AS now,
           coalesce(sum(m.n) FILTER (WHERE m.month < span.month), 0) AS before,
           coalesce(sum(m.n * m.n) FILTER (WHERE m.month < span.month), 0) AS squares,
           (EXTRACT(year FROM age(span.month, r.begins)) * 12 + EXTRACT(month FROM age(span.month, r.begins)))::int AS months
      FROM monthly m CROSS JOIN span JOIN reporting r USING (agency_id) GROUP BY m.agency_id, m.item_code, span.month, r.begins
), spread AS (
    SELECT s.*, before::float8 / months AS mean, sqrt(greatest(squares - before::float8 * before / months, 0) / (months - 1)) AS sd
      FROM summed s WHERE months >= %(least_months)s::int AND before >= %(min_n)s::int
)
SELECT s.agency_id || ':' || s.item_code AS key, a.id AS agency_id, a.region_code, now AS part, now AS total,
       a.name || '“' || coalesce((SELECT c.cause FROM cases_enforcementcase c JOIN acts ON acts.id = c.id
                                   WHERE acts.agency_id = s.agency_id AND acts.item_code = s.item_code ORDER BY c.id DESC LIMIT 1), s.item_code)
              || '”（' || s.item_code || '）' AS label,
       (SELECT (array_agg(x.id ORDER BY x.listed_on DESC, x.id DESC))[1:{EVIDENCE_KEPT}] FROM acts x
         WHERE x.agency_id = s.agency_id AND x.item_code = s.item_code AND x.month = span.month) AS cases,
       jsonb_build_object('mean', mean, 'sd', sd, 'months', months, 'acts', before + now, 'looked_at', (SELECT count(*) FROM spread),
                          'month', to_char(span.month, 'YYYY"年"FMMM"月"')) AS extra
  FROM spread s CROSS JOIN span JOIN agencies_agency a ON a.id = s.agency_id
 WHERE now >= %(min_n)s::int AND now > mean + %(sigmas)s::float8 * sd ORDER BY s.agency_id, s.item_code""",
    judge=each(_say, group="记录足够的单位 × 事项"),
    limits="列示日期是决定、立案或者检查的日期，补报不影响月份；季节性强的事项（汛期、采暖）可能年年如此。",
)
