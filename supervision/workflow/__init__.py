"""流程引擎：状态、动作、谁可以、法律是否允许，一张表说清。

Lifecycles as tables. Buttons, the API, the audit trail and the diagrams in the docs are read from the same rows.
"""

from supervision.workflow.apply import apply, register_verbs
from supervision.workflow.errors import Conflict, NotAllowed
from supervision.workflow.lifecycle import Lifecycle, Option, Refusal, State, Transition

__all__ = ["Conflict", "Lifecycle", "NotAllowed", "Option", "Refusal", "State", "Transition", "apply", "register_verbs"]
