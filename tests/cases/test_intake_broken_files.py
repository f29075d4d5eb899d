"""坏文件一览：每一种写明会怎样——入库、修正后入库，还是退回并说清楚哪里、怎么改。"""

from __future__ import annotations

import datetime
import io
import zipfile
from dataclasses import dataclass, field

import pytest

from cases.choices import BatchState, CaseKind
from cases.intake.source import source_cells
from cases.models import EnforcementCase, ImportBatch, ImportRow
from cases.services import batches
from supervision.web.errors import UserError
from tests.cases.intake_files import SMALL, as_csv, as_xlsx, good, table

TODAY = datetime.date(2026, 11, 24)


def _csv(*rows: dict[str, str], header: tuple[str, ...] = SMALL, **how: str) -> bytes:
    return as_csv(table(rows, header), **how)


def _xlsx(*rows: dict[str, object]) -> bytes:
    return as_xlsx(table(rows))  # type: ignore[arg-type]


def _with_member(content: bytes, name: str, body: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return out.getvalue()


def _formula() -> bytes:
    rows = table([good(1), good(2)])
    rows[2][SMALL.index("罚款金额（元）")] = "=2500*2"
    return as_xlsx(rows)


def _merged() -> bytes:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(_xlsx(good(1), good(2), good(3))))
    book.active.merge_cells("B3:B4")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class Fate:
    """What is to become of a file: counts, the words of the first refused row or of the whole file's refusal, or of the note."""

    stored: int = 0
    repaired: int = 0
    unchanged: int = 0
    refused: int = 0
    says: tuple[str, ...] = ()
    failed: bool = False
    notes: tuple[str, ...] = ()
    fields: dict[str, object] = field(default_factory=dict)


without_date = tuple(heading for heading in SMALL if heading != "决定日期")
without_unit = tuple(heading.replace("罚款金额（元）", "罚款金额") for heading in SMALL)
without_party = tuple(heading for heading in SMALL if heading != "当事人名称")
ragged = as_csv([*table([good(1)]), table([good(2)])[1][:5], table([good(3)])[1]])
BROKEN: dict[str, tuple[bytes, Fate]] = {
    "日期不存在": (_csv(good(1), good(2, 决定日期="2026-02-30")), Fate(1, refused=1, says=("第 3 行", "决定日期", "2026-02-30", "日期不存在", "2026-02-28"))),
    "不是日期": (_csv(good(1, 决定日期="三月初")), Fate(refused=1, says=("决定日期", "不是日期", "请写成 2026-03-02"))),
    "缺必需的列": (_csv(good(1), header=without_date), Fate(failed=True, says=("缺少必需的列“决定日期”", "请补上"))),
    "金额列没有单位": (
        _csv({**good(1), "罚款金额": "2"}, header=without_unit),
        Fate(1, notes=("“罚款金额”列没有写明金额单位", "把列名写成“罚款金额（元）”"), fields={"fine_amount": None}),
    ),
    "缺当事人列": (_csv(good(1), header=without_party), Fate(failed=True, says=("缺少必需的列“当事人名称”",))),
    "代码表里没有": (_csv(good(1, 处罚种类="罚金")), Fate(refused=1, says=("处罚种类", "“罚金”不在代码表中", "警告、通报批评、罚款"))),
    "GBK 编码": (_csv(good(1), encoding="gb18030"), Fate(1, notes=("GBK",), fields={"party_name": "长沙演示1号商贸有限公司"})),
    "带 BOM": (_csv(good(1), encoding="utf-8-sig"), Fate(1, fields={"external_id": "R0001"})),
    "分号分隔": (_csv(good(1), delimiter=";"), Fate(1, notes=("分隔符为分号",))),
    "公式": (_formula(), Fate(1, refused=1, says=("第 3 行", "罚款金额（元）", "公式", "选择性粘贴"))),
    "合并单元格": (_merged(), Fate(1, refused=2, says=("合并单元格 B3:B4", "请取消合并"))),
    "同一文件内重复": (_csv(good(1), good(1), good(1, 决定日期="2026-03-05")), Fate(1, unchanged=1, refused=1, says=("第 4 行", "与第 2 行是同一记录号"))),
    "行的单元格数不对": (ragged, Fate(2, refused=1, says=("第 3 行",))),
    "引号没有闭合": (
        _csv(*(good(n) for n in range(1, 31))) + '"R0031,长沙演示商贸有限公司\r\n'.encode(),
        Fate(failed=True, says=("第 32 行起引号没有闭合", "双引号是否成对")),
    ),
    "空字节": (_csv(good(1)).replace(b"R0001", b"R\x00001"), Fate(failed=True, says=("空字节",))),
    "空文件只有标题": (_csv(), Fate(failed=True, says=("只有标题行",))),
    "全是空行": (b"\r\n\r\n", Fate(failed=True, says=("空的",))),
    "合计行": (
        _csv(good(1), {"记录号": "合计", "罚款金额（元）": "5000"}),
        Fate(1, refused=1, says=("第 3 行", "合计行，不是执法记录", "无需补报")),
    ),
    "全角数字": (
        _csv(good(1, **{"决定日期": "２０２６－０３－０２", "罚款金额（元）": "５０００"})),
        Fate(repaired=1, fields={"decision_date": datetime.date(2026, 3, 2), "fine_amount": 5000}),
    ),
    "单元格里写了万元": (_csv(good(1, **{"罚款金额（元）": "2万元"})), Fate(repaired=1, notes=("读作 20000 元",), fields={"fine_amount": 20000})),
    "方括号文号": (
        _csv(good(1, 决定书文号="演市监罚【2026】1号"), good(2, 决定书文号="演市监罚(2026) 2号")),
        Fate(repaired=2, notes=("文号按规范写作“演市监罚〔2026〕1号”",), fields={"decision_no": "演市监罚〔2026〕1号"}),
    ),
    "信用代码里字母 O": (_csv(good(1, 统一社会信用代码="9135O100M000100Y43")), Fate(1, fields={"party_credit_code": "9135O100M000100Y43"})),
    "信用代码小写全角": (_csv(good(1, 统一社会信用代码=" ９1350100m000100y43 ")), Fate(repaired=1, fields={"party_credit_code": "91350100M000100Y43"})),
    "日期序号": (_xlsx(good(1, 决定日期=46083)), Fate(repaired=1, notes=("日期序号，读作 2026-03-02",), fields={"decision_date": datetime.date(2026, 3, 2)})),
    "工作簿里的日期": (_xlsx(good(1, 决定日期=datetime.date(2026, 3, 2))), Fate(1, fields={"decision_date": datetime.date(2026, 3, 2)})),
    "数字文件里的序号": (_csv(good(1, 决定日期="46083")), Fate(refused=1, says=("决定日期", "不是日期"))),
    "负数金额": (_csv(good(1, **{"罚款金额（元）": "-5"})), Fate(refused=1, says=("金额不能为负数",))),
    "没有当事人": (_csv(good(1, 当事人名称="　")), Fate(refused=1, says=("当事人名称", "为空，该列必填"))),
    "认不出是哪件案件": (_csv({"当事人名称": "长沙演示商贸有限公司"}), Fate(refused=1, says=("没有记录号、文号，也没有任何日期",))),
    "文字过长": (_csv(good(1, 当事人名称="长" * 5000)), Fate(refused=1, says=("有 5000 个字，超过 200 个字",))),
    "含宏的工作簿": (_with_member(_xlsx(good(1)), "xl/vbaProject.bin", b"macro"), Fate(failed=True, says=("工作簿里有宏",))),
    "压缩炸弹": (_with_member(_xlsx(good(1)), "xl/media/bomb.bin", b"\x00" * 30_000_000), Fate(failed=True, says=("压缩",))),
    "不是表格": (b"%PDF-1.7 whatever", Fate(failed=True, says=("PDF 文档",))),
    "认不出的表头": (as_csv([["甲", "乙"], ["1", "2"]]), Fate(failed=True, says=("标题行认不出来", "请使用本平台的模板"))),
    "两列同名": (as_csv([["当事人名称", "决定日期", "决定日期"], ["演示", "2026-03-02", "2026-03-03"]]), Fate(failed=True, says=("重复",))),
    "责令改正不是处罚": (_csv(good(1, 处罚种类="罚款|责令改正")), Fate(repaired=1, notes=("责令改正不是行政处罚种类",), fields={"penalty_kinds": ["fine"]})),
    "横线表示没有": (_csv(good(1, 公开日期="—", 统一社会信用代码="无")), Fate(1, fields={"published_date": None, "party_credit_code": ""})),
    "引号里有换行": (_csv(good(1, 当事人名称="长沙演示\n商贸有限公司")), Fate(1, fields={"party_name": "长沙演示\n商贸有限公司"})),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_meets_its_stated_fate(cast, name):
    content, fate = BROKEN[name]
    try:
        batch, _ = batches.receive(
            content=content, name=f"{name}.csv", agency=cast.city_market, kind=CaseKind.PENALTY, actor=None, deliver=False
        )
    except UserError as refusal:
        at_the_door = str(refusal)
    else:
        at_the_door = ""
    if at_the_door:
        assert fate.failed
        assert all(words in at_the_door for words in fate.says)
        assert not ImportBatch.objects.exists()
        return
    batch = batches.run(batch_id=batch.pk, today=TODAY)
    refused = [
        f"第 {p['line']} 行“{p['column']}”为“{p['value']}”，{p['message']}。{p['remedy']}" for p in batches.first_problems(batch)
    ]
    said = batch.error + "".join(refused)
    assert (batch.state == BatchState.FAILED) is fate.failed, said
    assert (batch.stored, batch.repaired, batch.unchanged, batch.refused) == (
        fate.stored,
        fate.repaired,
        fate.unchanged,
        fate.refused,
    ), said
    for words in fate.says:
        assert words in said
    notes = "".join(batch.notes) + "".join(p["message"] for row in batch.rows.exclude(problems=None) for p in row.problems)
    for words in fate.notes:
        assert words in notes
    assert batch.total == fate.stored + fate.repaired + fate.unchanged + fate.refused
    assert ImportRow.objects.filter(batch=batch, outcome="refused").count() == fate.refused
    assert EnforcementCase.objects.count() == fate.stored + fate.repaired
    if fate.fields:
        case = EnforcementCase.objects.order_by("line_no").first()
        assert {key: getattr(case, key) for key in fate.fields} == fate.fields


def test_a_refused_file_leaves_nothing_but_the_reason(cast):
    batch, _ = batches.receive(
        content="甲,乙\n1,2\n".encode(), name="a.csv", agency=cast.city_market, kind=CaseKind.PENALTY, actor=None, deliver=False
    )
    batches.run(batch_id=batch.pk, today=TODAY)
    assert not EnforcementCase.objects.exists()
    assert not ImportRow.objects.exists()
    assert "请使用本平台的模板" in ImportBatch.objects.get().error


def test_the_same_content_under_two_names_is_one_batch(cast):
    content = _csv(good(1))
    first, created = batches.receive(content=content, name="甲.csv", agency=cast.city_market, kind=CaseKind.PENALTY, actor=None)
    second, again = batches.receive(content=content, name="乙.csv", agency=cast.city_market, kind=CaseKind.PENALTY, actor=None)
    assert (created, again, first.pk) == (True, False, second.pk)
    assert second.file_name == "甲.csv"


def test_a_wrong_word_in_one_cell_does_not_hide_a_second_one_in_the_same_row(cast):
    batch, _ = batches.receive(
        content=_csv(good(1, 决定日期="2026-13-01", 处罚种类="罚金")),
        name="a.csv", agency=cast.city_market, kind=CaseKind.PENALTY, actor=None, deliver=False,
    )  # fmt: skip
    batch = batches.run(batch_id=batch.pk, today=TODAY)
    assert [problem["column"] for problem in batches.first_problems(batch)] == ["决定日期", "处罚种类"]


def test_a_row_of_the_wrong_length_deep_in_a_long_file_is_named_and_every_other_row_is_stored(cast):
    rows = table([good(number) for number in range(1, 3001)])
    rows[2500] = rows[2500][:4]
    batch, _ = batches.receive(
        content=as_csv(rows), name="long.csv", agency=cast.city_market, kind=CaseKind.PENALTY, actor=None, deliver=False
    )
    batch = batches.run(batch_id=batch.pk, today=TODAY)
    assert (batch.total, batch.stored, batch.refused) == (3000, 2999, 1)
    assert [problem["line"] for problem in batches.first_problems(batch)] == [2501]
    assert sorted(EnforcementCase.objects.values_list("line_no", flat=True)) == [line for line in range(2, 3002) if line != 2501]
    assert source_cells(batch, 3001)[0] == rows[-1][0]
