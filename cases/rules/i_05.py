"""I-05 出示检查文书."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Doubt, Part, Rule

RULE = Rule(
    code="I-05",
    title="出示盖章的检查文书",
    step="investigation",
    requires="对单位实施现场检查，应当在检查开始以前出示加盖本机关印章的有关文书；未出示的，单位可以拒绝检查。",
    articles=(
        Article("湘裁量办法", "第四十四条"),
        Article("54号文", "（检查程序）"),
        Article("检查文书", "行政检查通知书"),
    ),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.INSPECTION,),
    in_force_from=date(2010, 4, 17),
    dated_by="inspected_on",
    applies="CASE WHEN party_type IN ('person', 'self_employed') THEN false WHEN party_type IS NULL THEN NULL ELSE inspected_onsite END",
    wants={
        "party_type": "party_type IS NULL",
        "inspection_onsite": "inspected_onsite IS NULL",
        "sealed_document_shown": "true",
        "notice_shown_at": "sealed_document_shown",
    },
    looks_at=("inspect_start_at", "inspected_on", "inspection_urgent"),
    passes=(
        Part("出示了加盖本机关印章的文书", "sealed_document_shown"),
        Part("检查开始以前出示", "CASE WHEN NOT sealed_document_shown THEN true ELSE notice_before_start END"),
    ),
    doubts=(Doubt("inspection_urgent", "情况紧急、当场实施的，可以事后补发文书，由人工认定。"),),
    fails="检查开始 {inspect_start_at}（{inspected_on}），出示文书 {notice_shown_at}，不符合下列要求：{broken}。",
    exceptions=(
        "非现场检查、对自然人和个体工商户的检查，不适用。",
        "出示的不是检查通知书，而是其他盖章检查文书的，符合《湖南省规范行政裁量权办法》；2025-05-08 起有部颁格式。",
        "当事人拒收并注明的，算已出示。",
        "紧急当场实施的，由人工认定；只有日期、没有时刻的，同日算符合。",
    ),
    last_lawful="2026-03-10 09:00 出示盖章的检查通知书，09:00 开始检查。",
    first_unlawful="不是紧急情况，2026-03-10 开始检查以后才补交通知书。",
)
