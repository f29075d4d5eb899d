"""O-05 裁量基准已制定公布."""

from cases.choices import Severity
from cases.code_lists.duties import DutyKind
from cases.rules.declaration import Article, Doubt, Part, Rule

RULE = Rule(
    code="O-05",
    title="裁量基准已制定公布",
    step="duty",
    kinds=(DutyKind.DUTY,),
    dated_by="year_end",
    requires="有裁量空间的行政处罚等事项，应当制定并公布裁量权基准，或者直接适用上级机关、本级政府公布的基准；裁量阶次一般不少于3个。",
    articles=(
        Article("27号文", "（五）、（六）"),
        Article("湘程序规定", "第九十一条"),
        Article("湘裁量办法", "第十二条、第十三条"),
    ),
    severity=Severity.MEDIUM,
    duty=True,
    applies="CASE WHEN agency_state IS NOT NULL THEN false ELSE has_discretion = 'yes' END",
    wants={
        "has_discretion": "has_discretion IS NULL",
        "benchmark_source": "has_discretion = 'yes'",
        "benchmark_published_on": "benchmark_source <> 'none'",
        "benchmark_tiers": "benchmark_source <> 'none' AND tier_exception IS NULL",
    },
    looks_at=("tier_exception",),
    passes=(
        Part("有本机关、本级政府或者上级机关的基准", "benchmark_source <> 'none'"),
        Part("基准已经公布", "CASE WHEN benchmark_source = 'none' THEN true ELSE benchmark_published_on <= as_of END"),
        Part(
            "阶次不少于3个",
            "CASE WHEN benchmark_source = 'none' THEN true ELSE benchmark_tiers >= 3 OR CASE WHEN tier_exception IS NOT NULL THEN true END END",
        ),
    ),
    doubts=(
        Doubt(
            "benchmark_source <> 'none' AND benchmark_published_on <= as_of",
            "阶次“一般”不少于3个，少于3个又没有说明的，由人工认定。",
        ),
    ),
    fails="裁量权基准不符合下列要求：{broken}。",
    exceptions=(
        "没有裁量空间的事项，不适用。",
        "直接适用上级公布的基准的，不要求自行制定。",
        "阶次少于3个的，说明理由或者由人工认定。",
    ),
    last_lawful="2026-03-10 适用省级主管部门公布的4档基准。",
    first_unlawful="2026-03-10 有裁量幅度，本机关、本级政府和上级机关都没有公布的基准。",
)
