"""P-11 先行登记保存7日处理."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Part, Rule

RULE = Rule(
    code="P-11",
    title="先行登记保存7日内处理",
    step="investigation",
    requires="对先行登记保存的证据，应当在7个工作日内及时作出处理决定：保全后退还、送检、查封或者扣押、没收、解除。",
    articles=(
        Article("行政处罚法", "第五十六条"),
        Article("行政处罚法", "第八十五条"),
        Article("市监程序规定", "第三十五条", sector="market"),
        Article("住建程序规定", "第十九条第三款、第四款", sector="housing"),
    ),
    severity=Severity.HIGH,
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    dated_by="hold_on",
    applies="hold_on IS NOT NULL",
    needs=("hold_due",),
    wants={
        "hold_disposed_on": "hold_returned_on IS NULL AND hold_lifted_at_once IS NOT TRUE",
        "hold_disposal": "hold_disposed_on IS NOT NULL",
    },
    looks_at=("hold_on", "hold_returned_on"),
    passes=(
        # A hold that is known from its record alone says nothing of what became of it.
        Part(
            "7个工作日内处理",
            "CASE WHEN hold_lifted_at_once THEN true WHEN num_nonnulls(hold_disposed_on, hold_returned_on) > 0"
            " THEN least(hold_disposed_on, hold_returned_on) <= hold_due WHEN as_of > hold_due AND hold_at IS NOT NULL THEN false END",
        ),
        Part("处理方式合法", "CASE WHEN hold_disposed_on IS NULL THEN true ELSE hold_disposal <> 'other' END"),
    ),
    due="hold_due",
    counted=Counted("hold_on", "7", "workday"),
    fails="{hold_on} 先行登记保存，{hold_disposed_on} 处理（期限 {hold_due}），不符合下列要求：{broken}。",
    exceptions=(
        "7日内送检即为处理，检测的时间不在本规则内。",
        "逾期自动解除，物品在期满以前已归还的，通过。",
        "期限还没有届满的，不作判断；只有保存笔录、没有细目的，缺数据。",
        "分批处理的填最后一批；逾期仍控制物品的，由人工从重认定。",
    ),
    last_lawful="2026-03-02 保存，2026-03-11（第7个工作日）处理。",
    first_unlawful="同样情形，2026-03-12 处理。",
)
