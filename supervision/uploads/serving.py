"""交出一份存放的文件：只作下载，不在页面里打开。"""

from __future__ import annotations

from django.http import FileResponse

from supervision.documents.models import StoredFile


def serve(file: StoredFile, name: str) -> FileResponse:
    """A stored file as a download; Django writes the name by RFC 6266 (filename* in UTF-8). Never guessed, never run."""
    response = FileResponse(file.open(), as_attachment=True, filename=name, content_type=file.media_type)
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return response
