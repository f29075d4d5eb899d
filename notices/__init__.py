"""监督文书：监督事项、文书制发、单位反馈、核验与办结。

What we do about it: matters, instruments, responses, rectification.
"""
