"""行政执法监督督办函（条例第二十七条）：应当履行而未履行职责的，督促其履行。"""

from __future__ import annotations

from notices.instruments.base import InstrumentKind
from supervision.workdays import Period, Unit

PRESS_LETTER = InstrumentKind(
    code="press_letter",
    name="行政执法监督督办函",
    short_name="督办函",
    article="《行政执法监督条例》第二十七条",
    when="行政执法机关应当履行而未履行行政执法职责",
    fits=lambda item: item.is_duty,
    unfit="所列问题均不属于应当履行而未履行职责；违法或者明显不当的问题用监督意见书",
    mark_suffix="行执监督",
    title="关于{matter}问题的行政执法监督督办函",
    opening=(
        "我局在行政执法监督工作中发现，你单位存在应当履行而未履行行政执法职责的情形。"
        "根据《行政执法监督条例》第二十七条第一款的规定，现予督办。有关问题如下："
    ),
    demand="依法履行该项职责，查明未履行的原因，对同类案件一并清理。",
    request=(
        "根据《行政执法监督条例》第二十七条第二款的规定，请你单位自收到本函之日起{period}内（{due}），按照上列要求履行行政执法职责，"
        "并通过{where}向我局逐项报送纠正情况，附送证明材料。"
    ),
    closing=(
        "你单位对本函有异议的，可以根据《行政执法监督条例》第三十条的规定向我局提出并说明理由，我局将及时处理。\n"
        "未按照本函要求履行职责的，我局将根据《行政执法监督条例》第二十九条的规定提出处理建议，报本级人民政府决定。\n"
        "特此函告。"
    ),
    period=Period(30, Unit.DAY),
    period_basis="《行政执法监督条例》第二十七条（规定时限内）；期限为本机关设定，参照《湖南省行政程序规定》第一百五十八条（30日；条号待核）",
    to_verify=("所引《湖南省行政程序规定》条文（含第一百五十八条）为2018年修正文本的条号，2022年第310号令修正后的文本待核。",),
)
