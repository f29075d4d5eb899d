"""登记簿：权责事项、执法人员与证件、行业参数，导入、导出、修改是同一套办法。

A register is one `Register`: its columns (one description for template, import, export and form), what identifies a row, whose rows a
person may keep. From it come the workbook to fill in, the import (file → what would change → confirm), the form for one row with its
history, and the columns of the list's export. To add one: a subclass with a `Table`, three or four short methods, a list page, and
`routes_of` in the app's urls.

A file is taken whole or not at all: one refused row refuses the file, and what was looked at is what is written, or nothing. Nothing is ever
removed: a row is ended by its last day.
"""

from agencies.registers.declaration import Change, Elsewhere, Entry, Register, Values, Wrong

__all__ = ["Change", "Elsewhere", "Entry", "Register", "Values", "Wrong"]
