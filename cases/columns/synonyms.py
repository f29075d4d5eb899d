"""代码的其他写法：文件中常见的叫法 → 代码。

Beside its code and its label, a choice may be given in the words of the 双公示 templates and of other systems. Only what means the same
stands here; what does not is refused with a proposal.
"""

from __future__ import annotations

_PENALTIES = (
    "warning",
    "criticism",
    "fine",
    "confiscate_gains",
    "confiscate_property",
    "suspend_licence",
    "downgrade",
    "revoke_licence",
    "restrict",
    "suspend_business",
    "close",
    "bar",
    "detention",
    "other",
)

SYNONYMS: dict[str, dict[str, str]] = {
    "party_type": {
        "01": "person",
        "02": "legal_person",
        "03": "other_organisation",
        "04": "self_employed",
        "公民": "person",
        "个人": "person",
        "法人及非法人组织": "legal_person",
        "企业": "legal_person",
        "企业法人": "legal_person",
        "其他组织": "other_organisation",
        "个体户": "self_employed",
        "个体": "self_employed",
    },
    "penalty_kinds": {
        **{f"{number:02}": code for number, code in enumerate(_PENALTIES, start=1)},
        "没收非法所得": "confiscate_gains",
        "没收违法财物": "confiscate_property",
        "暂扣许可证": "suspend_licence",
        "吊销许可证": "revoke_licence",
        "停产停业": "suspend_business",
        "其他处罚": "other",
        "其他行政处罚": "other",
        "其它": "other",
    },
    "procedure": {"简易": "summary", "当场处罚": "summary", "普通": "ordinary", "一般程序": "ordinary", "一般": "ordinary"},
    "decision_type": {"行政处罚": "penalty", "不予行政处罚": "no_penalty", "不处罚": "no_penalty", "移送其他机关": "transferred"},
    "filing_status": {"立案": "filed", "不予立案": "not_filed"},
    "service_mode": {
        "直接": "direct",
        "01": "direct",
        "留置": "left",
        "02": "left",
        "委托": "entrusted",
        "03": "entrusted",
        "邮寄": "post",
        "邮递": "post",
        "邮递送达": "post",
        "04": "post",
        "公告": "public_notice",
        "05": "public_notice",
        "电子": "electronic",
        "转交": "transferred",
    },
    "span_kind": {
        "检验": "testing",
        "检测": "testing",
        "检疫": "testing",
        "鉴定": "testing",
        "检验检测": "testing",
        "检验、检测、检疫、鉴定": "testing",
    },
    "act_kind": {
        "检查": "onsite_inspection",
        "现场勘验": "survey",
        "询问调查": "inquiry",
        "抽样": "sampling",
        "登记保存": "evidence_hold",
    },
    "remedy_kind": {"复议": "reconsideration", "诉讼": "litigation"},
    "dispute_status": {"复议中": "reconsideration", "诉讼中": "litigation"},
}
SYNONYMS["service2_mode"] = SYNONYMS["service_mode"]
for _number in (1, 2, 3):
    SYNONYMS[f"act{_number}_kind"] = SYNONYMS["act_kind"]

NOT_A_PENALTY = ("责令改正", "责令限期改正", "责令改正违法行为", "限期改正")
"""行政处罚法 §28: an order to correct accompanies a penalty and is none of the kinds of §9; it is left out with a note."""
