"""P-16 应当告知听证."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Rule

_OPEN = "hearing_scope IS NULL"

RULE = Rule(
    code="P-16",
    title="应当告知听证",
    step="notice",
    requires="拟处较大数额罚款、没收较大数额违法所得或者较大价值非法财物，拟降低资质等级、吊销许可证件、责令停产停业、责令关闭、限制从业，以及法律法规规章规定的其他情形，应当告知当事人有要求听证的权利。",
    articles=(
        Article("行政处罚法", "第六十三条第一款"),
        Article("行政处罚法", "第四十四条"),
        Article("湘程序规定", "第七十四条"),
        Article("市监程序规定", "第五十七条第一款", sector="market"),
        Article("住建程序规定", "第三十二条", sector="housing"),
    ),
    severity=Severity.CRITICAL,
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    applies="procedure = 'ordinary' AND decision_type = 'penalty' AND decision_date IS NOT NULL AND hearing_scope IS DISTINCT FROM false",
    wants={
        "procedure": "procedure IS NULL",
        "decision_type": "decision_type IS NULL",
        "informed_items": "hearing_scope IS NOT FALSE AND informed_items IS NULL",
        "proposed_kinds": f"{_OPEN} AND proposed_kinds IS NULL",
        "proposed_fine": f"{_OPEN} AND 'fine' = ANY(told_kinds)",
        "proposed_confiscation": f"{_OPEN} AND 'confiscate_gains' = ANY(told_kinds)",
        "proposed_goods_value": f"{_OPEN} AND 'confiscate_property' = ANY(told_kinds)",
        "party_type": f"{_OPEN} AND proposal_known AND party_type IS NULL",
        "informed_served_date": f"{_OPEN} AND proposal_known AND informed_served_date IS NULL",
    },
    looks_at=("told_kinds", "hearing_amount", "hearing_from", "hearing_below", "hearing_other_ground"),
    # Told in any case: the requirement is met whether or not it arose.
    passes="'hearing_right' = ANY(informed_items) OR CASE WHEN hearing_scope THEN false END",
    doubts=(
        Doubt(
            f"{_OPEN} AND proposal_known",
            "听证的数额标准没有核对原文（湖南口径待核），拟处罚数额不低于已知各标准的最低值；是否属于较大数额，由人工认定。",
        ),
        Doubt("own_law_statement", "该系统另有程序法，听证范围以其规定为准，待核。"),
    ),
    fails="拟处罚为{told_kinds}，数额 {hearing_amount} 元，属于听证范围，告知书（{informed_served_date} 送达）没有告知要求听证的权利。",
    exceptions=(
        "按拟处罚的内容判；只有最终处罚的，最终属于听证范围即应当告知，最终不属于的缺数据。",
        "数额标准核对以前不据以认定：低于已知各标准的最低值的不适用，其余由人工认定；核对以后按“以上含本数”判断。",
        "暂扣许可证件、限制开展生产经营活动、通报批评、行政拘留本身不在列，规章另有列明的填“其他听证情形”。",
        "不同当事人分别计；加处罚款不计；简易程序不适用。",
        "个体工商户按自然人还是按单位计，两种标准都达到才算。",
    ),
    last_lawful="核定标准为10万元（公司）：拟罚99,999元，告知书没有听证权。",
    first_unlawful="同样标准，拟罚100,000元，告知书没有听证权；或者拟责令停产停业而没有告知。",
    parameters=(
        "hearing_threshold_person",
        "hearing_threshold_organisation",
        "hearing_lowest_person",
        "hearing_lowest_organisation",
        "own_law_statement",
    ),
)
