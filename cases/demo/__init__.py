"""演示用的执法记录：当事人与案情全部虚构，缺陷按表埋设。

The demo's enforcement records, written as files in the platform's own template and taken in by the real intake. Deterministic for
one seed, one day and one number of cases; what is planted is written to a list.
"""
