"""测量：平台有多快，每个数字都与同一次运行里量得的参照相比。

figure.py     one figure, one line; clocks
scratch.py    databases beside the real one, dropped at the end
city.py       the small and the large city
loop.py       matters, instruments and reports by the real services
affairs.py    contests, waivers, reviews, leads, trials, heading maps, warnings
keeping.py    disposal lists, packages for the province
objects.py    what pages are about, and who makes the city's
multiply.py   twenty-five times the data, inside the database
intake.py     import_csv, import_xlsx, import_memory
pushing.py    api_push
checking.py   check_rules, check_rules_growth, explain_one
asking.py     a signed-in person asks for a page: time and statements
routes.py     every page there is, who opens it, with which object
pages.py      page_statements, page_p95
lists.py      page_list, page_list_growth, search_growth
exports.py    export_rows
compiling.py  report_growth
papers.py     pdf_papers
serving.py    list_rate
trail.py      audit_cost, outbox_rate
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reports.bench import checking, compiling, exports, intake, lists, pages, papers, pushing, serving, trail
from reports.bench.city import City
from reports.bench.figure import Figure

FIGURES: dict[str, Callable[[City], Iterator[Figure]]] = {
    "import_csv": intake.import_csv,
    "import_xlsx": intake.import_xlsx,
    "import_memory": intake.import_memory,
    "api_push": pushing.api_push,
    "check_rules": checking.check_rules,
    "check_rules_growth": checking.check_rules_growth,
    "explain_one": checking.explain_one,
    "page_statements": pages.page_statements,
    "page_p95": pages.page_p95,
    "page_list": lists.page_list,
    "page_list_growth": lists.page_list_growth,
    "search_growth": lists.search_growth,
    "list_rate": serving.list_rate,
    "export_rows": exports.export_rows,
    "report_growth": compiling.report_growth,
    "pdf_papers": papers.pdf_papers,
    "audit_cost": trail.audit_cost,
    "outbox_rate": trail.outbox_rate,
}
"""Name on the command line → how it is taken. Names are stable: people and scripts rely on them."""
