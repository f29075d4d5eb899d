"""P-69 行刑衔接：涉嫌犯罪的移送."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Doubt, Part, Rule

_REPORTED = "transfer_reported_on IS NOT NULL"
_ONLY_DAYS = "transfer_decided_at::time = '00:00' OR transferred_at::time = '00:00'"

RULE = Rule(
    code="P-69",
    title="涉嫌犯罪的依法移送",
    step="decision",
    requires="涉嫌犯罪的案件应当移送司法机关：负责人（正职或者主持工作的）应当自接到移送书面报告之日起3日内决定；批准的，在24小时内移送公安机关；不批准的，将理由记录在案。不得以行政处罚代替移送。",
    articles=(
        Article("移送规定", "第五条"),
        Article("移送规定", "第十一条"),
        Article("行政处罚法", "第八条第二款"),
        Article("行政处罚法", "第二十七条第一款"),
        Article("行政处罚法", "第五十七条第一款第四项"),
        Article("市监程序规定", "第十七条第二款", sector="market"),
        Article("住建程序规定", "第七条", sector="housing"),
    ),
    severity=f"CASE WHEN {_REPORTED} AND transferred_at IS NOT NULL THEN {int(Severity.HIGH)} ELSE {int(Severity.CRITICAL)} END",
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    dated_by="decided_or_today",
    applies=f"{_REPORTED} OR coalesce(crime_suspected, false)",
    wants={
        "transfer_decided_at": f"{_REPORTED} AND transfer_decided_at IS NULL",
        "transfer_decided_by_head": _REPORTED,
        "transfer_decision": f"{_REPORTED} AND transfer_decided_at IS NOT NULL",
        "transferred_at": "transfer_decision = 'approved'",
        "transfer_refusal_recorded": "transfer_decision = 'refused'",
    },
    looks_at=("crime_suspected", "transfer_reported_on", "transfer_decide_by", "transfer_by", "decision_date", "penalty_kinds"),
    passes=(
        Part(
            "已作处罚决定的，已经提出移送报告",
            f"CASE WHEN crime_suspected AND NOT ({_REPORTED}) AND decision_type = 'penalty' AND decision_date IS NOT NULL"
            f" THEN CASE WHEN only_warned_or_suspended THEN NULL ELSE false END WHEN NOT ({_REPORTED}) THEN CASE WHEN decision_type = 'transferred' THEN true END"
            f" ELSE true END",
        ),
        Part(
            "接到报告之日起3日内决定",
            f"CASE WHEN NOT ({_REPORTED}) THEN true WHEN transfer_decided_at IS NULL AND as_of > transfer_decide_by THEN false"
            " ELSE transfer_decided_day <= transfer_decide_by END",
        ),
        Part(
            "由正职负责人或者主持工作的负责人决定",
            f"CASE WHEN {_REPORTED} AND transfer_decided_at IS NOT NULL THEN transfer_decided_by_head ELSE true END",
        ),
        Part("批准后24小时内移送", "CASE WHEN transfer_decision = 'approved' THEN transferred_at <= transfer_by ELSE true END"),
        Part("不批准的理由记录在案", "CASE WHEN transfer_decision = 'refused' THEN transfer_refusal_recorded ELSE true END"),
    ),
    doubts=(
        Doubt(
            "transfer_decided_by_head IS NOT FALSE AND transfer_decided_day > transfer_decide_by"
            " AND coalesce(transfer_decided_day <= transfer_decide_next_workday, true)"
            " AND (transfer_decision <> 'approved' OR transferred_at <= transfer_by) IS NOT FALSE AND transfer_refusal_recorded IS NOT FALSE",
            "第3日是休息日或者节假日，在其后首个工作日以前决定；是否顺延没有明文，由人工认定。",
        ),
        Doubt(
            f"({_ONLY_DAYS}) AND transferred_at::date - transfer_decided_day <= 1 AND transfer_decided_day <= transfer_decide_by"
            " AND transfer_decided_by_head IS NOT FALSE",
            "只记载了日期，没有写到几时几分，是否超过24小时由人工认定。",
        ),
    ),
    due="transfer_decide_by",
    counted=Counted("transfer_reported_on", "3", "day"),
    fails="移送书面报告 {transfer_reported_on}，决定 {transfer_decided_at}，移送 {transferred_at}，不符合下列要求：{broken}。",
    exceptions=(
        "接到报告当日不计入；“3日”是自然日。",
        "不批准移送并将理由记录在案的，合法。",
        "移送前已经作出的警告、责令停产停业、暂扣或者吊销许可证件的处罚，不停止执行，不算以罚代刑。",
        "公安机关已先行立案或者联合办案的，不填移送报告和书面认定，不适用。",
        "是否涉嫌犯罪由机关书面认定，机器不推断。",
        "公职人员职务犯罪线索移送监察机关，不在此列。",
    ),
    last_lawful="报告 2026-03-02；2026-03-05 16:00 批准，2026-03-06 16:00 移送。",
    first_unlawful="同样情形，2026-03-06 才决定；或者 2026-03-06 16:01 才移送。",
)
