"""G-13 音像及时上传."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Rule

RULE = Rule(
    code="G-13",
    title="音像及时上传",
    step="investigation",
    requires="音像记录应当在录制完毕（连续工作、异地或者边远执法的，返回单位）后24小时内上传。",
    articles=(),
    note="24小时是内蒙古自治区行政执法三项制度办法第二十条的规定，湖南没有查到相同规定；默认不启用，启用后也只作提示。",
    on=False,
    severity=Severity.INFO,
    duty=False,
    kinds=(CaseKind.PENALTY, CaseKind.COERCION),
    applies="av_to IS NOT NULL",
    needs=("av_uploaded_at",),
    looks_at=("av_to", "av_returned_at", "av_upload_by"),
    passes="av_uploaded_at <= av_upload_by",
    fails="音像记录 {av_to} 结束，{av_uploaded_at} 才上传（最后时刻 {av_upload_by}）。",
    exceptions=(
        "24小时按自然时连续计算，不扣除休息日。",
        "连续工作、异地或者边远执法的，自返回单位起算。",
        "公安等行业另有规定的，从其规定。",
    ),
    last_lawful="2026-03-02 10:30 录毕，2026-03-03 10:30 上传。",
    first_unlawful="同样情形，2026-03-03 10:31 上传。",
)
