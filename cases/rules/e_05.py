"""E-05 当场交付查封、扣押决定书和清单."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Part, Rule
from cases.rules.topics.measure import SEIZURES
from cases.rules.unsettled import unsettled

_ITEMS = Part("决定书载明五项内容", "seizure_items @> '{party,grounds,goods,remedies,seal}'::text[]")
_COPIES = Part("有清单，一式二份", "goods_list_copies >= 2")

RULE = Rule(
    code="E-05",
    title="当场交付查封扣押决定书和清单",
    step="service",
    requires="查封、扣押应当制作并当场交付决定书和清单；决定书载明法定的五项内容，清单一式二份。",
    articles=(Article("行政强制法", "第二十四条"),),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies=f"coalesce({SEIZURES}, false) AND outside_coercion_law IS NOT TRUE",
    needs=("enforced_on", "seizure_items", "goods_list_copies"),
    wants={"served_on": "true", "party_attended": "served_on > enforced_on"},
    looks_at=("served_on", "urgent_on_site"),
    passes=(
        _ITEMS,
        _COPIES,
        # On the spot can be told from the record as the same day only. Whoever was absent gets it by the ordinary ways of service.
        Part(
            "当事人在场的当场交付，不在场的已送达",
            "CASE WHEN served_on <= enforced_on THEN true WHEN party_attended IS FALSE THEN nullif(served_on IS NOT NULL, false)"
            " WHEN party_attended AND served_on > enforced_on THEN CASE WHEN urgent_on_site THEN NULL ELSE false END END",
        ),
    ),
    doubts=(
        unsettled(
            (_ITEMS, _COPIES),
            "urgent_on_site AND party_attended AND served_on > enforced_on",
            "情况紧急当场实施，决定书在补办批准以后交付，由人工认定。",
        ),
    ),
    fails="{enforced_on} 查封、扣押，{served_on} 交付决定书和清单，不符合下列要求：{broken}。",
    exceptions=(
        "冻结不适用，由 E-12 判断。",
        "当事人不在场的，以送达日期为准。",
        "同一日而明显间隔的，记录看不出，由人工审查。",
        "紧急当场实施的，决定书在补办批准后交付，由人工认定。",
    ),
    last_lawful="2026-03-10 15:00 扣押，当事人在场，2026-03-10 交付。",
    first_unlawful="2026-03-10 扣押，当事人在场，2026-03-11 交付。",
)
