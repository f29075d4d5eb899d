"""E-06 查封、扣押不超过三十日."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Counted, Doubt, Rule
from cases.rules.topics.measure import SEIZURES, UNCLEAR, in_time, unclear

RULE = Rule(
    code="E-06",
    title="查封扣押不超过30日",
    step="closing",
    requires="查封、扣押的期限不得超过30日（法律、行政法规另有规定的除外），检测、检验、检疫或者技术鉴定的期间不计入。",
    articles=(
        Article("行政强制法", "第二十五条第一款、第三款"),
        Article("行政强制法", "第六十二条第三项"),
    ),
    severity=Severity.CRITICAL,
    duty=True,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies=f"coalesce({SEIZURES}, false) AND outside_coercion_law IS NOT TRUE AND prolongings = 0",
    needs=("enforced_on", "held_until"),
    wants={"special_limit_days": "special_limit_level IN ('law', 'regulation')", "measure_over_on": "closed_on IS NOT NULL"},
    looks_at=("measure_limit", "test_days", "tests_notified", "hold_by"),
    passes=in_time("held_until"),
    doubts=(
        Doubt(unclear("held_until"), UNCLEAR),
        Doubt(
            "special_limit_days IS NOT NULL AND special_limit_level IS NULL", "另定期限的依据是否属于法律、行政法规，由人工认定。"
        ),
    ),
    due="hold_by",
    counted=Counted("enforced_on", "measure_limit + coalesce(test_days, 0)", "day"),
    fails="{enforced_on} 查封、扣押，期限于 {hold_by} 届满，{held_until} 才结束（未结束的为检查当日）。",
    exceptions=(
        "实施当日不计入；“30日”是自然日。法律没有规定末日顺延，末日是休息日、其后首个工作日即解除的，由人工认定。",
        "已经批准延长的，由 E-07 判断。",
        "地方性法规、规章不得另定更长的期限。",
        "检测期间没有书面告知，只有不扣除才超期的，由人工认定；首尾日是否计入足以改变结论的，也由人工认定。",
        "案件已经结案而没有记载措施结束日期的，缺数据。",
    ),
    last_lawful="2026-03-02 扣押，没有延长，2026-04-01（第30日）解除。",
    first_unlawful="2026-03-02 扣押，没有延长，2026-04-02（第31日）解除。",
)
