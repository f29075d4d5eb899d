"""演示账号：每个角色一个。人物虚构。"""

from __future__ import annotations

from dataclasses import dataclass

from agencies.choices import Role

DEMO_PASSWORD = "Changsha-Demo-2026"  # noqa: S105 - printed on the demo's sign-in page; the demo refuses to run in production


@dataclass(frozen=True)
class Account:
    """One sign-in of the demo: whose post, at which agency (code), and what to try with it."""

    username: str
    name: str
    role: Role
    agency_code: str
    title: str
    does: str
    seconded_by: str = ""
    """Code of the agency that lent the person to the bureau."""

    @property
    def role_label(self) -> str:
        """The post as the sign-in page names it."""
        return f"{_PLACES[self.agency_code]}{self.title}"


_PLACES = {
    "430100-SFJ": "市司法局",
    "430100-ZF": "长沙市",
    "430100-SCJG": "市",
    "430181-SFJ": "浏阳市司法局",
    "430181-ZF": "浏阳市",
    "430181-ZJ": "浏阳市",
    "430181110-SFS": "大瑶司法所",
}

ACCOUNTS: tuple[Account, ...] = (
    Account("shidu", "苏文衡", Role.SUPERVISOR, "430100-SFJ", "执法监督处监督员", "研判线索、立项、拟稿、核验、编月报"),
    Account("shichu", "顾维桢", Role.DIVISION_CHIEF, "430100-SFJ", "执法监督处处长", "核稿、审核月报、决定延期"),
    Account(
        "jiediao",
        "白慕川",
        Role.SUPERVISOR,
        "430100-SFJ",
        "执法监督处借调干部",
        "由市市场监管局借调：该局的事能看、不能办",
        "430100-SCJG",
    ),
    Account("shifa", "韩知远", Role.LEGAL_REVIEWER, "430100-SFJ", "法制处副处长", "月报法制审核"),
    Account("shiju", "陆明谦", Role.DIRECTOR, "430100-SFJ", "局长", "签发文书、审批并印发月报"),
    Account("shizhang", "沈怀瑾", Role.LEADER, "430100-ZF", "副市长", "在手机上批示月报"),
    Account("xiandu", "唐若谷", Role.SUPERVISOR, "430181-SFJ", "执法监督科科员", "只看浏阳市：研判、立项、拟稿、核验"),
    Account("xianchu", "邓以恒", Role.DIVISION_CHIEF, "430181-SFJ", "执法监督科科长", "核稿、审核月报"),
    Account("xianfa", "蒋慎之", Role.LEGAL_REVIEWER, "430181-SFJ", "法制科科长", "浏阳市月报的法制审核"),
    Account("xianju", "彭致和", Role.DIRECTOR, "430181-SFJ", "司法局局长", "签发浏阳市的文书"),
    Account("xianzhang", "谢令仪", Role.LEADER, "430181-ZF", "副市长", "批示浏阳市的月报"),
    Account("faguan", "罗景行", Role.LEGAL_OFFICER, "430181-ZJ", "住建局法规股股长", "签收文书、逐项反馈、报送数据"),
    Account("shifaguan", "蒋思齐", Role.LEGAL_OFFICER, "430100-SCJG", "市场监管局法规处干部", "签收文书、逐项反馈、签收月报"),
    Account("sifasuo", "易知秋", Role.TOWNSHIP_ASSISTANT, "430181110-SFS", "司法助理员", "协助核实本镇线索，不能制发文书"),
    Account(
        "shehui",
        "章慕白",
        Role.SOCIAL_SUPERVISOR,
        "430181-SFJ",
        "社会监督员",
        "用手机反映浏阳市执法机关的问题，只看得到自己反映的",
    ),
    Account(
        "xitong", "席安澜", Role.SYSTEM_ADMIN, "430100-SFJ", "系统管理员", "登记、停用账号，办理移交，载入工作日历；不看案件"
    ),
    Account("anquan", "贺青岚", Role.SECURITY_ADMIN, "430100-SFJ", "安全管理员", "授岗、代理、例外；查看每个人能看什么、为什么"),
    Account("shenji", "闻人朔", Role.AUDIT_ADMIN, "430100-SFJ", "审计管理员", "查操作留痕，核验它没有被改动"),
)
