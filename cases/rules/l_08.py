"""L-08 许可听证."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Counted, Part, Rule

_HELD = "(licence_hearing_held OR licence_hearing_held_on IS NOT NULL)"
# Asked for in time and not taken back: only then do the twenty days bind.
_ASKED = "(licence_hearing_requested_on <= licence_hearing_request_by AND licence_hearing_withdrawn IS NOT TRUE)"

RULE = Rule(
    code="L-08",
    title="许可听证依法告知、组织",
    step="decision",
    requires="应当听证的许可事项，应当公告并举行听证；直接涉及他人重大利益的，决定前告知听证权利；告知之日起5个工作日内申请的，在20个工作日内组织；"
    "举行的7个工作日前通知；由审查人员以外的人员主持；根据听证笔录作出决定。",
    articles=(
        Article("行政许可法", "第四十六条"),
        Article("行政许可法", "第四十七条"),
        Article("行政许可法", "第四十八条"),
        Article("行政许可法", "第八十二条"),
    ),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.LICENCE,),
    in_force_from=date(2004, 7, 1),
    dated_by="decided_or_today",
    applies="coalesce(licence_hearing_by_law, false) OR coalesce(licence_major_interest, false)"
    f" OR coalesce({_HELD}, false) OR (coalesce({_ASKED}, licence_hearing_requested_on IS NOT NULL))",
    wants={
        "licence_hearing_announced": "licence_hearing_by_law AND decision_date IS NOT NULL",
        "licence_hearing_held": "licence_hearing_by_law AND decision_date IS NOT NULL AND licence_hearing_held_on IS NULL",
        "licence_hearing_told": "licence_major_interest AND decision_date IS NOT NULL AND licence_hearing_told_on IS NULL",
        "licence_hearing_told_on": "licence_hearing_requested_on IS NOT NULL OR licence_hearing_told",
        "licence_hearing_held_on": f"{_ASKED} OR {_HELD}",
        "licence_hearing_notice_on": _HELD,
        "licence_hearing_host_reviewed": _HELD,
        "licence_hearing_record_used": f"{_HELD} AND decision_date IS NOT NULL",
    },
    looks_at=(
        "licence_hearing_by_law",
        "licence_major_interest",
        "licence_hearing_requested_on",
        "licence_hearing_hold_by",
        "decision_date",
    ),
    passes=(
        Part(
            "应当听证的已公告并举行听证",
            "CASE WHEN licence_hearing_by_law AND decision_date IS NOT NULL THEN licence_hearing_announced AND"
            " (licence_hearing_held_on IS NOT NULL OR licence_hearing_held) ELSE true END",
        ),
        Part(
            "决定前告知听证权利",
            "CASE WHEN licence_major_interest AND decision_date IS NOT NULL THEN"
            " CASE WHEN licence_hearing_told_on IS NOT NULL THEN licence_hearing_told_on <= decision_date"
            " WHEN licence_hearing_told THEN NULL ELSE licence_hearing_told END ELSE true END",
        ),
        Part(
            "自申请之日起20个工作日内组织听证",
            f"CASE WHEN licence_hearing_requested_on IS NULL OR NOT {_ASKED} THEN true"
            f" WHEN {_ASKED} AND licence_hearing_held_on IS NULL AND as_of > licence_hearing_hold_by THEN false"
            f" WHEN {_ASKED} THEN licence_hearing_held_on <= licence_hearing_hold_by END",
        ),
        Part(
            "举行听证的7个工作日前通知",
            f"CASE WHEN {_HELD} THEN licence_hearing_earliest <= licence_hearing_held_on ELSE true END",
        ),
        Part("主持人不是审查该申请的人员", f"CASE WHEN {_HELD} THEN NOT licence_hearing_host_reviewed ELSE true END"),
        Part(
            "根据听证笔录作出决定",
            f"CASE WHEN {_HELD} AND decision_date IS NOT NULL THEN licence_hearing_record_used ELSE true END",
        ),
    ),
    due="licence_hearing_hold_by",
    counted=Counted("licence_hearing_requested_on", "20", "workday"),
    fails="告知 {licence_hearing_told_on}，申请 {licence_hearing_requested_on}，通知 {licence_hearing_notice_on}，听证 {licence_hearing_held_on}，"
    "不符合下列要求：{broken}。",
    exceptions=(
        "没有应当听证、涉及他人重大利益、申请或者举行听证的记载，不适用。",
        "告知之日起逾5个工作日才申请的，机关可以不组织，不判20个工作日。",
        "申请人撤回听证申请的，不判20个工作日。",
        "尚未作出决定的，不判是否告知、是否举行。",
        "是否涉及他人的重大利益由机关记载，机器不推断。",
    ),
    last_lawful="2026-03-02 告知，03-09 申请，03-10 通知，2026-03-19（间隔7个工作日）听证。",
    first_unlawful="同样情形，03-11 才通知；或者 03-09 申请，2026-04-08 才听证（届满日 04-07）。",
)
