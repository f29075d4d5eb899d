"""O-02 1月31日前公开并报送统计年报."""

from cases.choices import Severity
from cases.code_lists.duties import DutyKind
from cases.rules.declaration import Article, Part, Rule

_DUE = "CASE WHEN {day} IS NULL AND as_of > annual_report_by THEN false ELSE {day} <= annual_report_by END"

RULE = Rule(
    code="O-02",
    title="1月31日前公开并报送统计年报",
    step="duty",
    kinds=(DutyKind.DUTY,),
    dated_by="year_end",
    requires="执法机关应当建立行政执法统计年报制度，于每年1月31日前公开本机关上年度行政执法总体情况有关数据，并报本级人民政府和上级主管部门。",
    articles=(Article("118号文", "（六）"),),
    severity=Severity.HIGH,
    duty=True,
    applies="agency_state IS NULL",
    wants={
        "annual_published_on": "annual_published_on IS NULL AND as_of <= annual_report_by",
        "annual_to_government_on": "annual_to_government_on IS NULL AND as_of <= annual_report_by",
        "has_superior": "has_superior IS NULL",
    },
    looks_at=("annual_report_by", "annual_published_on", "annual_to_government_on", "annual_to_superior_on"),
    passes=(
        Part("1月31日前公开", _DUE.format(day="annual_published_on")),
        Part("1月31日前报本级人民政府", _DUE.format(day="annual_to_government_on")),
        Part(
            "1月31日前报上级主管部门",
            f"CASE has_superior WHEN 'no' THEN true WHEN 'yes' THEN {_DUE.format(day='annual_to_superior_on')} END",
        ),
    ),
    due="annual_report_by",
    fails="{year} 年度统计年报应当在 {annual_report_by} 以前公开并报送（{annual_published_on} 公开，{annual_to_government_on} 报本级政府），不符合下列要求：{broken}。",
    exceptions=(
        "当年新设的机关、没有行政执法职能的，不适用。",
        "乡镇（街道）没有上级主管部门的，只报县级人民政府。",
        "文件写明了日期，末日遇休息日不顺延。",
    ),
    last_lawful="2025 年度年报 2026-01-31 公开并报送。",
    first_unlawful="2025 年度年报 2026-02-01 公开。",
)
