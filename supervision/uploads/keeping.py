"""收下一份材料：定名、看内容、查病毒、加密存放，各处的证明材料、证据都走这一步。"""

from __future__ import annotations

import io

from supervision.documents.models import StoredFile
from supervision.documents.storage import store
from supervision.uploads.antivirus import scan
from supervision.uploads.evidence import check_evidence
from supervision.uploads.names import clean_name


def keep_evidence(name: str, content: bytes) -> tuple[str, StoredFile]:
    """The name under which an attachment is shown, and the file as it is kept (one of the same content for all). UserError for a kind, a size or
    a content that is not allowed, and for what the scanner finds: nothing is kept then."""
    name = clean_name(name)
    media_type = check_evidence(name, content)
    scan(name, io.BytesIO(content))
    return name, store(content, media_type=media_type)
