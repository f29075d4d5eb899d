"""线索：谁告诉我们的，投诉举报、热线、法院、媒体，由哪一级监督机构办，什么时候办完、告知。

A lead is somebody's word about an agency, not yet a problem: it is registered, accepted or declined, handled and told. It knows records
(`cases`) and is known by nothing below it.
"""
