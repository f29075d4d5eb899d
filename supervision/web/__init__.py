"""网页内核：默认拒绝的页面基类、按键翻页、统一的错误说法。

Pages that refuse to start without a declared permission, keyset paging, one error shape. Knows no domain word.
"""
