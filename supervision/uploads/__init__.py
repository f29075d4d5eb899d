"""收件的门：一份上传的文件，先看大小和内容，再查病毒，然后才有人去解析它。

`keep_evidence` takes in an attachment through its door, `check_evidence`; `check_table` that of record files, `scan` asks the virus scanner when one is configured. All
three look at bytes and directories only: nothing is unpacked further than its XML text, nothing is run. Each refuses with a UserError that
says what is wrong with the file and what to do.

Why no sandboxed process of its own parses workbooks: a web process never does, but for a register's small file within narrow limits
(`agencies/registers/comparing.py`); the worker's child does, and it is such a process already (it
may be killed and its job comes again); the parser is memory-safe Rust, fed only what the directory and a scan of the sheet have bounded. Handing
the rows on from a third process cost a quarter of the reading time when measured.
"""

from supervision.uploads.antivirus import scan
from supervision.uploads.evidence import ALLOWED, MOST_BYTES, check_evidence
from supervision.uploads.keeping import keep_evidence
from supervision.uploads.names import clean_name
from supervision.uploads.serving import serve
from supervision.uploads.tables import check_table

__all__ = ["ALLOWED", "MOST_BYTES", "check_evidence", "check_table", "clean_name", "keep_evidence", "scan", "serve"]
