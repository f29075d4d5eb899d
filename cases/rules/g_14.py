"""G-14 电子监控取证合规."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Part, Rule


def _before_decision(day: str) -> str:
    return f"CASE WHEN decision_date IS NULL THEN true ELSE {day} <= decision_date END"


_ASKED = (
    *("monitor_basis", "monitor_legal_reviewed_on", "monitor_tech_reviewed_on", "monitor_sign_visible", "monitor_published_on"),
    *("monitor_reviewed_on", "monitor_told_on"),
)

RULE = Rule(
    code="G-14",
    title="电子监控取证合规",
    step="investigation",
    requires="依照法律、行政法规规定利用固定电子技术监控设备收集、固定违法事实的，应当经过法制和技术审核，标志明显，地点向社会公布；记录经审核无误才能作为证据，并及时告知当事人违法事实。",
    articles=(Article("行政处罚法", "第四十一条"),),
    severity=Severity.CRITICAL,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies=f"coalesce(monitor_used AND coalesce(monitor_captured_on >= '{PENALTY_LAW_2021}', true), false)",
    needs=("monitor_captured_on",),
    wants=dict.fromkeys(_ASKED[:5], "monitor_used") | dict.fromkeys(_ASKED[5:], "decision_date IS NOT NULL"),
    looks_at=("decision_date",),
    passes=(
        Part("依照法律、行政法规规定使用", "monitor_basis IN ('law', 'regulation')"),
        Part("采集以前经过法制审核", "monitor_legal_reviewed_on <= monitor_captured_on"),
        Part("采集以前经过技术审核", "monitor_tech_reviewed_on <= monitor_captured_on"),
        Part("标志明显", "monitor_sign_visible"),
        Part("采集以前公布设置地点", "monitor_published_on <= monitor_captured_on"),
        Part("决定以前审核记录内容", _before_decision("monitor_reviewed_on")),
        Part("决定以前告知违法事实", _before_decision("monitor_told_on")),
    ),
    doubts=(Doubt("monitor_clue_only", "监控记录只作线索，另有证据定案，由人工认定。"),),
    fails="{monitor_captured_on} 电子监控采集（地点 {monitor_published_on} 公布），不符合下列要求：{broken}。",
    exceptions=(
        "执法记录仪、手持相机、无人机现场取证、当事人或者第三方自有监控、卫星遥感线索，不适用。",
        "只作线索、另有独立证据定案的，由人工认定。",
        "“及时告知”没有法定天数，只看是否在决定以前。",
        "2021-07-15 以前采集的，不适用。",
    ),
    last_lawful="地点 2026-03-01 公布，2026-03-01 抓拍。",
    first_unlawful="地点 2026-03-02 公布，2026-03-01 抓拍。",
)
