"""执法质效评议的代码表。"""

from django.db.models import TextChoices


class Aspect(TextChoices):
    """What an item of the standard looks at (条例 §19: 执法质量、执法效果等)."""

    QUALITY = "quality", "执法质量"
    EFFECT = "effect", "执法效果"


class Part(TextChoices):
    """What must be published (条例 §19: 评议标准、过程、结果应当以适当方式公开)."""

    CRITERIA = "criteria", "评议标准"
    PROCESS = "process", "评议过程"
    RESULT = "result", "评议结果"


class Manner(TextChoices):
    """How a part is published: the Regulation leaves it to what is suitable (以适当方式)."""

    IN_SYSTEM = "system", "系统内公开"
    TO_SOCIETY = "society", "向社会公开"


class Secrecy(TextChoices):
    """Whether something had to be taken out first: what is secret is published after it has been dealt with."""

    NONE = "none", "不含涉密内容"
    HANDLED = "handled", "涉密内容已处理"
