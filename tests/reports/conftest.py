"""监督报告测试的公用件。"""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.reports.world import World, build_world


@pytest.fixture
def world(cast: Cast) -> World:
    """Three hundred cases in a city and two counties."""
    return build_world(cast)
