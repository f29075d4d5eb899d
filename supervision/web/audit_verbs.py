"""网页内核的留痕动作。"""

from supervision.audit.verbs import Verb, register

register(Verb("web.denied", "访问被拒绝"))
