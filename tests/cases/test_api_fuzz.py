"""接口的描述与接口一致：照着描述胡乱提问，答复从不出 5xx，也从不出描述以外的样子（C1）。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from tests.cast import build_cast
from tests.web.people import system, token_of

EXAMPLES = 50
"""Of each operation, for each who asks."""

CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
OPERATIONS = {"/api/v1/batches/": "POST", "/api/v1/batches/{id}/": "GET"}


@pytest.fixture
def asking(transactional_db: None) -> Iterator[dict[str, dict[str, str]]]:
    """Who asks: a county's system, a city's, nobody; and no limit on how often."""
    cast = build_cast()
    systems = {"county": system("county-system", cast.county_housing), "city": system("city-system", cast.city_market)}
    with override_settings(RATE_LIMITS=False, ALLOWED_HOSTS=["*"]):
        yield {name: {"Authorization": f"Bearer {token_of(user)}"} for name, user in systems.items()} | {"nobody": {}}


@pytest.mark.parametrize("path", OPERATIONS)
@pytest.mark.parametrize("who", ["county", "city", "nobody"])
def test_C1_every_operation_answers_as_described_whatever_is_asked(
    who: str, path: str, asking: dict[str, dict[str, str]]
) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), headers=asking["county"])
    assert set(schema) == set(OPERATIONS)
    statuses: set[int] = set()

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=schema[path][OPERATIONS[path]].as_strategy())
    def ask(case: Any) -> None:
        response = case.call(headers=asking[who])
        statuses.add(response.status_code)
        case.validate_response(response, checks=CHECKS)

    ask()
    assert statuses <= ({401, 404, 415} if who == "nobody" else {200, 202, 207, 400, 404, 406, 409, 415})
