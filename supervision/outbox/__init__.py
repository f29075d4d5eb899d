"""待办箱：要做的事先随业务一起落库，再由后台去做；做完与“已做”同时提交。

Effects as rows. `put()` (in `put.py`) writes a job in the business transaction; the worker does the effect and marks it done in one
transaction. Losing all of Redis costs seconds, never a job; a killed worker leaves the row as it was.
"""
