"""一、基本情况。"""

from __future__ import annotations

from reports.sections.numbers import change_in_words, shown
from reports.sections.reading import Block, Snapshot, paragraph, table

HEADING = "一、基本情况"

_MAIN = (
    "cases_total", "decisions", "fined_cases", "fines_total", "published_in_time", "findings_total", "cases_with_findings",
    "instruments_issued", "instruments_closed", "on_time_share",
)  # fmt: skip


def write(read: Snapshot) -> list[Block]:
    """What the report covers, the volume of the month, the state of the data, and the main figures in one table."""
    return [paragraph(_scope(read)), paragraph(_volume(read)), paragraph(_data(read)), _main_table(read)]


def _scope(read: Snapshot) -> str:
    checked = f"，检查所用规则集版本为{read.data['ruleset']}" if read.data["ruleset"] else ""
    return (
        f"根据《行政执法监督条例》第六条第一款关于定期向本级人民政府报告行政执法监督工作情况的规定，现将{read.month}"
        f"（{read.start.month}月{read.start.day}日至{read.end.month}月{read.end.day}日）{read.whole}行政执法监督情况报告如下。"
        f"本报告的数据来自{read.whole}各行政执法机关报送的执法记录和监督办理记录，截至{read.until}{checked}。"
    )


def _volume(read: Snapshot) -> str:
    if read.is_empty:
        return (
            f"本月没有归集到{read.whole}行政执法案件，下文各项执法数据均为零。没有归集到案件不等于没有执法活动，"
            "应当先核实各单位报送情况。"
        )
    kinds = "、".join(f"{row['label']}{{各类执法案件·{row['label']}}}件" for row in read.rows("cases_by_kind") if row["part"])
    return (
        f"本月共归集{read.data['agencies']}个单位的行政执法案件{{归集执法案件}}件，{read.compared('cases_total')}。"
        f"其中：{kinds}。"
    )


def _data(read: Snapshot) -> str:
    said = []
    if read.part("rows_received") == 0:
        said.append("本月没有新的数据报送批次，所列案件由其他月份报送的批次归集")
    else:
        refused = (
            "全部入库" if read.part("rows_refused") == 0 else "其中{未入库行占比·分子}行因数据错误未入库，已逐行告知报送单位"
        )
        said.append(f"数据质量方面，本月各单位报送数据{{报送数据}}行，{refused}")
    if read.known("checks_unknown"):
        said.append("因执法记录缺少数据而无法判断的检查项次占全部适用项次的{缺数据检查占比}，缺少数据的不作为问题统计")
    return "；".join(said) + "。"


def _main_table(read: Snapshot) -> Block:
    rows = []
    for code in _MAIN:
        figure = read.figures[code]
        row = figure["rows"][0]
        earlier = figure["previous"][0] if figure["previous"] else None
        rows.append([
            figure["label"],
            "万元" if figure["kind"] == "amount" else figure["unit"],
            shown(figure, row).rstrip("%"),
            shown(figure, earlier).rstrip("%") if earlier else "—",
            change_in_words(figure, row, earlier).removeprefix("比上月").removeprefix("与上月") if earlier else "—",
        ])  # fmt: skip
    return table(
        f"{read.month}主要数据",
        ["项目", "单位", "本月", "上月", "变化"],
        rows,
        words=2,
        note="注：“—”表示没有可比数据，或者基数少于8件、不计算比率。",
    )
