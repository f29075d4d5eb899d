"""网页内核的留痕动作。"""

from supervision.audit.verbs import Verb, register
from supervision.audit.words import register_words

register(
    Verb("web.denied", "访问被拒绝"),
    Verb("web.form_refused", "提交未通过防伪校验被拒绝"),
    Verb("web.token_refused", "接口令牌未通过被拒绝"),
    Verb("web.throttled", "操作过于频繁被拒绝"),
    Verb("web.list_exported", "导出列表"),
)
register_words(
    {"list": "列表", "export": "导出编号", "throttle": "限流种类", "token_refused": "令牌情况"},
    {
        "token_refused": {"none": "没有令牌", "unknown": "不是本平台的令牌", "revoked": "已作废", "expired": "已到期", "closed": "系统账号已停用"},
        "form": {"csv": "CSV", "xlsx": "Excel（XLSX）", "pdf": "PDF", "docx": "Word（DOCX）"},
        "throttle": {
            "sign_in": "登录", "search": "查询", "upload": "上传", "push": "接口报送", "export": "导出", "print": "排版", "public": "公开页面",
        },
    },
)  # fmt: skip
