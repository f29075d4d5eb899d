"""Q-07 文号唯一."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Part, Rule

# 〔〕 written as [] () （） 【】 is a slip of the pen, not judged.
WELL_FORMED = r"^.*[^0-9].*[〔\[(（【][0-9]{4}[〕\])）】](第)?[0-9]+(-[0-9]+)?号(-[0-9]+|之[一二三四五六七八九十]+)?$"

RULE = Rule(
    code="Q-07",
    title="文号唯一",
    step="decision",
    requires="同一单位的一个决定书文号只对应一份决定；普通程序的文号写作“机关代字〔年份〕×号”。",
    articles=(),
    note="本系统的数据质量要求，不是法律条文。",
    severity=Severity.MEDIUM,
    duty=True,
    kinds=tuple(CaseKind),
    applies="decision_no IS NOT NULL OR (kind = 'penalty' AND decision_date IS NOT NULL)",
    needs=("decision_no",),
    looks_at=("decision_date", "cases_with_this_number", "procedure"),
    passes=(
        Part("一个文号只对应一份决定", "cases_with_this_number IS NULL"),
        Part("文号写法规范", f"kind <> 'penalty' OR procedure IS DISTINCT FROM 'ordinary' OR decision_no ~ '{WELL_FORMED}'"),
    ),
    fails=(
        ("cases_with_this_number > 1", "文号 {decision_no} 用于不同日期的决定，共 {cases_with_this_number} 条记录。"),
        ("true", "文号 {decision_no} 不符合“机关代字〔年份〕×号”的格式。"),
    ),
    exceptions=(
        "同一决定有多个当事人、共用一个文号的，算符合。",
        "简易程序的预定格式编号，不查写法。",
        "六角括号误写成 [ ]、( )、【 】 的，不判。",
    ),
    last_lawful="2026-03-06 两名当事人同列一份 长市监罚〔2026〕12号。",
    first_unlawful="2026-03-06 与 2026-03-09 两份不同的决定都是 长市监罚〔2026〕12号。",
)
