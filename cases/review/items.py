"""评查项目：规则判断不了、要看案卷才能回答的问题，以及一票否决项。

What no record can carry and a person must read the file for. One `ReviewItem` an entry; a sheet asks those of its file's kind. To add one
(also for a rule of the checklist that is left to a person: put its code into `rules`), append it to ITEMS with its article; nothing else
changes. Points are the most an item can cost; they are our own and said to be so until the province's standard has been read.
"""

from __future__ import annotations

from dataclasses import dataclass

from cases.choices import CaseKind

ALL = tuple(CaseKind)
PENALTY = (CaseKind.PENALTY,)
LAWFUL, PROPORTIONATE, DOCUMENTS, EVIDENCE = "决定合法", "过罚相当", "文书规范", "证据真实完整"
AXES = (LAWFUL, PROPORTIONATE, DOCUMENTS, EVIDENCE)
"""The four questions of 条例 §18."""

_231 = "参照广东省人民政府令第231号（外省规定，待核）"


@dataclass(frozen=True)
class ReviewItem:
    """One question to a file. `veto`: answered in the negative it fails the whole file (`points` then plays no part).

    `axis`: which of the four questions of 条例 §18 it belongs to; `rules`: codes of the checklist's rules that it stands for.
    """

    code: str
    title: str
    question: str
    basis: str
    points: int
    kinds: tuple[CaseKind, ...] = ALL
    axis: str = LAWFUL
    veto: bool = False
    rules: tuple[str, ...] = ()


ITEMS: tuple[ReviewItem, ...] = (
    ReviewItem(
        "V-1", "主要事实不清、证据不足", "主要违法事实（或者准予、强制、检查所依据的主要事实）是否查清，主要证据是否足以证明？",
        f"《中华人民共和国行政处罚法》第四十条；{_231}", 0, axis=EVIDENCE, veto=True,
    ),
    ReviewItem("V-2", "适用依据错误", "所适用的法律、法规、规章是否正确、有效？", f"《行政执法监督条例》第十八条；{_231}", 0, veto=True),
    ReviewItem("V-3", "违反法定程序", "是否遗漏、颠倒足以影响决定效力的法定程序？", f"《行政执法监督条例》第十八条；{_231}", 0, veto=True),
    ReviewItem("V-4", "超越或者滥用职权", "是否在法定职权、管辖范围以内，目的是否正当？", f"《行政执法监督条例》第十八条；{_231}", 0, veto=True),
    ReviewItem("V-5", "主体或者人员没有资格", "执法主体是否适格，执法人员是否持有有效证件？", f"《行政执法监督条例》第十八条；{_231}", 0, veto=True),
    ReviewItem("J-01", "程序步骤不全", "立案（受理）、调查（审查）、告知、审核、决定、送达各环节是否都有文书、顺序正确？", "《行政执法监督条例》第十八条", 4),
    ReviewItem(
        "J-02", "未依法听取陈述申辩", "陈述申辩是否有记录，是否复核，不采纳的是否说明理由？", "《中华人民共和国行政处罚法》第四十五条", 4, PENALTY
    ),
    ReviewItem("J-03", "决定不明确", "决定的内容是否明确、可以履行，依据是否引用到条、款、项？", "《行政执法监督条例》第十八条", 3),
    ReviewItem(
        "J-11", "裁量说理不足", "从轻、减轻、从重、不予处罚的，是否有事实根据并说明理由，是否符合裁量基准？",
        "《中华人民共和国行政处罚法》第五条、第三十三条、第三十四条", 5, PENALTY, PROPORTIONATE,
    ),
    ReviewItem(
        "J-12", "类案不均衡", "与本单位事实、性质、情节相近的案件比较，是否明显不当？", "《行政执法监督条例》第十八条", 5, axis=PROPORTIONATE
    ),
    ReviewItem(
        "J-13", "只罚不管", "是否责令改正、告知整改要求，有没有只罚不管？", "《中华人民共和国行政处罚法》第六条、第二十八条", 3, PENALTY, PROPORTIONATE
    ),
    ReviewItem(
        "J-21", "决定书要素不全", "决定书载明的事项是否齐全，救济途径和期限是否正确，印章、日期是否规范？",
        "《中华人民共和国行政处罚法》第五十二条、第五十九条", 4, PENALTY, DOCUMENTS,
    ),
    ReviewItem("J-22", "用语、引用不规范", "用语是否规范，法律名称、条款有无错漏，前后是否一致？", "《行政执法监督条例》第十八条", 3, axis=DOCUMENTS),
    ReviewItem("J-23", "归档不规范", "卷内文书是否齐全，目录、页码、装订是否规范？", "《行政执法监督条例》第十八条；平台拟定，待核", 3, axis=DOCUMENTS),
    ReviewItem("J-31", "证据来源不规范", "证据来源是否合法，复制件是否核对、注明出处？", "《湖南省行政程序规定》第六十九条至第七十二条", 6, axis=EVIDENCE),
    ReviewItem("J-32", "证明不充分", "认定的每项事实是否都有证据，证据之间有无矛盾？", "《行政执法监督条例》第十八条", 6, axis=EVIDENCE),
    ReviewItem(
        "J-33", "笔录不规范", "笔录的起止时间、地点、人员、权利告知、逐页签名是否齐全，有无一人同时在两处？",
        "《湖南省行政程序规定》第六十六条第二款", 4, axis=EVIDENCE,
    ),
    ReviewItem(
        "J-34", "缺少全过程记录", "应当音像记录的环节是否有记录，与文字记录是否一致？",
        "《中华人民共和国行政处罚法》第四十七条；国办发〔2018〕118号", 3, axis=EVIDENCE,
    ),
    ReviewItem(
        "J-41", "受理、补正不规范", "是否出具受理凭证，需要补正的是否一次告知？", "《中华人民共和国行政许可法》第三十二条", 4, (CaseKind.LICENCE,)
    ),
    ReviewItem(
        "J-42", "审查不规范", "需要核查实质内容的，是否由两名以上工作人员核查并有记录？", "《中华人民共和国行政许可法》第三十四条", 4, (CaseKind.LICENCE,),
        EVIDENCE,
    ),
    ReviewItem(
        "J-51", "现场程序不规范", "是否当场告知理由、依据、权利和救济途径，听取陈述申辩，制作现场笔录？", "《中华人民共和国行政强制法》第十八条", 5,
        (CaseKind.COERCION,),
    ),
    ReviewItem(
        "J-52", "决定书、清单不规范", "查封、扣押是否当场交付决定书和清单，清单是否由当事人和行政机关分别保存？", "《中华人民共和国行政强制法》第二十四条", 5,
        (CaseKind.COERCION,), DOCUMENTS,
    ),
    ReviewItem("J-61", "检查缺少依据", "检查的事项、标准是否公布，是否经批准，是否出示证件？", "国办发〔2024〕54号", 4, (CaseKind.INSPECTION,)),
    ReviewItem("J-62", "检查结果未告知", "检查结果是否告知企业，发现的问题是否跟进？", "国办发〔2024〕54号", 4, (CaseKind.INSPECTION,), DOCUMENTS),
)  # fmt: skip


def items_for(kind: str) -> tuple[ReviewItem, ...]:
    """What is asked of a file of this kind, one-vote-fail items first."""
    asked = [item for item in ITEMS if kind in item.kinds]
    return tuple(sorted(asked, key=lambda item: not item.veto))
