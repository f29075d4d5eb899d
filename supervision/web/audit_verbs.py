"""网页内核的留痕动作。"""

from supervision.audit.verbs import Verb, register
from supervision.audit.words import register_words

register(Verb("web.denied", "访问被拒绝"), Verb("web.list_exported", "导出列表"))
register_words(
    {"list": "列表", "export": "导出编号"},
    {"form": {"csv": "CSV", "xlsx": "Excel（XLSX）", "pdf": "PDF", "docx": "Word（DOCX）"}},
)
