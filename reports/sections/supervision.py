"""六、监督处理和整改落实。"""

from __future__ import annotations

from reports.sections.reading import Block, Snapshot, heading, paragraph, table

HEADING = "六、监督处理和整改落实"


def write(read: Snapshot) -> list[Block]:
    """What was decided about the findings, which instruments went out, and what came back."""
    return [
        heading("（一）问题研判"),
        paragraph(_triage(read)),
        heading("（二）监督文书"),
        paragraph(_instruments(read)),
        heading("（三）整改落实"),
        paragraph(_rectification(read)),
        _table(read),
    ]


def _triage(read: Snapshot) -> str:
    if read.part("findings_total") == 0:
        return "本月没有检出问题线索，没有需要研判的事项。"
    words = (
        "本月检出的问题线索中，认定成立{问题研判情况·认定成立}个，已立监督事项{问题研判情况·已立监督事项}个，"
        "经研判排除{问题研判情况·经研判排除}个，待研判{问题研判情况·待研判}个。"
    )
    if read.known("confirmed_share"):
        return words + "已经研判的{研判成立率·基数}个中，成立的占{研判成立率}（95%置信区间{研判成立率·区间}）。"
    return words + "已经研判的数量过少，不计算成立率。"


def _instruments(read: Snapshot) -> str:
    if read.part("instruments_issued") == 0:
        return "本月没有制发行政执法监督文书。"
    return f"本月制发行政执法监督文书{{制发监督文书}}件，{read.compared('instruments_issued')}。"


def _rectification(read: Snapshot) -> str:
    words = "本月首次收到单位反馈{单位反馈}件，核验到位并办结{办结监督文书}件，批准延期{批准延期}件。"
    if read.base("on_time_share") == 0:
        words += "本月没有反馈期限届满的文书。"
    elif read.known("on_time_share"):
        words += "反馈期限在本月届满的文书{按期反馈率·基数}件，按期反馈{按期反馈率·分子}件，按期反馈率{按期反馈率}。"
    else:
        words += "反馈期限在本月届满的文书{按期反馈率·基数}件，按期反馈{按期反馈率·分子}件；件数过少，不计算比率。"
    if read.part("instruments_overdue"):
        return words + f"截至{read.until_day}，尚有{{逾期未反馈}}件逾期未反馈，应当抓紧督促。"
    return words + f"截至{read.until_day}，没有逾期未反馈的文书。"


def _table(read: Snapshot) -> Block:
    codes = ["instruments_issued", "instruments_answered", "instruments_closed", "extensions_granted", "instruments_overdue"]
    rows = []
    for code in codes:
        figure = read.figures[code]
        earlier = figure["previous"]
        rows.append([figure["label"], f"{figure['rows'][0]['part']:,}", f"{earlier[0]['part']:,}" if earlier else "—"])
    return table(
        "监督文书办理情况", ["项目", "本月（件）", "上月（件）"], rows, note="注：逾期未反馈为截至统计之日的存量，不作月度比较。"
    )
