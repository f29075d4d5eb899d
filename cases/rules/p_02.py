"""P-02 管辖."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Part, Rule

_PLACE = "place_inside OR coalesce(jurisdiction_basis <> 'none', false)"
_FIRST = (
    "CASE WHEN other_agency_filed_on IS NULL OR other_agency_filed_on > filing_date OR jurisdiction_settled"
    " OR jurisdiction_basis IN ('designated', 'from_above', 'transferred') THEN true"
    " WHEN other_agency_filed_on = filing_date THEN false ELSE jurisdiction_settled END"
)

RULE = Rule(
    code="P-02",
    title="管辖",
    step="filing",
    requires="行政处罚由违法行为发生地的行政机关管辖，法律、行政法规、部门规章另有规定的从其规定；两个以上机关都有管辖权的，由最先立案的机关管辖，有争议的协商或者报请指定。",
    articles=(
        Article("行政处罚法", "第二十二条、第二十三条、第二十五条"),
        Article("市监程序规定", "第七条至第十七条", sector="market"),
        Article("住建程序规定", "第五条、第六条", sector="housing"),
    ),
    severity=Severity.HIGH,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="filing_date IS NOT NULL OR decision_date IS NOT NULL",
    wants={
        "place_code": "coalesce(jurisdiction_basis, 'none') = 'none'",
        "jurisdiction_settled": "other_agency_filed_on <= filing_date",
    },
    looks_at=("scope_prefix", "jurisdiction_basis", "other_agency_filed_on", "filing_date"),
    passes=(
        Part("违法行为发生在本机关区域内，或者有特别的管辖依据", _PLACE),
        Part("另一机关先立案的，经过协商、移送或者指定", _FIRST),
    ),
    doubts=(
        Doubt(
            f"other_agency_filed_on = filing_date AND ({_PLACE}) IS NOT FALSE", "两个机关同日立案，谁是最先立案的机关由人工认定。"
        ),
        Doubt(
            f"place_uncertain AND ({_FIRST}) IS NOT FALSE",
            "湘江新区等本地自编区划、区划的旧代码或者只写到市级的代码，与本机关区域的关系由人工核对。",
        ),
    ),
    fails=(
        (
            f"({_PLACE}) IS NOT FALSE",
            "另一机关 {other_agency_filed_on} 立案，本机关 {filing_date} 又立案，没有协商、移送或者指定管辖。",
        ),
        ("other_agency_filed_on IS NULL", "违法行为发生地 {place_code} 不在本机关区划 {scope_prefix} 内，也没有特别的管辖依据。"),
        (
            "true",
            "违法行为发生地 {place_code}，本机关区划 {scope_prefix}，本机关 {filing_date} 立案，另一机关 {other_agency_filed_on} 立案，不符合下列要求：{broken}。",
        ),
    ),
    exceptions=(
        "违法行为发生地包括着手地、经过地、结果地；网络违法行为按部门规章。",
        "写明法律、法规、部门规章的特别管辖，上级指定、交办、提级，或者受移送的，通过。",
        "同日立案、发生地没有编码的，缺数据。",
        "乡镇、街道有没有处罚权由 G-03 判断；派出机构以自己名义的由 G-01 判断。",
    ),
    last_lawful="甲区局 2026-03-02 立案，乙区局 2026-03-03 立案后移送甲区局。",
    first_unlawful="乙区局 2026-03-03 立案并自行处罚，没有移送、协商、指定文书。",
)
