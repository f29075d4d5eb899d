"""执法质效评议的留痕动作（流程动作在 lifecycles.py 登记）。"""

from supervision.audit.verbs import Verb, register
from supervision.audit.words import register_words

register(
    Verb("appraisals.planned", "拟订评议方案"),
    Verb("appraisals.changed", "修改评议方案"),
    Verb("appraisals.scored", "评议打分"),
)

register_words(
    {
        "criteria": "指标数", "appraised": "被评议单位编码", "published_on": "公开日期", "manner": "公开方式", "secrecy": "涉密处理", "closed_on": "办结日期",
    },
)  # fmt: skip
