"""Q-02 身份证号码校验."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Rule

RULE = Rule(
    code="Q-02",
    title="身份证号码校验",
    step="source",
    requires="自然人的居民身份证号码为18位，其中的出生日期真实存在，末位校验码正确。",
    articles=(Article("GB 11643", ""),),
    severity=Severity.MEDIUM,
    duty=True,
    kinds=tuple(CaseKind),
    # Worked out when the number came in and was sealed; nobody opens it for a check.
    applies="CASE WHEN party_type = 'person' THEN identity_right IS NOT NULL ELSE false END",
    looks_at=("identity_right",),
    passes="identity_right",
    fails="当事人的居民身份证号码有误：出生日期不存在，或者校验码不正确。号码已加密存放，请报送单位核对原件。",
    exceptions=(
        "护照、港澳台居民来往内地通行证、旧15位号码等，不适用。",
        "末位 x 的大小写不计。",
        "没有报送号码、号码已经遮盖的，不适用。",
        "号码入库时即加密，只留校验结果；出生日期是否晚于违法日期不核对。",
    ),
    last_lawful="18位，出生日期段 20080310，校验码正确。",
    first_unlawful="出生日期段 20230229（没有这一天），或者校验码不正确。",
)
