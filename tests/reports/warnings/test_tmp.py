import pytest, datetime
from reports import warnings
from reports.warnings import running
@pytest.mark.django_db
def test_x(cast):
    for m in warnings.all_models():
        if m.runs:
            print(m.code, running.run(m, today=datetime.date(2026,11,1)).found)
            running.run(m, today=datetime.date(2026,11,2))
