"""W05 职权闲置."""

from reports.warnings.judging import outliers
from reports.warnings.model import EVIDENCE_KEPT, Model, whole
from reports.warnings.rates import SAME_SECTOR, rate_parameters

MODEL = Model(
    code="W05",
    title="职权闲置",
    subject="单位",
    says="某单位权责清单上长期没有使用过的事项所占比例，明显高于同领域其他单位。",
    seen_at="国办发〔2024〕54号的政策解读",
    group=SAME_SECTOR,
    formula="已实施满统计区间、至今在清单上的处罚、许可、强制、检查事项中，区间内没有一条同编码执法记录的项数 ÷ 这类事项项数；"
    "单侧精确检验（Fisher）经 Benjamini–Hochberg 校正后 q 不超过上限。比例的区间用 Wilson 法。",
    parameters=(
        *rate_parameters(months=whole("months", "没有使用的时间", 24, "个月", 12, 60)),
        whole("least_coded", "写明事项编码的记录不少于", 8, "件", 1, 1000),
    ),
    query=f"""
WITH used AS (
    SELECT c.agency_id, c.item_code, count(*) AS times FROM cases_enforcementcase c
     WHERE c.item_code <> '' AND c.listed_on > %(today)s::date - make_interval(months => %(months)s::int) AND c.listed_on <= %(today)s::date
     GROUP BY 1, 2
), speaking AS (
    SELECT agency_id FROM used GROUP BY 1 HAVING sum(times) >= %(least_coded)s::int
), items AS (
    SELECT p.agency_id, p.code, p.name, p.kind, u.agency_id IS NULL AS idle
      FROM agencies_poweritem p JOIN speaking s ON s.agency_id = p.agency_id
      LEFT JOIN used u ON u.agency_id = p.agency_id AND u.item_code = p.code
     WHERE p.kind IN ('penalty', 'licence', 'coercion', 'inspection') AND (p.valid_to IS NULL OR p.valid_to >= %(today)s::date)
       AND p.valid_from <= %(today)s::date - make_interval(months => %(months)s::int)
)
SELECT a.id::text AS key, a.name AS label, a.id AS agency_id, a.region_code, a.sector AS "group", count(*) AS base,
       count(*) FILTER (WHERE i.idle) AS part, count(*) FILTER (WHERE i.idle) AS total,
       (array_agg(i.code || ' ' || i.name ORDER BY i.code) FILTER (WHERE i.idle))[1:{EVIDENCE_KEPT}] AS told
  FROM items i JOIN agencies_agency a ON a.id = i.agency_id GROUP BY a.id ORDER BY a.id""",
    judge=outliers("没有使用过的", "权责事项", unit="项"),
    limits="一项职权没有使用，可能是没有发生过违法行为。记录没有写事项编码的单位不作判断；连续五年没有实施的，按规则 I-17 提示清理。",
)
