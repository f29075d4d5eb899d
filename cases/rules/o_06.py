"""O-06 重大行政处罚备案."""

from cases.choices import Severity
from cases.rules.declaration import Article, Counted, Rule

RULE = Rule(
    code="O-06",
    title="重大行政处罚备案",
    step="decision",
    requires="重大行政处罚决定作出后，在本地规定的期限内报本级人民政府备案；湖南、长沙的期限没有查到。",
    articles=(Article("湘程序规定", "第一百五十五条第三项"),),
    severity=Severity.INFO,
    duty=True,
    applies="CASE WHEN file_major_by IS NULL OR decision_type <> 'penalty' THEN false ELSE major_penalty END",
    wants={
        "major_penalty": "file_major_by IS NOT NULL AND major_penalty IS NULL",
        "filed_with_government_on": "filed_with_government_on IS NULL AND as_of <= file_major_by",
    },
    looks_at=("decision_date", "file_major_by"),
    passes="CASE WHEN filed_with_government_on IS NULL AND as_of > file_major_by THEN false ELSE filed_with_government_on <= file_major_by END",
    due="file_major_by",
    counted=Counted("decision_date", "file_major_by - decision_date", "day"),
    fails="重大行政处罚决定 {decision_date} 作出，应当在 {file_major_by} 以前备案，实际 {filed_with_government_on}。",
    exceptions=(
        "本地没有规定期限的（行业参数“重大处罚备案期限”没有登记），不适用。",
        "重大的标准由当地规定；没有写明是否重大的，缺数据。",
    ),
    last_lawful="（登记15日后）2026-03-02 决定，2026-03-17 备案。",
    first_unlawful="（登记15日后）2026-03-02 决定，2026-03-18 备案。",
    parameters=("file_major_days",),
    note="期限参照四川、江西、辽宁、天津等地规定，本省没有查到日数；在行业参数中登记本地期限后才判断。",
)
