"""一列怎么变成值：每种列给出三段 SQL——取值、读不懂时说什么、修正后说什么。

SQL text is composed from our own column descriptions only; nothing of a file ever becomes part of a statement. `cell` is the column as
it was staged, `text` the same without outer blanks, `v_<key>` its value. Ordinary spellings are read inline and from the cell itself,
because trimming and a function call per cell are most of the time a bulk load takes; the rest goes to the functions of `sql.py`. A test
that every ordinary cell passes must be cheap: a negated character class costs a fifth of a counted repetition ("[0-9]{1,9}").
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from cases.choices import SpanKind
from cases.columns import NOT_A_PENALTY, SYNONYMS
from cases.columns.fields import REMEDY_KINDS
from supervision.tabular import Column, Kind

WHITE = r"E' \t\r\n\u00a0\u3000\ufeff\u200b'"
"""What is trimmed from both ends of a cell."""

DOCUMENT_NUMBERS = ("decision_no", "case_no")
SPANS = {"excluded_spans": (dict(SpanKind.choices), "span_kind"), "remedy_spans": (REMEDY_KINDS, "remedy_kind")}
SMALLEST_YEAR_PREFIXES = ("19", "20")


@dataclass(frozen=True, slots=True)
class Expression:
    """One column's SQL. `cell`: the staged column. `value`: typed value or NULL. `fault`: text[] {message, remedy} of a text that gave none.

    `each`: set when `value` is dear and the column has few distinct texts: SQL that reads one text `raw`, done once for each distinct text and
    joined; `value` then only picks it up. `repair`: condition (never NULL) that the stored value visibly differs from what was written, "" when it cannot; `repair_note`:
    the text that tells so. `type`: the SQL type of `value`.
    """

    column: Column
    cell: str
    type: str
    value: str
    fault: str
    repair: str = ""
    repair_note: str = ""
    each: str = ""

    @property
    def key(self) -> str:
        """The column's key."""
        return self.column.key

    @property
    def text(self) -> str:
        """SQL: the cell without outer blanks; NULL when nothing is left."""
        return trimmed(self.cell)


def trimmed(cell: str) -> str:
    """SQL: a cell without outer blanks; NULL when nothing is left."""
    return f"nullif(btrim({cell}, {WHITE}), '')"


def literal(text: str) -> str:
    """A text of ours as an SQL literal; percent signs doubled for the driver."""
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"


def _array(message: str, remedy: str) -> str:
    return f"ARRAY[{literal(message)}, {literal(remedy)}]"


def _codes(choices: dict[str, str], synonyms: str) -> str:
    """Every accepted spelling, folded, → code; as an SQL literal."""
    known = {code.casefold(): code for code in choices} | {_folded(label): code for code, label in choices.items()}
    known |= {_folded(text): code for text, code in SYNONYMS.get(synonyms, {}).items()}
    return literal(json.dumps(known, ensure_ascii=False)) + "::jsonb"


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _remedy(choices: dict[str, str]) -> str:
    labels = list(choices.values())
    return f"请改为：{'、'.join(labels[:8])}{'等' if len(labels) > 8 else ''}"


def expression(column: Column, cell: str, date_system: str) -> Expression:
    """The SQL of a column. `date_system`: "1900"/"1904" for a workbook, in which a bare number is a serial day, else ""."""
    if column.key in DOCUMENT_NUMBERS:
        return _document_no(column, cell)
    if column.key == "party_credit_code":
        return _credit_code(column, cell)
    if column.key in SPANS:
        return _spans(column, cell)
    if column.key == "payments":
        return _payments(column, cell)
    match column.kind:
        case Kind.DATE:
            return _date(column, cell, date_system)
        case Kind.DATETIME:
            return _moment(column, cell, date_system)
        case Kind.MONEY_YUAN:
            return _money(column, cell, "元", 2)
        case Kind.MONEY_WAN:
            return _money(column, cell, "万元", 6)
        case Kind.INTEGER:
            plain = f"octet_length({cell}) <= 3 AND {cell} !~ '[^0-9]'"
            value = f"CASE WHEN {plain} THEN {cell}::smallint WHEN {cell} IS NOT NULL THEN intake_days({trimmed(cell)}) END"
            return Expression(column, cell, "smallint", value, _array("不是 1 至 999 的整数", "请只填数字，如 5"))
        case Kind.BOOLEAN:
            return _boolean(column, cell)
        case Kind.CHOICE:
            codes = _codes(dict(column.choices), column.key)
            value = (
                f"CASE WHEN {cell} IS NOT NULL THEN coalesce({codes} ->> {cell}, {codes} ->> intake_fold({trimmed(cell)})) END"
            )
            return Expression(column, cell, "text", value, _array("不在代码表中", _remedy(dict(column.choices))))
        case Kind.MULTI_CHOICE:
            return _multi_choice(column, cell)
        case Kind.LIST:
            fault = _array(f"其中有超过 {column.max_length} 个字的", "请核对证号，多人之间用分号隔开")
            each = f"intake_list(raw, {column.max_length})"
            return Expression(column, cell, "text[]", f"d_{column.key}", fault, each=each)
    return _text(column, cell)


def _text(column: Column, cell: str) -> Expression:
    longest, t = column.max_length or 20000, trimmed(cell)
    fault = f"ARRAY['有 ' || length({t}) || ' 个字，超过 {longest} 个字', '请删减']"
    # A cell of so many bytes has no more characters; counting them takes longer.
    value = f"CASE WHEN octet_length({cell}) <= {longest} THEN {t} WHEN length({t}) <= {longest} THEN {t} END"
    return Expression(column, cell, "text", value, fault)


def _date(column: Column, cell: str, date_system: str) -> Expression:
    t = trimmed(cell)
    plain = f"octet_length({cell}) = 10 AND {cell} LIKE '20__-__-__' AND {cell} !~ '[^0-9-]' AND {cell} NOT LIKE '%--%'"
    value = (
        f"CASE WHEN {plain} AND pg_input_is_valid({cell}, 'date') THEN {cell}::date"
        f" WHEN {cell} IS NOT NULL THEN intake_date({t}, {literal(date_system)}) END"
    ).replace("%", "%%")
    fault = f"intake_date_fault({t})"
    if not date_system:
        return Expression(column, cell, "date", value, fault)
    repair = rf"coalesce({t} ~ '^\d{{1,5}}(\.\d+)?$', false)"
    return Expression(column, cell, "date", value, fault, repair, f"'表格的日期序号，读作 ' || v_{column.key}")


def _moment(column: Column, cell: str, date_system: str) -> Expression:
    t = trimmed(cell)
    plain = f"octet_length({cell}) = 16 AND {cell} ~ '^20[0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9]$'"
    value = (
        f"CASE WHEN {plain} AND pg_input_is_valid({cell}, 'timestamp') THEN ({cell} || '+08')::timestamptz"
        f" WHEN {cell} IS NOT NULL THEN intake_moment({t}, {literal(date_system)}) END"
    )
    clock = _array("时间看不懂", "请写成 2026-03-02 10:20")
    fault = f"CASE WHEN intake_date({t}, {literal(date_system)}) IS NULL THEN intake_date_fault({t}) ELSE {clock} END"
    return Expression(column, cell, "timestamptz", value, fault)


def _money(column: Column, cell: str, unit: str, places: int) -> Expression:
    t = trimmed(cell)
    plain = rf"octet_length({cell}) <= 12 AND {cell} ~ '^[0-9]+(\.{'[0-9]' + '[0-9]?' * (places - 1)})?$'"
    amount = f"{cell}::numeric" if unit == "元" else f"round({cell}::numeric * 10000, 2)"
    value = f"CASE WHEN {plain} THEN {amount} WHEN {cell} IS NOT NULL THEN intake_amount({t}, '{unit}') END"
    repair = f"coalesce({cell} ~ '[^0-9.]' AND {t} ~ '[^0-9.]', false)"
    note = f"'读作 ' || trim_scale(v_{column.key}) || ' 元'"
    return Expression(column, cell, "numeric", value, f"intake_amount_fault({t}, '{unit}')", repair, note)


def _boolean(column: Column, cell: str) -> Expression:
    folded = f"intake_fold({trimmed(cell)})"
    value = (
        f"CASE {cell} WHEN '是' THEN true WHEN '否' THEN false ELSE CASE WHEN {cell} IS NULL THEN NULL"
        f" WHEN {folded} IN ('是', '1', 'true', 'yes', 'y', '√', '有', '真') THEN true"
        f" WHEN {folded} IN ('否', '0', 'false', 'no', 'n', '×', '无', '假', 'x') THEN false END END"
    )
    return Expression(column, cell, "boolean", value, _array("不是“是”或“否”", "请填“是”或“否”，案卷没有记载的留空"))


def _multi_choice(column: Column, cell: str) -> Expression:
    t = trimmed(cell)
    codes = _codes(dict(column.choices), column.key)
    dropped = (
        "ARRAY[" + ", ".join(literal(word) for word in NOT_A_PENALTY) + "]"
        if column.key == "penalty_kinds"
        else "ARRAY[]::text[]"
    )
    fault = f"ARRAY['其中“' || intake_unknown_code({t}, {codes}, {dropped}) || '”不在代码表中', {literal(_remedy(dict(column.choices)))}]"
    repair, note = "", ""
    if column.key == "penalty_kinds":
        repair = f"coalesce({cell} LIKE '%%改正%%', false)"
        note = literal("责令改正不是行政处罚种类（行政处罚法第九条、第二十八条），不计入处罚种类")
    each = f"intake_codes(raw, {codes}, {dropped})"
    return Expression(column, cell, "text[]", f"d_{column.key}", fault, repair, note, each=each)


def _document_no(column: Column, cell: str) -> Expression:
    t = trimmed(cell)
    value = (
        f"CASE WHEN {cell} IS NULL THEN NULL WHEN {t} ~ '[【\\[（(﹝{{<《０-９Ａ-Ｚ[:space:]]' THEN"
        f" CASE WHEN length(intake_document_no({t})) <= {column.max_length} THEN intake_document_no({t}) END"
        f" WHEN length({t}) <= {column.max_length} THEN {t} END"
    )
    fault = _text(column, cell).fault
    v = f"v_{column.key}"
    return Expression(
        column, cell, "text", value, fault, f"coalesce({v} <> {cell} AND {v} <> {t}, false)", f"'文号按规范写作“' || {v} || '”'"
    )


def _credit_code(column: Column, cell: str) -> Expression:
    t = trimmed(cell)
    value = (
        f"CASE WHEN {cell} IS NULL OR octet_length({cell}) = 18 AND {cell} !~ '[^0-9A-Z]' THEN {cell} WHEN {t} IS NULL THEN NULL WHEN intake_blank({t}) THEN NULL"
        f" WHEN length({t}) <= {column.max_length} THEN upper(intake_fold({t})) END"
    )
    fault = f"CASE WHEN NOT intake_blank({t}) THEN {_text(column, cell).fault} END"
    v = f"v_{column.key}"
    return Expression(
        column,
        cell,
        "text",
        value,
        fault,
        f"coalesce({v} <> {cell} AND {v} <> {t}, false)",
        f"'去掉空格、全角和小写，存为“' || {v} || '”'",
    )


def _payments(column: Column, cell: str) -> Expression:
    one = (
        rf"octet_length({cell}) <= 23 AND {cell} ~ '^20[0-9][0-9]-[01][0-9]-[0-3][0-9] [1-9][0-9]*(\.[0-9][0-9]?)?$'"
        f" AND pg_input_is_valid(left({cell}, 10), 'date')"
    )
    written = f"""('[{{"on": "' || left({cell}, 10) || '", "amount": ' || substr({cell}, 12) || '}}]')::jsonb"""
    value = f"CASE WHEN {one} THEN {written} WHEN {cell} IS NOT NULL THEN intake_payments({trimmed(cell)}) END"
    return Expression(
        column, cell, "jsonb", value, _array("缴款记录看不懂", "请写成“2026-04-01 3000；2026-04-15 2000”，金额单位为元、大于 0")
    )


def _spans(column: Column, cell: str) -> Expression:
    choices, synonyms = SPANS[column.key]
    example = column.example.split("；")[0]
    fault = _array(f"{column.label}看不懂", f"请写成“{example}”，事由为{'、'.join(choices.values())}，止日不早于起日")
    value = f"CASE WHEN {cell} IS NOT NULL THEN intake_spans({trimmed(cell)}, {_codes(choices, synonyms)}) END"
    return Expression(column, cell, "jsonb", value, fault)
