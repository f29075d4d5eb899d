"""执法案件：行政执法记录的归集、检查与发现的问题。

What was done: enforcement records, intake, rules, findings.
"""
