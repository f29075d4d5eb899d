"""L-11 许可不得收费."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Part, Rule

RULE = Rule(
    code="L-11",
    title="许可不得违法收费",
    step="decision",
    requires="实施行政许可和对许可事项进行监督检查，不得收取任何费用，法律、行政法规另有规定的除外；依法收费的，按照公布的法定项目和标准收取，全部上缴国库。",
    articles=(Article("行政许可法", "第五十八条"), Article("行政许可法", "第五十九条"), Article("行政许可法", "第七十五条")),
    severity=Severity.CRITICAL,
    duty=False,
    kinds=(CaseKind.LICENCE,),
    in_force_from=date(2004, 7, 1),
    dated_by="licence_dated_on",
    applies="licence_fee IS NOT NULL",
    wants={
        "licence_fee_level": "licence_fee > 0",
        "licence_fee_standard": "licence_fee > 0",
        "licence_fee_to_treasury": "licence_fee > 0",
    },
    looks_at=("licence_fee",),
    passes=(
        Part(
            "收费有法律、行政法规依据",
            "CASE WHEN licence_fee > 0 THEN licence_fee_level IN ('law', 'administrative_regulation') ELSE true END",
        ),
        Part("不超过公布的法定标准", "CASE WHEN licence_fee > 0 THEN licence_fee <= licence_fee_standard ELSE true END"),
        Part("全部上缴国库", "CASE WHEN licence_fee > 0 THEN licence_fee_to_treasury ELSE true END"),
    ),
    fails="收取费用 {licence_fee} 元，依据的层级：{licence_fee_level}，不符合下列要求：{broken}。",
    exceptions=(
        "没有收费记载的，不适用；收费为零的，符合规定。",
        "申请人自行委托检验检测机构、中介机构，不是机关指定或者强制的，不算。",
        "地方性法规、规章和规范性文件不能作为许可收费的依据；申请书格式文本同样不得收费。",
    ),
    last_lawful="2026-03-06 收费 0 元。",
    first_unlawful="2026-03-06 依地方性文件收工本费 50 元。",
)
