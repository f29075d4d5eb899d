"""P-65 加处罚款标准与上限."""

from datetime import date

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Doubt, Part, Rule

OTHERWISE_RIGHT = "surcharge <= fine_amount AND surcharge_standard_told IS NOT FALSE"

RULE = Rule(
    code="P-65",
    title="加处罚款标准与上限",
    step="surcharge",
    requires="逾期不缴罚款的，每日按未缴罚款的百分之三加处，总额不超过罚款数额；复议、诉讼期间不计；加处标准应当事先告知当事人。",
    articles=(
        Article("行政处罚法", "第七十二条第一款第一项", since=PENALTY_LAW_2021),
        Article("行政处罚法", "第七十三条第三款", since=PENALTY_LAW_2021),
        Article("行政处罚法", "（2017年修正文本，条号待核）第五十一条第一项", until=date(2021, 7, 14)),
        Article("行政强制法", "第四十五条"),
        Article("市监程序规定", "第七十五条", sector="market"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    # 行政强制法 §45 set the ceiling in 2012; the rate of 3 % is older.
    in_force_from=date(2012, 1, 1),
    applies="coalesce(surcharge > 0, false)",
    needs=("fine_amount",),
    wants={
        "pay_due_date": "surcharge <= fine_amount",
        "surcharge_until": "surcharge <= fine_amount",
        "surcharge_standard_told": "true",
    },
    looks_at=("surcharge", "overdue_days", "paid", "accrued", "remedies_open"),
    passes=(
        Part("加处罚款不超过罚款数额", "surcharge <= fine_amount"),
        Part(
            "加处罚款不超过每日百分之三的累计数",
            "CASE WHEN surcharge > accrued THEN false WHEN remedies_open OR remedies_before_2021 THEN NULL ELSE surcharge <= accrued END",
        ),
        Part("加处标准已告知当事人", "surcharge_standard_told"),
    ),
    doubts=(
        Doubt(
            f"remedies_open AND surcharge <= accrued AND {OTHERWISE_RIGHT}",
            "复议或者诉讼的起止日期没有采集，无法确定应当扣除的天数。",
        ),
        Doubt(f"surcharge_until < pay_due_date AND {OTHERWISE_RIGHT}", "计算截止日早于缴款期限届满日，日期有误，请核对。"),
        Doubt(
            f"paid > 0 AND paid < fine_amount AND surcharge <= accrued_on_whole_fine AND {OTHERWISE_RIGHT}",
            "当事人已部分缴纳；该机关可能以罚款全额为基数计算，且未超过上限，由人工认定。",
        ),
        Doubt(
            f"remedies_before_2021 AND surcharge <= accrued AND {OTHERWISE_RIGHT}",
            "有2021年7月15日以前的复议或者诉讼，当时的口径不同，由人工认定。",
        ),
    ),
    counted=Counted("pay_due_date", "surcharge_until - pay_due_date", "day"),
    fails="加处罚款 {surcharge} 元，不符合下列要求：{broken}。缴款期限于 {pay_due_date} 届满，计至 {surcharge_until} 共 {overdue_days} 日，"
    "依法至多 {accrued} 元，且不超过罚款 {fine_amount} 元。",
    exceptions=(
        "加处罚款是“可以”，不加处不违法。",
        "执行协议减免的，算符合；没收违法所得不计加处。",
        "复议、诉讼期间自受理至办结；起止没有采集的，属于缺数据。",
        "2021-07-15 以前的复议、诉讼期间，由人工认定。",
        "当事人已部分缴纳、机关以罚款全额为基数而未超过上限的，由人工认定。",
    ),
    last_lawful="罚款 10,000 元，缴款期 2026-03-17 届满未缴，计至 2026-04-19（33日）加处 9,900 元；计至 2026-04-20（34日）以 10,000 元封顶。",
    first_unlawful="同样情形，计至 2026-04-20 加处 10,200 元。",
)
