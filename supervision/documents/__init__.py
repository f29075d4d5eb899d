"""公文：按 GB/T 9704—2012 排印（PDF 与 DOCX），按内容散列存文件，连续取发文字号。

A kernel room that knows formats, not matters: `letter` and `report` take text and give bytes, `storage` keeps bytes
by their hash, `numbers` counts without gaps. Nothing here knows what an instrument is about.
"""
