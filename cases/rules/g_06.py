"""G-06 持有效执法证."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Rule

RULE = Rule(
    code="G-06",
    title="持有效执法证",
    step="investigation",
    requires="以执法人员身份在笔录上签名的每一个人，行为当日应当持有有效的行政执法证件：在有效期内，且不在暂扣、注销、吊销期间。",
    articles=(
        Article("行政处罚法", "第四十二条第一款"),
        Article("条例", "第十七条第二款"),
        Article("湘程序规定", "第五十六条第二款"),
    ),
    # Two other certified officers on the spot: the act had its lawful number, the breach is less grave.
    severity=f"CASE WHEN certified_pair_present THEN {int(Severity.HIGH)} ELSE {int(Severity.CRITICAL)} END",
    duty=False,
    kinds=(CaseKind.PENALTY, CaseKind.COERCION, CaseKind.INSPECTION),
    in_force_from=PENALTY_LAW_2021,
    applies="true",
    wants={"signers": "coalesce(signers, 0) = 0", "signers_unmatched": "signers_unmatched > 0"},
    looks_at=("signers_uncertified", "uncertified_act_on", "uncertified_number", "certified_pair_present"),
    passes="CASE WHEN signers_uncertified > 0 THEN false WHEN signers > 0 AND signers_unmatched = 0 THEN true END",
    fails="{uncertified_act_on} 的执法行为中，证号 {uncertified_number} 的签名人员当日不持有有效的执法证件（全案共 {signers_uncertified} 人次）。",
    exceptions=(
        "行为以后才暂扣、注销、到期的，不影响以前的行为。",
        "暂扣自当日起算，返还当日恢复效力。",
        "换发了新证的，同一人新证有效即可，笔录写旧证号不算。",
        "法律规定的其他执法证件（人民警察证等）同样有效；证件库里查不到的属于缺数据，不作问题。",
        "另有两名以上有效持证人在场的，程度降为较重。",
    ),
    last_lawful="证件有效期至 2027-10-31，行为发生在 2027-10-31。",
    first_unlawful="行为发生在 2027-11-01 而没有换证；或者行为发生在 2026-03-02，证件 2026-02-20 至 2026-05-19 暂扣。",
)
