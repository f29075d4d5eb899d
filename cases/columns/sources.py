"""来源：栏目出自哪部法律、哪个标准；没有核过原文的，写明哪一点待核。

The law texts were read in public copies, not in the gazette (the page says so once, for all of them). `doubt` is for what was not seen at all.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where columns, or the duty to fill them, come from."""

    title: str
    doubt: str = ""


PUBLICITY_PENALTY = Source(
    "双公示行政处罚栏目", "栏目、代码、必填标记取自公开使用的模板；所依据的发改办财金〔2018〕424号原文待核，除金额以外的长度待核"
)
PUBLICITY_LICENCE = Source(
    "双公示行政许可栏目", "栏目、代码取自公开使用的模板；所依据的发改办财金〔2018〕424号原文待核，必填标记、长度待核"
)
PLATFORM = Source("本平台栏目", "参照公开的办案平台字段整理；司法部数据标准的标准号没有查到，查到后对照修订")
CHECKED = Source("本平台检查规则所需")

PENALTY_FILING = Source("《行政处罚法》第三十六条、第五十四条")
PENALTY_ACTS = Source("《行政处罚法》第四十二条、第五十五条")
PENALTY_NOTICE = Source("《行政处罚法》第四十四条、第四十五条、第六十三条、第六十四条")
PENALTY_TOLD = Source("《行政处罚法》第四十四条")
PENALTY_HEARING = Source("《行政处罚法》第六十四条")
PENALTY_REVIEW = Source("《行政处罚法》第五十七条第二款、第五十八条")
PENALTY_DECISION = Source("《行政处罚法》第五十七条、第五十九条")
PENALTY_KINDS = Source("《行政处罚法》第九条、第五十一条")
PENALTY_SPANS = Source(
    "《行政处罚法》第六十条；《市场监督管理行政处罚程序规定》第六十四条；《湖南省行政程序规定》第八十五条",
    "《湖南省行政程序规定》2022年修正后的条号待核",
)
PENALTY_SERVICE = Source("《行政处罚法》第六十一条")
PENALTY_PUBLISHED = Source("《行政处罚法》第四十八条；国办发〔2018〕118号（六）")
PENALTY_PAYMENT = Source("《行政处罚法》第六十七条、第七十二条")
DISPUTES = Source("《行政执法监督条例》第三十三条第三款")

LICENCE_TERMS = Source("《行政许可法》第四十二条")
LICENCE_DECISION = Source("《行政许可法》第三十八条")
LICENCE_SPANS = Source("《行政许可法》第四十五条")
LICENCE_SERVICE = Source("《行政许可法》第四十四条")
LICENCE_PUBLISHED = Source("《行政许可法》第四十条；国办发〔2018〕118号（六）")

COERCION_TERMS = Source("《行政强制法》第二十五条、第三十二条")
COERCION_ACTS = Source("《行政强制法》第十八条")
COERCION_DECISION = Source("《行政强制法》第二十四条、第三十一条")
COERCION_SPANS = Source("《行政强制法》第二十五条第三款")
PUBLISHED = Source("国办发〔2018〕118号（六）")

INSPECTION = Source("国办发〔2024〕54号")
INSPECTION_SCAN = Source("国办发〔2024〕54号；湘政办发〔2025〕5号", "湘政办发〔2025〕5号只读到二（二），扫码的例外情形待核")
INSPECTION_ACTS = Source(
    "《湖南省行政程序规定》第六十六条第二款；《行政处罚法》第四十二条、第五十五条", "《湖南省行政程序规定》2022年修正后的条号待核"
)
