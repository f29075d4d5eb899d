"""P-15 不得因申辩加重."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Part, Rule

# 市监程序规定 §58 names the request for a hearing too; who was heard has defended himself.
SPOKE = (
    "(coalesce(statement_made_on <= decision_date, false) OR (hearing_took_place AND hearing_terminated IS NOT TRUE)"
    " OR coalesce(sector = 'market' AND hearing_requested_on <= decision_date, false))"
)
TOLD_AGAIN = (
    "CASE WHEN renotice_reason = 'clerical' THEN true WHEN renotice_served_on IS NULL THEN false"
    " ELSE renotice_served_on < decision_date AND renotice_covers AND renotice_reason IN ('new_facts', 'reclassified', 'review') END"
)

RULE = Rule(
    code="P-15",
    title="不得因申辩加重",
    step="decision",
    requires="不得因当事人陈述、申辩（市场监管含要求听证）而给予更重的处罚；处罚种类、罚款和没收都不得重于申辩以前最后一次告知的内容，依法重新告知的除外。",
    articles=(
        Article("行政处罚法", "第四十五条第二款"),
        Article("行政处罚法", "第四十四条、第六十二条"),
        Article("市监程序规定", "第五十八条", sector="market"),
        Article("住建程序规定", "第二十二条第一款", sector="housing"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies=f"decision_type = 'penalty' AND decision_date IS NOT NULL AND {SPOKE}",
    needs=("kinds_known",),
    wants={
        "decision_type": "decision_type IS NULL",
        "proposed_kinds": "true",
        "proposed_fine": "fine_amount > 0",
        "proposed_confiscation": "confiscated_amount > 0",
        "fine_amount": "'fine' = ANY(kinds_known)",
        "renotice_covers": "renotice_served_on IS NOT NULL",
        "renotice_reason": "renotice_served_on IS NOT NULL",
    },
    looks_at=("statement_made_on", "hearing_requested_on", "hearing_held_date", "confiscated_amount", "renotice_served_on"),
    passes=(
        Part("处罚种类没有超出告知的种类", f"kinds_known::text[] <@ proposed_kinds OR {TOLD_AGAIN}"),
        Part(
            "罚款不高于告知的数额",
            "CASE WHEN fine_amount IS NULL AND 'fine' = ANY(kinds_known) THEN NULL WHEN coalesce(fine_amount, 0) = 0 THEN true"
            f" ELSE fine_amount <= proposed_fine OR {TOLD_AGAIN} END",
        ),
        Part(
            "没收不高于告知的数额",
            f"coalesce(confiscated_amount, 0) = 0 OR confiscated_amount <= proposed_confiscation OR {TOLD_AGAIN}",
        ),
    ),
    doubts=(
        Doubt("NOT proposed_kinds <@ kinds_known::text[]", "告知的处罚种类有的没有作出，轻重不能直接比较，由人工认定。"),
        Doubt(
            "'confiscate_property' = ANY(kinds_known) AND confiscated_amount > proposed_confiscation"
            " AND coalesce(fine_amount, 0) <= coalesce(proposed_fine, 0) AND kinds_known::text[] <@ proposed_kinds",
            "没收金额可能包括非法财物的价值，由人工核对。",
        ),
    ),
    fails="当事人陈述申辩（听证）以后，处罚重于告知的内容：{broken}。告知罚款 {proposed_fine} 元，决定罚款 {fine_amount} 元，重新告知日 {renotice_served_on}。",
    exceptions=(
        "以陈述申辩或者要求听证以前最后一次告知的内容为比较基准。",
        "没有陈述、申辩、听证而重于告知的，由 P-12 判断。",
        "种类有增有减、轻重不能比较的，由人工认定。",
        "计算、笔误更正的，符合；因新的事实、定性或者依据更正、审核或者集体讨论纠正而重新告知的，符合。",
        "重新告知的真实动机，由人工审查。",
    ),
    last_lawful="告知拟罚10,000元，2026-03-05 申辩，2026-03-12 决定罚10,000元。",
    first_unlawful="同样情形，2026-03-12 决定罚10,001元，没有重新告知。",
)
