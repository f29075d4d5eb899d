"""P-63 当场收缴的罚款两日内上缴."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Doubt, Part, Rule

_IN_BY, _BANKED_BY = "fine_hand_in_by", "fine_bank_by"

RULE = Rule(
    code="P-63",
    title="当场罚款2日上缴",
    step="payment",
    requires="执法人员当场收缴的罚款，应当自收缴之日起（水上当场收缴的自抵岸之日起）2个工作日内交至行政机关；行政机关应当在2个工作日内将罚款缴付指定的银行。",
    articles=(
        Article("行政处罚法", "第七十一条"),
        Article("行政处罚法", "第八十五条"),
        Article("市监程序规定", "第七十三条", sector="market"),
    ),
    severity=Severity.HIGH,
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    dated_by="decided_or_today",
    applies="CASE WHEN decision_date IS NULL THEN false ELSE collected_onsite END",
    wants={
        "collected_onsite": "collected_onsite IS NULL",
        "collected_on": "collected_on_water IS NOT TRUE",
        "landed_on": "collected_on_water",
        "handed_in_on": f"as_of <= {_IN_BY}",
        "banked_on": f"as_of <= {_BANKED_BY}",
    },
    looks_at=("collected_on_water", _IN_BY, "handed_in_on", _BANKED_BY, "banked_on"),
    passes=(
        # Not handed in yet: broken once the day has passed, open before.
        Part(
            "收缴（抵岸）后2个工作日内交至行政机关",
            f"CASE WHEN handed_in_on IS NULL AND banked_on <= {_IN_BY} THEN true"
            f" WHEN handed_in_on IS NULL AND as_of > {_IN_BY} THEN false ELSE handed_in_on <= {_IN_BY} END",
        ),
        Part(
            "交至机关后2个工作日内缴付银行",
            f"CASE WHEN banked_on IS NULL AND as_of > {_BANKED_BY} THEN false"
            f" WHEN handed_in_on IS NULL AND banked_on <= {_IN_BY} THEN true ELSE banked_on <= {_BANKED_BY} END",
        ),
    ),
    doubts=(Doubt("own_law_onsite", "该系统另有法律规定收缴与上缴（如旅客列车、治安管理），以其规定为准，待核。"),),
    due=_IN_BY,
    counted=Counted("fine_taken_on", "2", "workday"),
    fails="{fine_taken_on} 当场收缴（抵岸），{handed_in_on} 交至行政机关，{banked_on} 缴付银行，不符合下列要求：{broken}。",
    exceptions=(
        "没有当场收缴的，不适用。",
        "直接缴入国库的，视为同时完成两步。",
        "水上当场收缴的，自抵岸之日起算；抵岸日期没有记载的，缺数据。",
        "两步分别起算：交至机关迟了，不影响缴付银行的期限。",
    ),
    last_lawful="2026-04-30 收缴，2026-05-07（第2个工作日）交机关，2026-05-09（补班日，第2个工作日）缴行。",
    first_unlawful="同样情形，2026-05-08 才交机关。",
    parameters=("own_law_onsite",),
)
