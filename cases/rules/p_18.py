"""P-18 听证通知提前7个工作日."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Doubt, Rule

RULE = Rule(
    code="P-18",
    title="听证通知提前7日",
    step="hearing",
    requires="举行听证的7个工作日以前，应当通知当事人及有关人员听证的时间、地点。",
    articles=(
        Article("行政处罚法", "第六十四条第二项"),
        Article("行政处罚法", "第八十五条"),
        Article("湘程序规定", "第一百四十条第一款、第二款"),
        Article("住建程序规定", "第三十四条第一款、第四十五条", sector="housing"),
    ),
    severity=Severity.HIGH,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    dated_by="hearing_held_date",
    applies="hearing_took_place",
    needs=("hearing_held_date", "hearing_notice_date"),
    wants={"hearing_earliest": "hearing_notice_date IS NOT NULL"},
    passes="hearing_held_date >= hearing_earliest",
    doubts=(
        Doubt("hearing_sooner_agreed", "当事人书面同意提前举行；法律没有明文，由人工认定。"),
        Doubt("hearing_required IS FALSE", "不属于听证范围而自行举行的听证，由人工认定。"),
    ),
    due="hearing_earliest",
    counted=Counted("hearing_notice_date", "7", "workday"),
    fails="{hearing_notice_date} 通知，{hearing_held_date} 举行听证，早于通知后第7个工作日 {hearing_earliest}。",
    exceptions=(
        "通知当日不计入；第7个工作日举行的，符合（有的机关掌握为间隔满7个工作日）。",
        "当事人书面同意提前的，由人工认定。",
        "公告通知的，以视为送达日为通知日。",
        "延期、续开的，只看首次通知和首次听证。",
        "没有举行听证的，不适用。",
    ),
    last_lawful="2026-03-02 通知，2026-03-11（第7个工作日）听证。",
    first_unlawful="2026-03-02 通知，2026-03-10（第6个工作日）听证。",
)
