"""W25 撤案异常."""

from reports.warnings.judging import outliers
from reports.warnings.model import Model, decimal
from reports.warnings.rates import SAME_SECTOR, rate_parameters, rate_query

MODEL = Model(
    code="W25",
    title="撤案异常",
    subject="单位",
    says="某单位立案后撤销立案的比例，明显高于同领域其他单位。",
    seen_at="北京东城",
    group=SAME_SECTOR,
    formula="撤销立案件数 ÷ 立案并已有处理结果的处罚案件数；比例不低于同组其他单位的若干倍（默认 2 倍），"
    "单侧精确检验（Fisher）经 Benjamini–Hochberg 校正后 q 不超过上限。比例的区间用 Wilson 法。",
    parameters=rate_parameters(ratio=decimal("ratio", "与同组比例之比不低于", "2", "倍", "1", "10", 1)),
    query=rate_query(
        "c.kind = 'penalty' AND c.filing_date IS NOT NULL AND c.decision_type <> ''", "c.decision_type = 'withdrawn'"
    ),
    judge=outliers("撤销立案的", "立案并已有处理结果的处罚案件"),
    limits="撤销立案本身合法，比例高也可能是立案把关不严而不是压案不查。",
    waits_for="当事人要求听证的日期：数据标准还没有这一栏，“要求听证后三日内撤案”暂不计算。",
)
