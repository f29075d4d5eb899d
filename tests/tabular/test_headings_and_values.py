"""认列与取值：列名怎样认，每种值怎样读，读不懂怎样说。"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.tabular import Column, Kind, Problem, Table, match_header, parse
from tests.tabular.files import HEADER, TABLE

BEIJING = ZoneInfo("Asia/Shanghai")


def test_columns_are_recognised_by_code_by_label_and_by_alias() -> None:
    found = match_header(["CF_XDR_MC", "cf_wsh", "处罚决定日期", "罚款金额_万元", "备注"], TABLE)
    assert found.positions == {"party": 0, "document": 1, "decided_on": 2, "fine": 3, "note": 4}
    assert found.usable
    assert found.problems == ()
    assert [column.key for column in found.absent] == ["party_class", "kinds"]


@pytest.mark.parametrize(
    "heading",
    [
        "*处罚决定日期",
        "处罚决定日期 *",
        "处罚 决定\n日期",
        "处罚决定日期：",
        "处罚决定日期(必填)",
        "处罚决定日期（yyyy-mm-dd）",
        "ＣＦ＿ＪＤＲＱ",
    ],
)
def test_blanks_asterisks_brackets_and_full_width_letters_do_not_matter(heading: str) -> None:
    assert match_header([*HEADER[:2], heading], TABLE).positions["decided_on"] == 2


@pytest.mark.parametrize("heading", ["罚款金额(万元)", "罚款金额（万元）", "罚款金额 (万元) *"])
def test_kinds_of_brackets_do_not_matter(heading: str) -> None:
    assert match_header([*HEADER, heading], TABLE).positions["fine"] == 4


@pytest.mark.parametrize("heading", ["罚款金额（元）", "罚款金额"])
def test_a_sum_in_another_unit_or_without_one_is_never_taken_for_it(heading: str) -> None:
    found = match_header([*HEADER, heading], TABLE)
    assert "fine" not in found.positions
    assert str(found.problems[0]) == (
        f"第 1 行“{heading}”没有写明金额单位，或单位不符。请换算成万元，并把列名写成“罚款金额（万元）”。"
    )


def test_a_missing_required_column_is_told_with_the_heading_that_may_be_meant() -> None:
    found = match_header(["行政相对人名称", "决定书文号", "处罚决定日期"], TABLE, line=3)
    assert not found.usable
    assert [column.key for column in found.missing] == ["document"]
    assert [str(problem) for problem in found.problems] == [
        "第 3 行“决定书文号”不是认得的列名。是不是“行政处罚决定书文号”？请改正列名；不需要的列会原样留存，不作检查。",
        "第 3 行标题行缺少必填列“行政处罚决定书文号”（CF_WSH）。是不是“决定书文号”那一列？请把它的列名改为“行政处罚决定书文号”。",
    ]


def test_an_unknown_column_is_kept_and_does_no_harm() -> None:
    found = match_header([*HEADER, "内部流水号", ""], TABLE)
    assert found.usable
    assert found.unknown == ("内部流水号",)
    assert found.columns[-2:] == (None, None)


def test_a_doubled_column_is_ambiguous() -> None:
    found = match_header([*HEADER, "CF_WSH"], TABLE)
    assert not found.usable
    assert str(found.problems[0]) == "第 1 行“CF_WSH”与第 2 列“行政处罚决定书文号”重复。请只保留一列。"


def test_the_table_that_fits_best_is_chosen() -> None:
    other = Table("行政许可", (Column("party", "行政相对人名称", required=True), Column("licence", "许可编号", required=True)))
    assert match_header(["行政相对人名称", "许可编号"], [TABLE, other]).table is other
    assert match_header(HEADER, [other, TABLE]).table is TABLE


def test_the_columns_of_our_own_error_file_are_no_strangers() -> None:
    assert match_header(["原行号", "问题", *HEADER], TABLE).problems == ()


def of(kind: Kind, **options: Any) -> Column:
    return Column("x", "某列", kind=kind, **options)


CHOICES = {"1": "法人及非法人组织", "2": "自然人", "3": "个体工商户"}


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        *[
            (of(Kind.DATE), text, date(2026, 3, 2))
            for text in (
                "2026-03-02", "2026/3/2", "2026.3.2", "20260302", "2026年3月2日", "２０２６－０３－０２", " 2026-03-02 ",
                "2026-03-02 00:00:00", "2026/3/2 10:20", "2026 年 3 月 2 日",
            )
        ],
        (of(Kind.DATETIME), "2026-03-02 10:20", datetime(2026, 3, 2, 10, 20, tzinfo=BEIJING)),
        (of(Kind.DATETIME), "2026年3月2日10时20分", datetime(2026, 3, 2, 10, 20, tzinfo=BEIJING)),
        (of(Kind.DATETIME), "2026-03-02T10:20:30", datetime(2026, 3, 2, 10, 20, 30, tzinfo=BEIJING)),
        (of(Kind.DATETIME), "2026-03-02", datetime(2026, 3, 2, tzinfo=BEIJING)),
        (of(Kind.INTEGER), "１２", 12),
        (of(Kind.INTEGER), "1,234", 1234),
        (of(Kind.INTEGER), "12.0", 12),
        (of(Kind.DECIMAL), "-0.5", Decimal("-0.5")),
        (of(Kind.MONEY_YUAN), "￥20,000.00元", Decimal("20000")),
        (of(Kind.MONEY_WAN), "2.00", Decimal("20000.00")),
        (of(Kind.MONEY_WAN), "0.000001", Decimal("0.01")),
        (of(Kind.MONEY_WAN), "1.5万元", Decimal("15000.00")),
        (of(Kind.CHOICE, choices=CHOICES), "自然人", "2"),
        (of(Kind.CHOICE, choices=CHOICES), "２", "2"),
        (of(Kind.CHOICE, choices=CHOICES), "个体 工商户", "3"),
        (of(Kind.MULTI_CHOICE, choices={"a": "警告", "b": "罚款"}), "罚款、警告，罚款", ("b", "a")),
        (of(Kind.BOOLEAN), "是", True),
        (of(Kind.BOOLEAN), "×", False),
        (of(Kind.LIST), "甲、乙；丙\n丁", ("甲", "乙", "丙", "丁")),
        (of(Kind.TEXT), "  长示罚〔2026〕1号 ", "长示罚〔2026〕1号"),
        (of(Kind.DATE), "", None),
        (of(Kind.TEXT), "   ", None),
    ],
)  # fmt: skip
def test_values_are_read_in_the_spellings_people_use(column: Column, text: str, value: object) -> None:
    assert parse(column, text) == value


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        (of(Kind.DATE), "2026-02-30", "第 18 行“某列”为“2026-02-30”，日期不存在。请改为真实日期，如 2026-02-28。"),
        (of(Kind.DATE), "2026-13-01", "第 18 行“某列”为“2026-13-01”，日期不存在。请改为真实日期，如 2026-12-31。"),
        (of(Kind.DATE), "46083", "第 18 行“某列”为“46083”，不是日期。请写成 2026-03-02。"),
        (of(Kind.DATE), "26-3-2", "第 18 行“某列”为“26-3-2”，不是日期。请写成 2026-03-02。"),
        (of(Kind.DATE), "0206-03-02", "第 18 行“某列”为“0206-03-02”，年份不合理。请核对年份。"),
        (of(Kind.DATE), "2026-03-02 大约", "第 18 行“某列”为“2026-03-02 大约”，不是日期。请写成 2026-03-02。"),
        (of(Kind.DATETIME), "2026-03-02 25:00", "第 18 行“某列”为“2026-03-02 25:00”，时间看不懂。请写成 2026-03-02 10:20。"),
        (of(Kind.INTEGER), "三", "第 18 行“某列”为“三”，不是整数。请只填数字，如 3。"),
        (of(Kind.INTEGER), "1.5", "第 18 行“某列”为“1.5”，不是整数。请去掉小数部分。"),
        (of(Kind.DECIMAL), "NaN", "第 18 行“某列”为“NaN”，不是合理的数字。请核对。"),
        (of(Kind.MONEY_WAN), "20000元", "第 18 行“某列”为“20000元”，单位是元，该列以万元为单位。请换算成万元后只填数字。"),
        (of(Kind.MONEY_YUAN), "2万元", "第 18 行“某列”为“2万元”，单位是万元，该列以元为单位。请换算成元后只填数字。"),
        (of(Kind.MONEY_YUAN), "-5", "第 18 行“某列”为“-5”，金额不能为负数。请核对。"),
        (of(Kind.MONEY_WAN), "0.0000001", "第 18 行“某列”为“0.0000001”，小数超过 6 位。请保留 6 位小数。"),
        (
            of(Kind.CHOICE, choices=CHOICES),
            "自然",
            "第 18 行“某列”为“自然”，不在代码表中。是不是“自然人”？请改为代码表中的一项。",
        ),
        (
            of(Kind.CHOICE, choices=CHOICES),
            "9",
            "第 18 行“某列”为“9”，不在代码表中。请改为：法人及非法人组织、自然人、个体工商户。",
        ),
        (
            of(Kind.MULTI_CHOICE, choices={"a": "警告", "b": "罚款"}),
            "罚款、关门",
            "第 18 行“某列”为“罚款、关门”，其中“关门”不在代码表中。请改为：警告、罚款。",
        ),
        (of(Kind.BOOLEAN), "也许", "第 18 行“某列”为“也许”，不是“是”或“否”。请填“是”或“否”。"),
        (of(Kind.TEXT, max_length=3), "四个字呀", "第 18 行“某列”为“四个字呀”，有 4 个字，超过 3 个字。请删减。"),
        (of(Kind.DATE, required=True, example="2026-03-02"), "", "第 18 行“某列”为空，该列必填。请填写，如 2026-03-02。"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(column: Column, text: str, said: str) -> None:
    assert str(parse(column, text, line=18)) == said


def test_a_bare_number_is_a_date_only_when_the_file_is_a_workbook() -> None:
    assert parse(of(Kind.DATE), "46083", date_system="1900") == date(2026, 3, 2)
    assert parse(of(Kind.DATE), "44621", date_system="1904") == date(2026, 3, 2)
    assert isinstance(parse(of(Kind.DATE), "46083"), Problem)
    assert isinstance(parse(of(Kind.DATE), "7", date_system="1900"), Problem)


@given(st.sampled_from([kind for kind in Kind if kind not in (Kind.CHOICE, Kind.MULTI_CHOICE)]), st.text(max_size=30))
def test_no_text_whatever_breaks_the_parser(kind: Kind, text: str) -> None:
    read = parse(of(kind), text, line=2, date_system="1900")
    if isinstance(read, Problem):
        assert str(read).startswith("第 2 行“某列”")
        assert Problem.from_json(read.to_json()) == read


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_in_every_spelling(day: date) -> None:
    spellings = [day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"]
    assert {parse(of(Kind.DATE), text) for text in spellings} == {day}


def test_a_column_of_choices_without_choices_is_a_mistake_in_the_code() -> None:
    with pytest.raises(ValueError, match="选项类"):
        Column("x", "类别", kind=Kind.CHOICE)
    with pytest.raises(ValueError, match="重复的列"):
        Table("表", (Column("x", "甲"), Column("x", "乙")))
