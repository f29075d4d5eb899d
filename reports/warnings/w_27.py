"""W27 投诉高频."""

from reports.warnings.model import Model

MODEL = Model(
    code="W27",
    title="投诉高频",
    subject="单位、事项或者执法人员",
    says="同一单位、事项或者执法人员九十日内被投诉三次以上。",
    seen_at="绵阳、山东",
    group="同一领域的其他单位，按执法记录件数折算。",
    formula="九十日内同一对象的投诉不少于 3 件；12345 工单办理逾期另计。",
    unit="件",
    waits_for="12345 工单、投诉举报和社会监督员反映的问题：平台还没有接入这些来源。",
)
