"""P-23 审核人员资格."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Rule
from cases.rules.p_22 import BY_LAW

_OPEN = f"({BY_LAW}) IS NULL"

RULE = Rule(
    code="P-23",
    title="审核人员资格",
    step="review",
    requires="初次从事行政处罚决定法制审核的人员，应当通过国家统一法律职业资格考试取得法律职业资格。",
    articles=(
        Article("行政处罚法", "第五十八条第二款"),
        Article("市监程序规定", "第五十一条第二款", sector="market"),
    ),
    severity=Severity.HIGH,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="legal_review_date IS NOT NULL AND procedure = 'ordinary' AND decision_type = 'penalty' AND decision_date IS NOT NULL"
    f" AND {BY_LAW}",
    needs=("reviewer_first_on",),
    wants={
        "procedure": "procedure IS NULL",
        "decision_type": "decision_type IS NULL",
        "major_public_interest": f"{_OPEN} AND major_public_interest IS NULL",
        "hearing_required": f"{_OPEN} AND hearing_held IS NOT FALSE",
        "hearing_held": f"{_OPEN} AND hearing_required",
        "complex_multi_legal_relation": f"{_OPEN} AND complex_multi_legal_relation IS NULL",
        "other_statutory_review": f"{_OPEN} AND other_statutory_review IS NULL",
        "reviewer_qualified": "reviewer_first_on >= '2018-01-01'",
        "reviewer_qualified_on": "reviewer_first_on >= '2018-01-01' AND reviewer_qualified",
    },
    looks_at=("reviewer_no", "legal_review_date"),
    # 2018-01-01: the amendment of 2017 asked for the qualification first; who reviewed before is not bound.
    passes="CASE WHEN reviewer_first_on < '2018-01-01' THEN true WHEN reviewer_qualified THEN reviewer_qualified_on <= reviewer_first_on"
    " ELSE reviewer_qualified END",
    doubts=(
        Doubt(
            "reviewer_qualified AND reviewer_qualified_on <= legal_review_date",
            "审核人初次从事审核时没有资格，审核本案以前已经取得，由人工认定。",
        ),
    ),
    fails=(
        (
            "reviewer_qualified",
            "审核人 {reviewer_no} 于 {reviewer_first_on} 初次从事法制审核，{reviewer_qualified_on} 才取得法律职业资格。",
        ),
        (
            "true",
            "审核人 {reviewer_no} 于 {reviewer_first_on} 初次从事法制审核，没有法律职业资格，{legal_review_date} 审核本案。",
        ),
    ),
    exceptions=(
        "2018-01-01 以前已经从事法制审核的，符合。",
        "原国家司法考试、律师资格考试取得的资格等同。",
        "初次从事时没有资格、审核本案以前已经取得的，由人工认定。",
        "市场监管的案件审核不是法制审核，不适用；初次从事日期没有采集的，缺数据。",
        "法律顾问、公职律师协助的，看签署审核意见的人。",
    ),
    last_lawful="2017-12-31 初次从事审核，没有资格。",
    first_unlawful="2018-01-01 初次从事审核，没有资格，2026-03-26 审核本案。",
)
