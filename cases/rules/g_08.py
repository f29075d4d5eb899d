"""G-08 证件领域与事项领域一致."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Doubt, Rule

RULE = Rule(
    code="G-08",
    title="证件领域与案件领域一致",
    step="investigation",
    requires="在笔录上以执法人员身份署名的，其执法证件载明的执法领域应当与案件的领域一致。",
    articles=(Article("条例", "第十条"), Article("条例", "第十一条第二款第六项")),
    note="证件领域须与案件领域一致是本平台的设计，条文只要求规范使用证件；默认不启用，启用后也只作提示，不认定违法。",
    on=False,
    severity=Severity.MEDIUM,
    duty=False,
    kinds=(CaseKind.PENALTY, CaseKind.COERCION, CaseKind.INSPECTION),
    applies="sector NOT IN ('general', 'other') AND joint_enforcement IS NOT TRUE AND coalesce(signers, 0) > 0",
    wants={"cert_fields_fit": "true"},
    looks_at=("sector", "joint_enforcement"),
    passes="cert_fields_fit",
    doubts=(Doubt("cert_fields_blank", "有的证件没有载明领域，由人工核对。"),),
    fails="案件属于{sector}领域，署名的执法人员中有人的证件不是这一领域，又没有综合执法、联合执法或者借调的记载。",
    exceptions=(
        "综合执法、联合执法、借调、经批准的异地协助，不适用。",
        "证件写“综合”的，各领域都算一致；证件没有载明领域的，缺数据。",
        "证件的区域没有登记，不比较。",
    ),
    last_lawful="2026-03-02 持“市场监管”证件办理市场监管案件。",
    first_unlawful="2026-03-02 持“文化旅游广电”证件办理市场监管案件，没有综合执法或者借调的依据。",
)
