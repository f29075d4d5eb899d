"""W02 有案不立."""

from reports.warnings.rates import ANY_PENALTY, by_rules

MODEL = by_rules(
    "W02",
    "有案不立",
    rules=("P-03", "P-04"),
    base=ANY_PENALTY,
    base_words="行政处罚案件",
    what="线索核查逾期或者应当立案而未立案的",
    seen_at="山东；《行政执法监督条例》第十一条所列情形",
    limits="只看报送的案件。线索没有形成案件记录的，本模型看不到，要等线索数据接入。",
)
