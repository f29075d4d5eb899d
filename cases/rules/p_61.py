"""P-61 当场收缴须有法定情形."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Rule

_SMALL = "procedure = 'summary' AND (fine_amount <= 100 OR hard_to_execute_recorded)"
_REMOTE = "remote_area AND bank_payment_difficult AND onsite_collection_requested"

RULE = Rule(
    code="P-61",
    title="当场收缴须有法定情形",
    step="payment",
    requires="只有依照简易程序当场作出处罚决定，并且罚款100元以下或者不当场收缴事后难以执行的；或者在边远、水上、交通不便地区，当事人到指定银行或者通过电子支付系统缴纳确有困难并经其提出的，才可以当场收缴罚款。",
    articles=(
        Article("行政处罚法", "第六十八条"),
        Article("行政处罚法", "第六十九条"),
        Article("市监程序规定", "第七十二条", sector="market"),
    ),
    severity=Severity.HIGH,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    dated_by="decided_or_today",
    applies="CASE WHEN decision_date IS NULL OR fine_amount IS NULL THEN false ELSE collected_onsite END",
    wants={
        "collected_onsite": "collected_onsite IS NULL",
        "procedure": "procedure IS NULL",
        "hard_to_execute_recorded": "procedure = 'summary' AND fine_amount > 100 AND hard_to_execute_recorded IS NULL",
        "remote_area": "remote_area IS NULL",
        "bank_payment_difficult": "remote_area AND bank_payment_difficult IS NULL",
        "onsite_collection_requested": "remote_area AND onsite_collection_requested IS NULL",
    },
    looks_at=("fine_amount", "onsite_collection_law"),
    passes=f"({_SMALL}) OR ({_REMOTE}) OR onsite_collection_law IS NOT NULL AND NULL",
    doubts=(
        Doubt("onsite_collection_law IS NOT NULL", "记载了当场收缴的另外法律依据，是否成立由人工认定。"),
        Doubt("own_law_onsite", "该系统另有法律规定当场处罚和收缴，以其规定为准，待核。"),
    ),
    fails="当场收缴罚款 {fine_amount} 元（{procedure}），既不是简易程序中100元以下或者事后难以执行的，也不是边远、水上、交通不便地区当事人缴纳确有困难并提出的。",
    exceptions=(
        "边远、水上、交通不便地区的规定，简易程序和普通程序都适用；三个条件缺一不可。",
        "当事人扫码缴入国库的，不是当场收缴。",
        "治安、道路交通等法律另有规定的，写明条文，由人工认定。",
        "“事后难以执行”是否属实，由人工审查。",
    ),
    last_lawful="2026-03-02 当场处罚100元并当场收缴。",
    first_unlawful="当场处罚101元，没有“事后难以执行”的记载而当场收缴；或者普通程序罚款100元，在城区当场收缴。",
    parameters=("own_law_onsite",),
)
