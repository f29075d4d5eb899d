"""G-12 必须音像记录的环节."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Part, Rule

_COVERED = "CASE WHEN av_recorded IS FALSE THEN true ELSE av_from <= av_act_from AND av_to >= av_act_to END"

RULE = Rule(
    code="G-12",
    title="重要现场全程音像记录",
    step="investigation",
    requires="查封、扣押财产，强制拆除，强制清除，限制人身自由等直接涉及人身自由、生命健康、重大财产权益的现场执法，应当全程音像记录。",
    articles=(Article("118号文", "（八）"), Article("行政处罚法", "第四十七条")),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.PENALTY, CaseKind.COERCION),
    in_force_from=PENALTY_LAW_2021,
    applies="av_needed",
    wants={
        "av_recorded": "av_from IS NULL",
        "av_act_from": "av_recorded IS NOT FALSE",
        "av_act_to": "av_recorded IS NOT FALSE",
        "av_from": "av_recorded IS NOT FALSE",
        "av_to": "av_recorded IS NOT FALSE",
    },
    looks_at=("measure_kind", "av_gap_minutes"),
    passes=(
        Part("作了音像记录", "coalesce(av_recorded, CASE WHEN av_from IS NOT NULL THEN true END)"),
        Part("音像记录自现场行为开始至结束", _COVERED),
        Part("中间没有5分钟以上的间断", "coalesce(av_gap_minutes <= 5, true)"),
    ),
    doubts=(
        Doubt("av_failure_noted", "设备故障或者保密要求有当场的书面说明，由人工认定。"),
        Doubt(
            f"av_recorded IS NOT FALSE AND ({_COVERED})", "换电、换卡的间断允许多久没有明文，5分钟是本平台的设计，由人工认定。"
        ),
    ),
    fails=(
        ("av_recorded IS FALSE", "属于应当全程音像记录的现场行为，没有作音像记录，也没有故障或者保密的当场说明。"),
        ("true", "现场行为自 {av_act_from} 至 {av_act_to}，音像记录自 {av_from} 至 {av_to}，没有覆盖全过程。"),
    ),
    exceptions=(
        "冻结等不在现场的行为，不适用。",
        "设备故障、保密要求有当场书面说明的，由人工认定。",
        "文字能够全面有效记录的其他行为，可以不作音像记录。",
        "起止时刻没有记载的，缺数据。",
    ),
    last_lawful="2026-03-02 扣押 09:00 至 10:30，音像 08:58 至 10:31。",
    first_unlawful="同样情形，音像 09:40 才开始，没有故障说明。",
)
