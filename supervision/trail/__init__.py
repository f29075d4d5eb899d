"""留痕的页面：审计管理员查看、导出、核验留痕；任何人核验公文真伪。

Pages over `supervision.audit` and the register of issued papers in `supervision.documents`; knows no domain word.
"""
