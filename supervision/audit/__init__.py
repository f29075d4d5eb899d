"""操作留痕：谁、何时、对什么、做了什么、结果如何；只增不改。

Append-only trail. Services call `record()` (in `record.py`); nothing else writes here, and nothing ever changes or removes a row.
"""
