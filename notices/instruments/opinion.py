"""行政执法监督意见书（条例第二十八条）：查明违法或者明显不当的，监督其纠正。"""

from __future__ import annotations

from notices.instruments.base import InstrumentKind
from supervision.workdays import Period, Unit

OPINION = InstrumentKind(
    code="opinion",
    name="行政执法监督意见书",
    short_name="意见书",
    article="《行政执法监督条例》第二十八条",
    when="查明的违法或者明显不当的行政执法问题",
    fits=lambda item: not item.is_duty,
    unfit="所列问题均属应当履行而未履行职责，用督办函",
    mark_suffix="行执监意",
    title="关于{matter}问题的行政执法监督意见书",
    opening=(
        "我局在行政执法监督工作中，查明你单位的行政执法行为存在违法或者明显不当的问题。"
        "根据《行政执法监督条例》第二十八条第一款的规定，提出监督意见如下："
    ),
    demand="依法予以纠正，查明原因，对同类案件开展自查并一并纠正。",
    request=(
        "根据《行政执法监督条例》第二十八条第二款的规定，请你单位自收到本意见书之日起{period}内（{due}），按照上列要求予以纠正，"
        "并通过{where}向我局逐项报送纠正情况，附送证明材料。"
    ),
    closing=(
        "你单位对本意见书有异议的，可以根据《行政执法监督条例》第三十条的规定向我局提出并说明理由，我局将及时处理。\n"
        "未按照本意见书要求纠正的，我局将根据《行政执法监督条例》第二十九条的规定提出处理建议，报本级人民政府决定。"
    ),
    period=Period(30, Unit.DAY),
    period_basis="《行政执法监督条例》第二十八条（规定时限内）；期限为本机关设定，参照《湖南省行政程序规定》第一百五十八条（30日；条号待核）",
    to_verify=("所引《湖南省行政程序规定》条文（含第一百五十八条）为2018年修正文本的条号，2022年第310号令修正后的文本待核。",),
)
