"""年报的五张表：每栏是什么，从哪里来；本平台没有数据来源的栏，空着并写明。

A column without `what` is one of which the platform has no data: its cells stay empty, never 0. The headings are those of published annual
statistics (待核: no norm that fixes them was found).
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.annual.kinds import KINDS, UNSAID
from reports.models import ActivityMonth

What = ActivityMonth.What
CASES = "cases"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `what`: which deeds it counts ("" : no source of data, None: not made of deeds); `field`: what is added up of them;
    `acts`: of those whose kind or measure falls under that key. `why`: why there is no data, or what to know of it. `part`: it is a part
    of others, not to be added to them. `leads`: whether the cases behind it can be listed."""

    key: str
    label: str
    what: str | None
    field: str = CASES
    acts: str = ""
    unit: str = ""
    why: str = ""
    leads: bool = True

    @property
    def has_source(self) -> bool:
        """Whether we can say anything."""
        return self.what != ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the annual statistics."""

    key: str
    title: str
    unit: str
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()


def _none(key: str, label: str, why: str) -> Column:
    return Column(key, label, "", why=why, leads=False)


_NO_SUCH_RECORD = "本平台的数据标准没有这类记录"

PENALTIES = Table(
    "penalty",
    "行政处罚实施情况",
    "宗",
    (
        *(Column(kind, label, What.PENALTY, acts=kind) for kind, label in KINDS.items() if kind != UNSAID),
        Column(UNSAID, KINDS[UNSAID], What.PENALTY, acts=UNSAID, why="记录没有写明处罚种类，应当由报送单位补正"),
        Column("total", "合计", What.PENALTY),
        Column("amount", "罚没金额", What.PENALTY, "amount", unit="money", leads=False),
        Column("summary", "简易程序", What.PENALTY, "summary"),
        Column("ordinary", "普通程序", What.PENALTY, "ordinary"),
        Column("reviewed", "法制审核", What.PENALTY, "reviewed"),
        Column("transferred", "移送", What.TRANSFERRED, why="处理结果为“移送”的案件；数据标准不分移送司法机关和移送其他机关"),
    ),
    (
        "已经作出处罚决定的案件，按决定日期计；不予处罚、撤销立案的不计。移送的按决定日期计，没有决定日期的按立案日期计，不在合计内。",
        "罚没金额为决定书载明的罚款与没收金额之和，按决定日期计，不是实际缴库数。",
    ),
)

LICENCES = Table(
    "licence",
    "行政许可实施情况",
    "件",
    (
        Column("applied", "申请", What.APPLIED),
        Column("accepted", "受理", What.ACCEPTED),
        Column("licensed", "许可", What.LICENSED, why="填了决定日期的许可记录；数据标准不分准予与不予"),
        _none("refused", "不予许可", "数据标准不分准予与不予"),
        _none("revoked", "撤销许可", _NO_SUCH_RECORD),
    ),
    ("申请、受理、许可各按自己的日期计，同一件可以在不同的年度。",),
)

MEASURES: dict[str, tuple[str, ...]] = {
    "seal": ("查封",),
    "seize": ("扣押",),
    "freeze": ("冻结",),
    "other_measure": ("限制人身自由",),
    "surcharge": ("加处罚款", "滞纳金"),
    "transfer": ("划拨",),
    "auction": ("拍卖",),
    "restore": ("排除妨碍", "恢复原状"),
    "substitute": ("代履行",),
}
"""Words by which a measure is known, in the order in which they are looked for."""
UNTOLD = "untold"


def measure_of(acts: list[str]) -> str:
    """The column of a measure, by the words of the record."""
    text = "".join(acts)
    return next((key for key, words in MEASURES.items() if any(word in text for word in words)), UNTOLD)


COERCIONS = Table(
    "coercion",
    "行政强制实施情况",
    "宗",
    (
        Column("seal", "查封场所、设施或者财物", What.COERCION, acts="seal"),
        Column("seize", "扣押财物", What.COERCION, acts="seize"),
        Column("freeze", "冻结存款、汇款", What.COERCION, acts="freeze"),
        Column("other_measure", "其他强制措施", What.COERCION, acts="other_measure"),
        Column("surcharge", "加处罚款或者滞纳金", What.COERCION, acts="surcharge"),
        Column("transfer", "划拨存款、汇款", What.COERCION, acts="transfer"),
        Column("auction", "拍卖或者依法处理", What.COERCION, acts="auction"),
        Column("restore", "排除妨碍、恢复原状", What.COERCION, acts="restore"),
        Column("substitute", "代履行", What.COERCION, acts="substitute"),
        _none("other_execution", "其他强制执行", "记录只写“其他”，分不出措施还是执行，计入下一栏"),
        Column(UNTOLD, "未分措施或执行", What.COERCION, acts=UNTOLD, why="记录写“其他”，或者没有写种类"),
        Column("total", "合计", What.COERCION),
        _none("court", "申请法院强制执行", _NO_SUCH_RECORD),
    ),
    ("按强制开始日期计。处罚案件里加处的罚款不在此表，除非单位另报了行政强制记录。",),
)

_ENTERPRISE = "检查对象是单位或者个体工商户的"
OTHERS = Table(
    "others",
    "行政检查和其他行政执法行为",
    "次（件）",
    (
        Column("inspections", "检查", What.INSPECTION),
        Column("enterprises", "其中：对经营主体", What.INSPECTION, "enterprises", why=_ENTERPRISE),
        Column("scanned", "其中：已扫码", What.INSPECTION, "scanned", why="对经营主体的检查中记录了已扫码的"),
        *(
            _none(key, label, _NO_SUCH_RECORD)
            for key, label in (
                ("levy", "征收"), ("requisition", "征用"), ("confirmation", "确认"), ("payment", "给付"), ("ruling", "裁决"),
                ("award", "奖励"), ("other", "其他"),
            )
        ),
    ),
    ("检查按检查日期计，一个检查对象检查一次为一次。",),
)  # fmt: skip

BODIES = Table(
    "bodies",
    "行政执法机构和人员",
    "个（人）",
    (
        Column("bodies", "执法主体", None, leads=False, why="现在在用、具有执法主体资格的单位"),
        Column("officers", "执法人员", None, leads=False, why="期末在岗，不含辅助人员"),
        Column("certified", "持证", None, leads=False, why="期末持有有效行政执法证件，暂扣、吊销、注销期间除外"),
        Column("certified_share", "持证率", None, unit="share", leads=False),
        _none("reviewers", "法制审核人员", "人员名册没有法制审核岗位一栏"),
    ),
    ("主体按现在的名录，人员和证件按期末。",),
)

TABLES: tuple[Table, ...] = (PENALTIES, LICENCES, COERCIONS, OTHERS, BODIES)
BY_KEY = {table.key: table for table in TABLES}
