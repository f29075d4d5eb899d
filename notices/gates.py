"""检查清单中由监督流程把关的项目（S 组）。

Where the checklist's items on the supervisor itself are seen to: a step that the lifecycle refuses, with the article, or a clock that runs.
"""

from __future__ import annotations

from cases.rules.elsewhere import Elsewhere, Where

_REGULATION = "《行政执法监督条例》"

GATES = (
    Elsewhere(
        "S-01",
        Where.GATE,
        "拟制文书时按问题逐项对照：应履未履的拟督办函，违法或者明显不当的拟意见书；不适用的文书不能拟制，并写明是哪一条不允许。",
        f"{_REGULATION}第二十七条、第二十八条",
        "notices:matters",
    ),
    Elsewhere(
        "S-02",
        Where.GATE,
        "决定书由本级人民政府决定，监督机构只提出处理建议：系统不提供自行制发决定书的入口，并说明依据。",
        f"{_REGULATION}第二十九条",
        "notices:matters",
    ),
    Elsewhere(
        "S-03",
        Where.GATE,
        "文书送达即起算反馈期限，到期前后提醒，逾期进入逾期清单；经批准的延期按延期后的日期。",
        f"{_REGULATION}第二十七条第二款、第二十八条第二款；《湖南省行政程序规定》第一百五十八条",
        "notices:overdue",
    ),
    Elsewhere(
        "S-04",
        Where.GATE,
        "单位可以对文书所列问题逐项提出异议，不以逾期拒收；答复前文书不能办结，届满前提出的也不作逾期判断。维持、变更、撤销都须写明理由。",
        f"{_REGULATION}第三十条（没有规定日数）",
        "notices:instruments",
    ),
    Elsewhere(
        "S-05",
        Where.GATE,
        "案件正在行政复议或者行政诉讼中的，不能立项，也不能签发文书；须先将该案移出事项。",
        f"{_REGULATION}第三十三条第三款",
        "notices:matters",
    ),
    Elsewhere(
        "S-06",
        Where.GATE,
        "应当移送监察机关的线索登记在事项上，没有登记移送（日期、文号、接收机关）或者不移送的理由，事项不能办结、终结；超过三十日的提示。",
        f"{_REGULATION}第三十三条第一款（没有规定日数，三十日为本平台的提示）",
        "notices:matters",
    ),
    Elsewhere(
        "S-07",
        Where.GATE,
        "实行垂直管理的单位，只能向其上一级主管部门制发问题告知函，督办函、意见书不能签发。",
        f"{_REGULATION}第四十二条第二款",
        "notices:matters",
    ),
    Elsewhere(
        "S-08",
        Where.GATE,
        "专项监督由省级以上监督机构开展：处理方式中列明而不能选用，并写明依据；按省级方案实施的，尚未建成。",
        f"{_REGULATION}第二十一条",
        "notices:matters",
    ),
    Elsewhere(
        "S-09",
        Where.GATE,
        "司法所只能记录、协助；拟稿、签发只对县级以上行政执法监督机构开放。",
        f"{_REGULATION}第六条第二款、第二十六条",
        "notices:matters",
    ),
    Elsewhere(
        "S-10",
        Where.GATE,
        "评议标准、过程、结果分别登记公开（哪一天、系统内还是向社会、涉密内容怎样处理）；有一项没有公开，评议不能办结，并写明缺哪一项，数据库同样约束。",
        f"{_REGULATION}第十九条",
        "appraisals:appraisals",
    ),
    Elsewhere(
        "S-11",
        Where.GATE,
        "投诉举报受理即起算六十日（自然日，当日不计），逐件写明算法和结果，逾期、将到期可以筛选；办结须写处理结果和结论，告知日期单独登记，匿名的免予告知。",
        "《湖南省行政程序规定》第一百五十六条第三款、第一百七十四条（按2018年文本，待核）",
        "leads:leads",
    ),
    Elsewhere(
        "S-12",
        Where.GATE,
        "没有填写本地法规、规章依据的，不能提出暂扣；提出人与批准人不能是同一人。批准后期间内的执法行为由 G-06 判断，期满自动恢复。"
        "三日告知、最长六个月只作提示，不据此拒绝。",
        f"{_REGULATION}第三十二条（仅有建议权）；外省规定的三日、六个月待核",
        "notices:matters",
    ),
    Elsewhere(
        "S-13",
        Where.GATE,
        "现场监督、暗访记在事项上：有利害关系的人不能列入；现场不足两人、没有监督证号的，标明待核并提示，不作认定；暗访不要求亮证。",
        "长沙市行政执法监督条例（2001）第五条第三项，效力待核；四川、广东、河北等外省规定",
        "notices:matters",
    ),
)
