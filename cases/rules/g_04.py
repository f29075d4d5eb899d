"""G-04 事项在权责清单内."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Rule

RULE = Rule(
    code="G-04",
    title="事项在权责清单内",
    step="source",
    requires="行政执法事项应当在本机关行为当日有效的权责清单（行政执法事项清单）内；清单没有列入的，应当有法律、法规、规章规定的职权。",
    articles=(
        Article("条例", "第十二条第四项"),
        Article("118号文", "（四）"),
        Article("湘程序规定", "第十一条第一款"),
    ),
    severity=Severity.MEDIUM,
    duty=False,
    kinds=(CaseKind.PENALTY, CaseKind.COERCION, CaseKind.INSPECTION),
    in_force_from=PENALTY_LAW_2021,
    applies="item_code IS NOT NULL AND is_township IS NOT TRUE AND in_own_name",
    needs=("acted_day",),
    looks_at=("item_code", "item_days", "power_outside_list"),
    passes="power_outside_list IS NOT NULL OR coalesce(item_listed, false)",
    doubts=(
        Doubt("list_in_force IS NOT TRUE", "行为当日本单位没有登记清单，无从对照。"),
        Doubt("item_days IS NULL", "本单位清单各版都没有这一编码，可能是编码合并、拆分或者改版，由人工对照。"),
    ),
    fails="事项 {item_code} 在 {acted_day} 不在本单位清单的有效期内，也没有记载清单以外的法定职权条款。",
    exceptions=(
        "清单没有列入而有法律、法规、规章条款的，不是越权，通过；清单应当调整。",
        "没有写明事项编码的，不适用；清单还没有登记、编码改版的，由人工对照。",
        "乡镇、街道由 G-03 判断，受委托的由 G-02 判断。",
        "清单是公开与管理的工具，不是职权的来源；本规则只是提示核对职权。",
    ),
    last_lawful="事项自 2026-01-01 起列入清单，2026-01-01 实施。",
    first_unlawful="事项 2026-02-28 移出清单，2026-03-01 实施，又没有写明其他法定职权。",
)
