"""G-02 委托执法合法."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Part, Rule

_PUBLISHED = Part("行为以前已公布委托书", "delegation_published_on <= acted_day")
_OTHERS = (
    Part("法律、法规、规章准许委托", "delegation_basis IN ('law', 'regulation', 'local_regulation', 'rule')"),
    Part("有书面委托书", "delegation_written"),
    Part("事项在委托范围内", "delegation_covers"),
    Part("行为在委托期限内", "acted_day BETWEEN delegation_from AND delegation_to"),
    Part("受委托方是依法成立并具有管理公共事务职能的组织", "delegatee_kind = 'public_body'"),
    Part("以委托机关的名义", "in_whose_name = 'entrusting'"),
    Part("没有再委托", "NOT sub_delegated"),
)
_ASKED = (
    *("delegation_basis", "delegation_written", "delegation_covers", "delegation_from", "delegation_to"),
    *("delegatee_kind", "in_whose_name", "sub_delegated", "delegation_published_on"),
)

RULE = Rule(
    code="G-02",
    title="委托执法合法",
    step="decision",
    requires="委托实施行政处罚应当依照法律、法规、规章的规定，以书面委托书载明事项、权限、期限并向社会公布；受委托组织以委托机关的名义实施，不得再委托。",
    articles=(
        Article("行政处罚法", "第二十条、第二十一条"),
        Article("行政处罚法", "第七十六条第一款第四项"),
        Article("湘程序规定", "第二十一条、第二十二条"),
    ),
    # Only the publication is missing: the power itself was given.
    severity=f"CASE WHEN {' AND '.join(f'({part.passes})' for part in _OTHERS)}"
    f" THEN {int(Severity.MEDIUM)} ELSE {int(Severity.CRITICAL)} END",
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="coalesce(delegated, false)",
    wants=dict.fromkeys(_ASKED, "delegated"),
    looks_at=("acted_day",),
    passes=(*_OTHERS, _PUBLISHED),
    fails="受委托实施，行为日期 {acted_day}，委托期限自 {delegation_from} 至 {delegation_to}，不符合下列要求：{broken}。",
    exceptions=(
        "委托检测、检验、鉴定、送达、拍卖，不是委托处罚，不适用。",
        "只缺公布一项的，程度降为一般；没有报同级法制部门备案的，本规则不问。",
        "委托书没有写明期限的，缺数据。",
        "行政强制措施权一律不得委托，由 E-01 判断。",
    ),
    last_lawful="委托期限 2025-07-01 至 2026-06-30，2026-06-30 作出。",
    first_unlawful="同样情形，2026-07-01 作出，没有续签。",
)
