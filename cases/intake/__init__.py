"""归集：一份表格文件 → 逐行入库或逐行说明原因，一个批次一个事务。

    reading.py      open the file, recognise its header, stream its cells
    drawn.py        headings that an administrator mapped: which profile reads a file, and the columns it adds
    staging.py      the cells as they came, in a temporary table, by COPY
    protecting.py   document numbers and telephones leave the table, sealed, before anything looks at them
    expressions.py  how one column's text becomes a value, and what is said when it does not
    source.py       how a row is read back from its file
    typing.py       all rows' values, faults and notes, in one statement
    deciding.py     per row: new, unchanged, a correction, a duplicate, refused
    storing.py      cases and source rows
    sampling.py     a sample for drawing: its first rows, masked, and how they would be stored
    parts.py        acts with their officers, services, spans, payments
    summary.py      the batch's counts and notes
    pipeline.py     the story, in order
    progress.py     how far it is (a hint in Redis)

The number of SQL statements does not depend on the number of rows. The SQL functions stand in `sql.py` and are created by a migration.
"""
