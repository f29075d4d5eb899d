"""线索的留痕动作（流程动作在 lifecycles.py 登记）。"""

from supervision.audit.verbs import Verb, register
from supervision.audit.words import register_words

register(
    Verb("leads.registered", "登记线索"),
    Verb("leads.informant_shown", "查看投诉人、举报人信息"),
)

register_words(
    {
        "handler": "办理机构", "accepted_on": "受理日期", "declined_on": "不予受理日期", "handled_on": "办结日期",
        "informed_on": "告知日期", "from_body": "转出机构", "to_body": "转入机构",
    },
)  # fmt: skip
