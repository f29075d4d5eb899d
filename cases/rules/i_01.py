"""I-01 检查主体适格并公告."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Part, Rule
from cases.rules.topics.inspection import SECOND_HAND, SINCE_54

RULE = Rule(
    code="I-01",
    title="检查主体适格并公告",
    step="investigation",
    requires="涉企行政检查由行政执法机关、法律法规授权组织、依法受委托组织实施；议事协调机构、第三方、中介机构和没有执法证件的人员不得实施；主体名单应当公告。",
    articles=(
        Article("54号文", "（检查主体）"),
        Article("湘5号文", "二（一）"),
        Article("行政处罚法", "第十七条、第十九条、第二十条"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    kinds=(CaseKind.INSPECTION,),
    in_force_from=SINCE_54,
    dated_by="inspected_on",
    applies="enterprise_inspected",
    wants={
        "party_type": "enterprise_inspected IS NULL",
        "subject_announced": "inspected_on >= '2025-04-01'",
        "entrusted_in_agency_name": "inspector_kind = 'entrusted'",
        "delegation_published_on": "inspector_kind = 'entrusted'",
    },
    looks_at=("inspector_kind", "uncertified_inspectors", "inspected_on"),
    passes=(
        Part(
            "不由议事协调机构、第三方或者中介机构实施",
            "coalesce(inspector_kind, 'agency') NOT IN ('coordination', 'third_party', 'intermediary')",
        ),
        Part("不由没有执法证件的人员实施", "coalesce(NOT uncertified_inspectors, true)"),
        Part("在公告的检查主体名单内", "CASE WHEN inspected_on < '2025-04-01' THEN true ELSE subject_announced END"),
        Part(
            "受委托的以委托机关名义实施，委托书已公布",
            "CASE WHEN inspector_kind = 'entrusted' THEN entrusted_in_agency_name AND delegation_published_on <= inspected_on ELSE true END",
        ),
    ),
    fails="{inspected_on} 的检查由{inspector_kind}实施，不符合下列要求：{broken}。",
    exceptions=(
        "公告名单自 2025-04-01 起要求；乡镇街道的主体由县级政府公告。",
        "专家、检测机构只作技术协助，执法人员在场的，不算。",
        "对所属企业、国有资产监管的督促检查不是行政检查，不报送。",
        "个体工商户、农民专业合作社参照适用；对自然人的检查不适用。",
        "没有注明实施组织的，按报送单位是执法机关看待。",
    ),
    last_lawful="2026-03-10 由公告名单内的市局实施，检测机构随同采样。",
    first_unlawful="2026-03-10 以某专班（议事协调机构）名义入企检查；或者仅由网格员检查。",
    note=SECOND_HAND,
)
