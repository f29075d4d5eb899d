"""W08 同案不同罚."""

from collections.abc import Sequence

from reports.warnings.judging import amount
from reports.warnings.model import EVIDENCE_KEPT, FEWEST, MONTHS, Found, Given, Group, Judged, Model, Subject, decimal, whole


def judge(subjects: Sequence[Subject], given: Given) -> Judged:
    """Who has fines far from the median of the comparable cases; nothing is said where these are too few."""
    enough = [one for one in subjects if int(one.extra["n"]) >= given["min_n"]]
    found = [_say(one, given) for one in enough if one.part >= given["least"]]
    groups = [Group("可比案件足够的单位 × 事项", len(enough), sum(int(one.base) for one in enough))]
    return Judged(found, groups, tested=len(enough), too_few=len(subjects) - len(enough))


def _say(one: Subject, given: Given) -> Found:
    middle, spread, n = float(one.extra["median"]), float(one.extra["mad"]), int(one.extra["n"])
    fine, reach = float(one.extra["farthest"]), max(given["mads"] * spread, given["gap"] / 100 * middle)
    sentence = (
        f"{one.label}近{given['months']:.0f}个月罚款{int(one.base):,}件，其中{int(one.part):,}件偏离可比案件的中位数较多：可比案件{n:,}件，"
        f"中位数{amount(middle)}元，绝对离差中位数{amount(spread)}元；偏离最大的一件罚款{amount(fine)}元。"
        "情节、阶次没有计入，差异不等于不当，建议对照裁量权基准核实。"
    )
    band = (max(0.0, middle - reach), middle + reach)
    return Found(one, sentence, fine, middle, n=n, band=band)


MODEL = Model(
    code="W08",
    title="同案不同罚",
    subject="单位 × 事项",
    says="某单位一个事项的罚款，偏离全市可比案件的通常范围。",
    seen_at="广东、浙江",
    group="全市同一事项、同一领域、同一层级的机关，同一程序、同一类当事人（自然人与个体工商户、单位分开）、是否属听证范围相同的罚款案件。",
    formula="罚款与可比案件中位数之差 ＞ 若干倍（默认 2 倍）绝对离差中位数（MAD），且不少于中位数的若干比例；可比案件不少于最小样本。",
    unit="元",
    places=0,
    parameters=(
        MONTHS,
        FEWEST,
        decimal("mads", "偏离超过绝对离差中位数的", "2", "倍", "1", "10", 1),
        whole("gap", "且偏离不少于中位数的", 50, "%", 0, 1000),
        whole("least", "偏离的案件不少于", 1, "件", 1, 100),
    ),
    query=f"""
WITH fined AS (
    SELECT c.id, c.agency_id, c.item_code, c.cause, c.sector, a.tier, c.procedure, c.party_type IN ('person', 'self_employed') AS personal,
           coalesce(c.hearing_required, false) AS hearing, c.fine_amount::float8 AS fine
      FROM cases_enforcementcase c JOIN agencies_agency a ON a.id = c.agency_id
     WHERE c.kind = 'penalty' AND c.fine_amount > 0 AND c.item_code <> '' AND c.decision_date IS NOT NULL
       AND c.listed_on > %(today)s::date - make_interval(months => %(months)s::int) AND c.listed_on <= %(today)s::date
), middle AS (
    SELECT item_code, sector, tier, procedure, personal, hearing, count(*) AS n, percentile_cont(0.5) WITHIN GROUP (ORDER BY fine) AS median
      FROM fined GROUP BY 1, 2, 3, 4, 5, 6
), spread AS (
    SELECT f.item_code, f.sector, f.tier, f.procedure, f.personal, f.hearing, m.n, m.median,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(f.fine - m.median)) AS mad
      FROM fined f JOIN middle m USING (item_code, sector, tier, procedure, personal, hearing) GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
), seen AS (
    SELECT f.*, s.n, s.median, s.mad, abs(f.fine - s.median) AS off,
           abs(f.fine - s.median) > %(mads)s::float8 * s.mad AND abs(f.fine - s.median) >= s.median * %(gap)s::float8 / 100
             AND f.fine <> s.median AS far
      FROM fined f JOIN spread s USING (item_code, sector, tier, procedure, personal, hearing)
)
SELECT concat_ws(':', s.agency_id, s.item_code, s.sector, s.procedure, s.personal, s.hearing) AS key, a.id AS agency_id, a.region_code,
       a.name || '“' || max(s.cause) || '”（' || concat_ws('、', CASE s.procedure WHEN 'summary' THEN '简易程序' WHEN 'ordinary' THEN '普通程序' END,
           CASE WHEN s.personal THEN '个人' ELSE '单位' END, CASE WHEN s.hearing THEN '属听证范围' END) || '）' AS label,
       count(*) AS base, count(*) FILTER (WHERE far) AS part, count(*) FILTER (WHERE far) AS total,
       (array_agg(s.id ORDER BY s.off DESC, s.id) FILTER (WHERE far))[1:{EVIDENCE_KEPT}] AS cases,
       jsonb_build_object('median', min(s.median), 'mad', min(s.mad), 'n', min(s.n),
                          'farthest', (array_agg(s.fine ORDER BY s.off DESC, s.id) FILTER (WHERE far))[1]) AS extra
  FROM seen s JOIN agencies_agency a ON a.id = s.agency_id
 GROUP BY s.agency_id, a.id, s.item_code, s.sector, s.procedure, s.personal, s.hearing
 ORDER BY 1""",
    judge=judge,
    limits="案件记录没有裁量阶次、违法所得和情节，同一事项内轻重不同的案件放在一起比较；幅度大的事项会多出一些本来正常的案件。",
    waits_for="裁量阶次：数据标准还没有这一栏，目前按机关层级、程序、当事人类别分组。",
)
