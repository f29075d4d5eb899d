"""监督报告：指标、定期报告、审批与批示、印发与签收、工作台。

What it adds up to: indicators, periodic reports, approvals; and each person's workbench, which draws on everything below.
"""
