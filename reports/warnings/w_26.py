"""W26 败诉、复议纠错集中."""

from reports.warnings.model import Model

MODEL = Model(
    code="W26",
    title="败诉、复议纠错集中",
    subject="单位 × 事项",
    says="某单位同一事项十二个月内被行政诉讼判决或者行政复议决定纠正三件以上。",
    seen_at="山东（与法院共享数据）",
    group="同一领域的其他单位。",
    formula="十二个月内同一单位、同一事项被纠正的件数不少于 3。",
    unit="件",
    waits_for="行政诉讼裁判结果和行政复议决定结果：案件记录里只有“复议中、诉讼中、已审结”，没有结果。",
)
