"""执法质效评议：监督机构定方案和标准，评议行政执法机关的执法质量、执法效果，标准、过程、结果都公开（条例 §19）。

An appraisal scores agencies by a standard that is published before anybody is scored. It knows agencies and borrows from case-file review
(`cases.review`) who a body may plan for; nothing below knows it.
"""
