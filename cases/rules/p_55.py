"""P-55 公开文本不泄露个人隐私."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Rule

RULE = Rule(
    code="P-55",
    title="公开文本遮蔽个人隐私",
    step="publication",
    requires="公开处罚决定，应当对个人隐私作遮蔽处理：不得含有自然人完整的居民身份证号、手机号、家庭住址、个人银行账号。",
    articles=(
        Article("行政处罚法", "第五十条"),
        Article("118号文", "（六）"),
        Article("住建程序规定", "第十条第一款", sector="housing"),
    ),
    severity=Severity.HIGH,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    dated_by="decided_or_today",
    applies="CASE WHEN decision_date IS NULL OR published_date IS NULL THEN false ELSE published_personal IS NOT NULL END",
    looks_at=("published_date", "published_personal"),
    passes="CASE WHEN published_personal && '{identity,phone,home,account}'::text[] THEN false WHEN 'unsure' = ANY(published_personal) THEN NULL"
    " ELSE true END",
    doubts=(
        Doubt(
            "'unsure' = ANY(published_personal) AND NOT published_personal && '{identity,phone,home,account}'::text[]",
            "像是居民身份证号，但校验不符，由人工认定。",
        ),
    ),
    fails="{published_date} 公开的文本含有自然人的{published_personal}。",
    exceptions=(
        "没有核对过公开文本的，不适用：平台不留存公开文本，由核对的人填写看到的个人信息。",
        "已遮蔽的符合；企业住所、统一社会信用代码、机关电话、罚款缴款账户不算；自然人住所与经营场所一致的不算。",
        "姓名不当然属于隐私；未成年人的姓名和商业秘密由人工审查。",
    ),
    last_lawful="2026-03-30 公开的文本含企业住所和统一社会信用代码，身份证号已遮蔽中段。",
    first_unlawful="2026-03-30 公开的文本含自然人完整、校验有效的身份证号。",
)
