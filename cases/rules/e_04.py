"""E-04 到场、告知、笔录和签名."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Part, Rule
from cases.rules.topics.measure import MEASURES

_ON_SITE = "coercion_is <> 'freeze'"
# Whether the party was there is open: what was not told may then not have been due.
_ATTENDED = f"{_ON_SITE} AND party_attended IS NOT FALSE"
_DUE = "CASE WHEN coercion_is = 'freeze' OR party_attended IS FALSE THEN true WHEN party_attended THEN {0} WHEN {0} THEN true END"

RULE = Rule(
    code="E-04",
    title="强制措施到场、告知、笔录和签名",
    step="investigation",
    requires="实施行政强制措施应当通知当事人到场，当场告知理由、依据和权利，听取陈述申辩，制作现场笔录，由当事人和两名以上执法人员签名；当事人不到场的，由见证人签名。",
    articles=(
        Article("行政强制法", "第十八条第二项、第四项至第九项"),
        Article("行政强制法", "第三十条第一款"),
    ),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies=f"coalesce({MEASURES}, false) AND outside_coercion_law IS NOT TRUE",
    needs=("scene_record_made",),
    wants={
        "called_to_attend": _ON_SITE,
        "party_attended": _ON_SITE,
        "rights_told_on_site": _ATTENDED,
        "heard_on_site": _ATTENDED,
        "scene_signers": _ON_SITE,
    },
    looks_at=("coercion_is",),
    passes=(
        Part("已制作现场笔录", "scene_record_made"),
        Part("已通知当事人到场", f"CASE WHEN {_ON_SITE} THEN called_to_attend OR party_attended ELSE true END"),
        Part("已当场告知理由、依据和权利", _DUE.format("rights_told_on_site")),
        Part("已听取陈述和申辩", _DUE.format("heard_on_site")),
        Part("两名以上执法人员签名", f"CASE WHEN {_ON_SITE} THEN 'officers' = ANY(scene_signers) ELSE true END"),
        Part(
            "当事人签名（拒绝的已注明）；不到场的由见证人签名",
            f"CASE WHEN NOT ({_ON_SITE}) THEN true WHEN party_attended THEN scene_signers && '{{party,refusal}}'::text[]"
            " WHEN party_attended IS FALSE THEN 'witness' = ANY(scene_signers) END",
        ),
    ),
    fails="实施{coercion_is}，当事人到场：{party_attended}，现场笔录的签名：{scene_signers}，不符合下列要求：{broken}。",
    exceptions=(
        "冻结只要求现场笔录，不要求通知到场、当事人签名和见证人。",
        "当事人不在场的，不要求当场告知和听取陈述申辩。",
        "当事人到场而拒绝签名的，在笔录中注明即可，不要求见证人。",
        "执法人员的人数和证件由 G-05、G-06 另行判断。",
    ),
    last_lawful="2026-03-10 扣押，当事人到场拒签，笔录已注明。",
    first_unlawful="2026-03-10 扣押，当事人不到场，没有见证人签名。",
)
