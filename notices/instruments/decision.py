"""行政执法监督决定书（条例第二十九条）：由本级人民政府决定，监督机构不能制发。"""

from __future__ import annotations

from notices.instruments.base import InstrumentKind

DECISION = InstrumentKind(
    code="decision",
    name="行政执法监督决定书",
    short_name="决定书",
    article="《行政执法监督条例》第二十九条",
    when="涉及重大问题，或者未按照督办函履职、未按照意见书纠正",
    fits=lambda item: True,
    forbidden_by="《行政执法监督条例》第二十九条",
    forbidden_reason="须由本级人民政府决定（条例第二十九条）：监督机构只提出处理建议，不能自行制发",
)
