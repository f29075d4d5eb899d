"""G-03 乡镇街道赋权有依据."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Rule

RULE = Rule(
    code="G-03",
    title="乡镇街道赋权有依据",
    step="decision",
    requires="乡镇人民政府、街道办事处以自己的名义实施行政处罚的，事项应当在决定公布的赋权清单内并已生效，或者有法律、行政法规规定的自有职权。",
    articles=(
        Article("行政处罚法", "第二十四条第一款"),
        Article("行政处罚法", "第二十三条"),
        Article("湘程序规定", "第六十一条第二款"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="coalesce(is_township, false) AND in_own_name AND decision_date IS NOT NULL",
    wants={
        "item_code": "own_power_basis IS NULL OR own_power_basis NOT IN ('law', 'regulation')",
        "own_power_basis": "item_days IS NULL",
    },
    looks_at=("acted_day", "item_days"),
    # An item that the list has on other days is one of the county's: the town has it by grant or not at all.
    passes="CASE WHEN own_power_basis IN ('law', 'regulation') OR item_listed THEN true WHEN item_code IS NULL THEN NULL"
    " WHEN item_days IS NULL AND own_power_basis IS NULL THEN NULL ELSE false END",
    doubts=(Doubt("list_in_force IS NOT TRUE", "行为当日该乡镇（街道）没有登记赋权清单，由人工核对。"),),
    fails=(
        (
            "item_days IS NULL",
            "{acted_day} 以自己的名义处罚，事项 {item_code} 不在赋权清单内，也没有法律、行政法规规定的自有职权。",
        ),
        ("true", "{acted_day} 以自己的名义处罚，事项 {item_code} 当日不在赋权清单的有效期内，也没有记载自有职权。"),
    ),
    exceptions=(
        "以县级部门名义受委托执法的，由 G-02 判断；县级部门派驻机构以部门名义执法的，不适用。",
        "法律、行政法规直接规定由乡镇、街道处罚的，通过。",
        "清单没有登记，或者清单各版都没有这一编码又没有写明自有职权的，缺数据。",
        "赋权不含行政强制措施权，另由 E-01 判断。",
    ),
    last_lawful="事项自 2026-03-01 起赋权，2026-03-01 作出。",
    first_unlawful="2026-02-28 作出，没有自有职权，也没有受委托。",
)
