"""P-62 当场收缴出具专用票据."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Part, Rule

RULE = Rule(
    code="P-62",
    title="当场收缴出具专用票据",
    step="payment",
    requires="当场收缴罚款的，必须向当事人出具国务院财政部门或者省级财政部门统一制发的专用票据；票据一案一号，金额与收缴数额一致。",
    articles=(
        Article("行政处罚法", "第七十条"),
        Article("行政处罚法", "第七十七条"),
        Article("市监程序规定", "第七十二条第二款", sector="market"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    dated_by="decided_or_today",
    applies="CASE WHEN decision_date IS NULL OR fine_amount IS NULL THEN false ELSE collected_onsite END",
    wants={
        "collected_onsite": "collected_onsite IS NULL",
        "receipt_no": "collected_onsite",
        "receipt_issuer": "collected_onsite",
        "receipt_amount": "collected_onsite",
    },
    looks_at=("fine_amount", "cases_with_this_receipt"),
    passes=(
        Part("票据由国务院财政部门或者省级财政部门制发", "receipt_issuer IN ('ministry', 'province')"),
        Part(
            "票据金额与收缴的罚款一致",
            "receipt_amount = fine_amount OR CASE WHEN receipt_amount < fine_amount THEN NULL ELSE false END",
        ),
        Part("票据号没有用于别的案件", "CASE WHEN receipt_no IS NOT NULL THEN coalesce(cases_with_this_receipt, 1) = 1 END"),
    ),
    fails="当场收缴罚款 {fine_amount} 元，票据号 {receipt_no}，不符合下列要求：{broken}。",
    exceptions=(
        "财政电子票据与纸质票据同等对待。",
        "分次收缴可以有多张票据：票据金额小于罚款的，是否另有票据由人工核对。",
        "没有票据信息的，缺数据；只出具收条的，票据制发机关填“其他”。",
        "银行代收的凭证不属本规则。",
    ),
    last_lawful="2026-03-02 当场收缴100元，出具省级财政部门票据一张，金额100元。",
    first_unlawful="2026-03-02 当场收缴100元，只出具收条。",
)
