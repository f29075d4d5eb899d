"""L-01 补正一次告知."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Counted, Doubt, Part, Rule

RULE = Rule(
    code="L-01",
    title="补正5日内一次告知",
    step="filing",
    requires="申请材料不齐全或者不符合法定形式的，应当当场或者在5个工作日内一次告知申请人需要补正的全部内容；逾期不告知的，自收到申请材料之日起即为受理。",
    articles=(
        Article("行政许可法", "第三十二条第一款第四项"),
        Article("行政许可法", "第七十二条第四项", since=date(2019, 4, 23)),
        Article("行政许可法", "第八十二条"),
    ),
    severity=Severity.HIGH,
    duty=True,
    kinds=(CaseKind.LICENCE,),
    in_force_from=date(2004, 7, 1),
    dated_by="licence_received_on",
    applies="correction_told_on IS NOT NULL OR coalesce(NOT materials_complete, false)",
    needs=("licence_received_on",),
    wants={
        "materials_received_on": "materials_received_on IS NULL AND (correction_told_on <= correction_by) IS NOT TRUE",
        "correction_told_on": "correction_told_on IS NULL AND accepted_on IS NULL",
    },
    looks_at=("applied_on", "correction_by", "later_correction", "accepted_on"),
    passes=(
        Part(
            "收到材料后5个工作日内告知补正",
            "CASE WHEN correction_told_on IS NULL AND accepted_on = materials_received_on THEN true"
            " WHEN correction_told_on IS NULL AND as_of <= correction_by THEN NULL ELSE NOT correction_late END",
        ),
        Part("再次告知没有提出首次没有列明的内容", "coalesce(later_correction, 'none') <> 'new_items'"),
    ),
    doubts=(
        Doubt(
            "later_correction = 'new_errors' AND correction_late IS NOT TRUE",
            "再次告知针对补交材料自身新出现的错误，由人工认定。",
        ),
    ),
    due="correction_by",
    counted=Counted("licence_received_on", "5", "workday"),
    fails="{licence_received_on} 收到申请材料，{correction_told_on} 告知补正（期限 {correction_by}），不符合下列要求：{broken}。",
    exceptions=(
        "材料齐全，或者当场更正后齐全的，不适用。",
        "再次告知只针对仍未补齐的原事项或者补交材料自身的新错误的，不作问题。",
        "逾期没有告知而按收到材料之日受理的，符合规定。",
        "收到材料的日期没有记载的，只在按申请日期也没有超期时判为通过。",
        "法律、法规另有更短期限的，从其规定，由人工核对。",
    ),
    last_lawful="2026-03-06 收到材料，2026-03-13（第5个工作日）告知补正。",
    first_unlawful="同样情形，2026-03-16 才告知；或者 2026-03-20 再次告知首次没有列明的材料。",
)
