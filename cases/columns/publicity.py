"""双公示：信用信息公示的行政处罚（CF_…）与行政许可（XK_…）表头。

Columns of 发改办财金〔2018〕424号 as public templates use them, by code and by Chinese heading. Amounts are in 万元 with six decimals.
A column whose key begins with `raw_` is recognised and kept with the row, and goes nowhere else.
"""

from __future__ import annotations

from cases.choices import CaseKind, PartyType, PenaltyType
from supervision.tabular import Column, Kind, Table

_PARTY = dict(PartyType.choices)


def _kept(code: str, label: str, *aliases: str) -> Column:
    return Column(f"raw_{code.lower()}", label, code, aliases=aliases)


def _party(prefix: str) -> tuple[Column, ...]:
    """The columns about the party, which both tables have."""
    return (
        Column("party_name", "行政相对人名称", f"{prefix}_XDR_MC", required=True, max_length=200, aliases=("相对人名称",)),
        Column("party_type", "行政相对人类别", f"{prefix}_XDR_LB", kind=Kind.CHOICE, choices=_PARTY, aliases=("相对人类别",)),
        Column(
            "party_credit_code",
            "统一社会信用代码",
            f"{prefix}_XDR_SHXYM",
            max_length=40,
            aliases=("行政相对人代码_1(统一社会信用代码)", "行政相对人统一社会信用代码"),
        ),
        _kept(f"{prefix}_XDR_GSZC", "工商注册号", "行政相对人代码_2(工商注册号)"),
        _kept(f"{prefix}_XDR_ZZJG", "组织机构代码", "行政相对人代码_3(组织机构代码)"),
        _kept(f"{prefix}_XDR_SWDJ", "税务登记号", "行政相对人代码_4(税务登记号)"),
        _kept(f"{prefix}_XDR_SYDW", "事业单位证书号", "行政相对人代码_5(事业单位证书号)"),
        _kept(f"{prefix}_XDR_SHZZ", "社会组织登记证号", "行政相对人代码_6(社会组织登记证号)"),
        Column(
            "legal_representative", "法定代表人", f"{prefix}_FRDB", max_length=60, aliases=(f"{prefix}_FDDB", "法定代表人姓名")
        ),
        _kept(f"{prefix}_FR_ZJLX", "法定代表人证件类型"),
        _kept(f"{prefix}_FR_ZJHM", "法定代表人证件号码", f"{prefix}_FR_SFZH", "法定代表人身份证号"),
        _kept(f"{prefix}_XDR_ZJLX", "证件类型", "自然人证件类型"),
        Column(
            "party_identity",
            "证件号码",
            f"{prefix}_XDR_ZJHM",
            max_length=60,
            aliases=("自然人证件号码", "居民身份证号", "身份证号码"),
        ),
    )


def _origin(unit: str, unit_code: str) -> tuple[Column, ...]:
    return (
        _kept(unit, "数据来源单位", "数据来源"),
        _kept(unit_code, "数据来源单位统一社会信用代码", "数据来源单位代码"),
        _kept("BZ", "备注"),
    )


PENALTY = Table(
    "双公示行政处罚",
    (
        *_party("CF"),
        Column("decision_no", "行政处罚决定书文号", "CF_WSH", max_length=128, aliases=("决定书文号", "处罚决定书文号")),
        Column("cause", "违法行为类型", "CF_WFXW", max_length=300),
        Column("facts", "违法事实", "CF_SY", max_length=20000),
        Column("legal_basis", "处罚依据", "CF_YJ", max_length=20000),
        Column(
            "penalty_kinds",
            "处罚类别",
            "CF_CFLB",
            kind=Kind.MULTI_CHOICE,
            choices=dict(PenaltyType.choices),
            aliases=("处罚种类",),
        ),
        Column("content", "处罚内容", "CF_NR", max_length=20000),
        Column("fine_amount_wan", "罚款金额（万元）", "CF_NR_FK", kind=Kind.MONEY_WAN),
        Column(
            "confiscated_amount_wan",
            "没收违法所得、没收非法财物的金额（万元）",
            "CF_NR_WFFF",
            kind=Kind.MONEY_WAN,
            aliases=("没收违法所得、非法财物金额（万元）", "没收金额（万元）"),
        ),
        _kept("CF_NR_ZKDX", "暂扣或吊销证照名称及编号"),
        Column("decision_date", "处罚决定日期", "CF_JDRQ", kind=Kind.DATE),
        _kept("CF_YXQ", "处罚有效期"),
        _kept("CF_GSJZQ", "公示截止期", "公示截止日期"),
        Column("agency_name", "处罚机关", "CF_CFJG"),
        Column("agency_credit_code", "处罚机关统一社会信用代码", "CF_CFJGDM"),
        *_origin("CF_SJLY", "CF_SJLYDM"),
    ),
)

LICENCE = Table(
    "双公示行政许可",
    (
        *_party("XK"),
        _kept("XK_XKWS", "行政许可决定文书名称", "许可文书名称"),
        Column("decision_no", "行政许可决定文书号", "XK_WSH", max_length=128, aliases=("行政许可决定书文号", "许可决定书文号")),
        Column("cause", "许可类别", "XK_XKLB", max_length=300, aliases=("审批类别", "行政许可类别")),
        Column("licence_name", "许可证书名称", "XK_XKZS", max_length=120),
        Column("case_no", "许可编号", "XK_XKBH", max_length=80),
        Column("content", "许可内容", "XK_NR", max_length=20000),
        Column("decision_date", "许可决定日期", "XK_JDRQ", kind=Kind.DATE),
        Column("valid_from", "有效期自", "XK_YXQZ", kind=Kind.DATE),
        Column("valid_to", "有效期至", "XK_YXQZI", kind=Kind.DATE),
        Column("agency_name", "许可机关", "XK_XKJG"),
        Column("agency_credit_code", "许可机关统一社会信用代码", "XK_XKJGDM"),
        _kept("XK_ZT", "当前状态"),
        *_origin("XK_LYDW", "XK_LYDWDM"),
    ),
)

BY_KIND = {CaseKind.PENALTY: PENALTY, CaseKind.LICENCE: LICENCE}
