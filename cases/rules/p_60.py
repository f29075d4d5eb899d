"""P-60 罚缴分离."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Rule

RULE = Rule(
    code="P-60",
    title="罚缴分离",
    step="payment",
    requires="作出罚款决定的行政机关应当与收缴罚款的机构分离；除依法当场收缴的以外，罚款由当事人到指定的银行或者通过电子支付系统缴纳。",
    articles=(
        Article("行政处罚法", "第六十七条第一款、第二款"),
        Article("行政处罚法", "第七十八条"),
        Article("市监程序规定", "第七十二条第一款", sector="market"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="CASE WHEN fine_amount > 0 AND decision_type = 'penalty' THEN collected_by IS NOT NULL OR fine_received ELSE false END",
    needs=("collected_by",),
    wants={"collected_onsite": "collected_by IN ('agency', 'officer')"},
    looks_at=("collected_onsite", "fine_amount"),
    # Whether an on-site collection had its ground is asked by P-61.
    passes="collected_by IN ('bank', 'electronic', 'court') OR collected_onsite",
    doubts=(Doubt("own_law_onsite", "该系统另有法律规定当场处罚和收缴，以其规定为准，待核。"),),
    fails="罚款由{collected_by}收取，案卷没有当场收缴的记载。",
    exceptions=(
        "机关窗口的银行 POS、直达国库或财政专户的非税收入二维码，填“电子支付系统”。",
        "人民法院强制执行、拍卖抵缴的，不算机关收缴。",
        "依法当场收缴的，由 P-61 判断有没有根据。",
        "没有罚款、还没有缴款记录的，不适用。",
    ),
    last_lawful="2026-03-10 当事人扫非税二维码缴纳。",
    first_unlawful="2026-03-10 转入机关自有账户，没有当场收缴的记载。",
    parameters=("own_law_onsite",),
)
