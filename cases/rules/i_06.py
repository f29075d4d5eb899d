"""I-06 扫码入企."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Rule
from cases.rules.topics.inspection import SECOND_HAND, SINCE_54

RULE = Rule(
    code="I-06",
    title="扫码入企",
    step="investigation",
    requires="推行扫码入企以后，对企业的现场检查应当在检查开始以前扫码；突发应急等情形，在离开以前补扫。",
    articles=(Article("54号文", "（扫码入企）"), Article("湘5号文", "（湖南营商码）")),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.INSPECTION,),
    in_force_from=SINCE_54,
    dated_by="inspected_on",
    applies="CASE WHEN NOT scan_required OR scan_code_missing OR scan_outage THEN false ELSE enterprise_inspected AND inspected_onsite END",
    wants={
        "party_type": "enterprise_inspected IS NULL",
        "inspection_onsite": "inspected_onsite IS NULL",
        "scanned": "scanned IS NULL AND scanned_at IS NULL",
        "scanned_at": "scanned",
        "inspect_left_at": "inspection_urgent AND scanned_before_start IS NOT TRUE",
    },
    looks_at=("inspect_start_at", "inspected_on", "inspection_urgent"),
    passes="CASE WHEN scanned_at IS NULL THEN CASE WHEN NOT scanned AND inspection_urgent IS NOT TRUE THEN false END"
    " WHEN scanned_before_start THEN true WHEN inspection_urgent THEN scanned_at <= inspect_left_at ELSE scanned_before_start END",
    fails=(
        ("scanned_at IS NULL", "{inspected_on} 的现场检查没有扫码。"),
        ("true", "{inspect_start_at} 开始检查，{scanned_at} 才扫码。"),
    ),
    exceptions=(
        "非现场检查、推行扫码以前、检查对象不在赋码范围、系统故障有记录的，不适用。",
        "突发应急的，离开以前补扫即可（参照深圳深府规〔2025〕6号，湖南口径待核）；紧急而没有扫码记载的，属于缺数据。",
        "未赋码的企业可以扫营业执照。",
        "只写“已扫码”而没有时刻的，属于缺数据；只有日期没有时刻的，同日算符合。",
    ),
    last_lawful="2026-03-10 到企 09:00，扫码 09:05，开始检查 09:10。",
    first_unlawful="不是紧急情况，2026-03-10 09:10 开始检查，09:40 才扫码。",
    parameters=("scan_required",),
    note=SECOND_HAND + "湘政办发〔2025〕5号只读到二（二），扫码的例外待核。",
)
