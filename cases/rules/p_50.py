"""P-50 七个工作日内送达."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Doubt, Rule

ON_THE_SPOT = "coalesce(party_present, false)"
# What counts is the day the serving began; the post must also have arrived, a public notice have run its days (P-52).
IN_TIME = (
    "started_serving_on <= serve_by AND CASE"
    " WHEN served_by = 'public_notice' THEN served_on >= noticed_on + public_notice_days"
    " WHEN served_by IN ('post', 'entrusted', 'transferred') THEN nullif(served_on IS NOT NULL, false) ELSE true END"
)

RULE = Rule(
    code="P-50",
    title="7个工作日内送达",
    step="service",
    requires="决定书应当在宣告后当场交付；当事人不在场的，应当在7个工作日内送达：直接、留置、电子送达看送达日，邮寄、委托、转交看交寄日，公告看首次送达尝试日或者公告日。",
    articles=(
        Article("行政处罚法", "第六十一条第一款"),
        Article("行政处罚法", "第八十五条"),
        Article("湘程序规定", "第一百七十六条"),
        Article("市监程序规定", "第八十条至第八十二条", sector="market"),
        Article("住建程序规定", "第三十五条、第三十六条、第四十五条", sector="housing"),
    ),
    severity=Severity.HIGH,
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    applies="decision_type IN ('penalty', 'no_penalty') AND decision_date IS NOT NULL"
    " AND (as_of > serve_by OR serve_by IS NULL OR coalesce(served_on, dispatched_on, noticed_on, first_attempt_on) IS NOT NULL)",
    wants={
        "decision_type": "decision_type IS NULL",
        "announced_on": ON_THE_SPOT,
        "served_on": "true",
        "served_by": f"NOT {ON_THE_SPOT} AND served_on > serve_by",
        "dispatched_on": "served_by IN ('post', 'entrusted', 'transferred') AND served_on > serve_by",
        "first_attempt_on": f"NOT {ON_THE_SPOT} AND served_by = 'public_notice' AND noticed_on > serve_by",
        "noticed_on": f"NOT {ON_THE_SPOT} AND served_by = 'public_notice'",
        "serve_by": f"NOT {ON_THE_SPOT}",
    },
    looks_at=("decision_date", "party_present", "started_serving_on"),
    passes=f"CASE WHEN {ON_THE_SPOT} THEN served_on = announced_on ELSE {IN_TIME} END",
    doubts=(
        Doubt(
            f"NOT {ON_THE_SPOT} AND served_by = 'public_notice' AND (first_attempt_on IS NOT NULL OR other_attempt)"
            " AND (started_serving_on > serve_by)",
            "当事人下落不明，已有送达尝试的记录，公告略晚，由人工认定。",
        ),
        Doubt("own_law_serve", "该系统另有程序法，送达以其规定为准，待核。"),
    ),
    due=f"CASE WHEN {ON_THE_SPOT} THEN announced_on ELSE serve_by END",
    counted=Counted("decision_date", f"CASE WHEN NOT {ON_THE_SPOT} THEN 7 END", "workday", actual="started_serving_on"),
    fails=(
        (ON_THE_SPOT, "{announced_on} 宣告时当事人在场，决定书未当场交付，{served_on} 才送达。"),
        (
            "served_by = 'public_notice' AND started_serving_on <= serve_by",
            "{noticed_on} 公告送达，{served_on} 即视为送达，未满 {public_notice_days} 日。",
        ),
        ("true", "{decision_date} 作出决定，送达期限于 {serve_by} 届满，{started_serving_on} 才{served_by}。"),
    ),
    exceptions=(
        "邮寄等在途时间不计，看交寄日。",
        "拒收而依法留置的，以留置日为送达日；有送达地址确认书的按其规定。",
        "公告送达须满30日才视为送达，不拿视为送达日去比7个工作日。",
        "下落不明、已有送达尝试记录而公告略晚的，由人工认定。",
        "在途、回执没有回来的，属于缺数据；期限没有到的，不适用。",
        "不予处罚决定书参照执行。",
    ),
    last_lawful="2026-04-30 决定，2026-05-13（第7个工作日）直接送达；或者 2026-05-13 交邮、2026-05-18 签收。",
    first_unlawful="2026-05-14 直接送达；或者 2026-05-14 才交邮。",
    parameters=("serve_days", "public_notice_days", "own_law_serve"),
)
