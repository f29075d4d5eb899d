"""问题线索的流程。"""

from __future__ import annotations

from supervision.workflow import Lifecycle, State, Transition, register_verbs

FINDING = Lifecycle(
    name="cases.finding",
    states=(
        State("open", "待研判", "规则检出的线索，尚未经人判断。机器检出不等于违法（条例 §28 “查明的”）。", "active"),
        State("confirmed", "成立", "监督人员核实后认为问题成立，可以并入监督事项。", "bad"),
        State("dismissed", "排除", "监督人员核实后认为不成立，理由已记录，计入规则的准确率。", "done"),
        State("in_matter", "已立监督事项", "已并入一件监督事项，以后的处理看该事项。", "good"),
        State("cleared", "已消除", "报送单位更正数据后复检通过，自动消除；历史保留。", "done"),
    ),
    transitions=(
        Transition("open", "confirm", "confirmed", "认定成立", "cases.triage_finding", primary=True),
        Transition("open", "dismiss", "dismissed", "排除", "cases.triage_finding", asks="排除理由"),
        Transition("confirmed", "reopen", "open", "撤回认定", "cases.triage_finding"),
        Transition("dismissed", "reopen", "open", "撤回认定", "cases.triage_finding"),
        Transition("confirmed", "take", "in_matter", "并入监督事项", "notices.open_matter"),
        Transition("open", "take", "in_matter", "认定并立监督事项", "notices.open_matter"),
        Transition("in_matter", "release", "confirmed", "移出监督事项", "notices.open_matter"),
        Transition("open", "clear", "cleared", "复检消除", "cases.triage_finding"),
        Transition("cleared", "recur", "open", "复检再现", "cases.triage_finding"),
    ),
)

register_verbs(FINDING)
