"""行政执法统计年报：每年1月31日前公开上年的执法总体情况（国办发〔2018〕118号（六））。

`kinds`: the kinds of penalty as a column each, and which of several is the heaviest. `tables`: which tables and columns there are, and of
which we have no data. `counting`: the figures. `workbook`, `paper`: the same as XLSX and as a report in the format of GB/T 9704.
What the columns are, and how one case with several kinds counts, is taken from published annual statistics: no norm was found, and the
pages say 待核.
"""
