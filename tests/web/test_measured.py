"""The server's own measures: of every address its pattern, time and queries, and nothing of anybody."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import House

if TYPE_CHECKING:
    from django.test import Client


def test_the_ranks_of_what_was_measured() -> None:
    from almoner.web.measured import KEPT, Meter

    meter = Meter()
    for ms in range(1, 101):
        meter.add("GET", "claims", float(ms), ms % 3)
    meter.add("POST", "slow", 900.0, 12)
    slow, claims = meter.measures()
    assert (slow.path, slow.is_slow, slow.median_ms, slow.most_queries) == ("slow", True, 900.0, 12)
    assert (claims.answers, claims.median_ms, claims.p95_ms, claims.is_slow) == (100, 50.0, 95.0, False)
    assert (claims.queries, claims.most_queries) == (1, 2)
    for _ in range(KEPT):
        meter.add("GET", "claims", 1.0, 0)
    claims = meter.measures()[-1]
    assert (claims.answers, claims.p95_ms, claims.most_queries) == (KEPT, 1.0, 0)


def test_addresses_without_end_take_no_memory() -> None:
    from almoner.web.measured import MOST_ADDRESSES, Meter

    meter = Meter()
    for number in range(MOST_ADDRESSES + 10):
        meter.add("GET", f"a{number}", 1.0, 0)
    assert len(meter.measures()) == MOST_ADDRESSES


@pytest.mark.usefixtures("house")
def test_the_page_shows_patterns_with_time_and_queries(
    house: House, sign_in: "Callable[..., Client]"
) -> None:
    from almoner.web.measured import METER

    sign_in("biller").get(f"/patients/{house.patient.id}?q=secret")
    found = next(one for one in METER.measures() if one.path == "patients/<int:patient_id>")
    assert found.queries > 2
    assert found.p95_ms > 0
    page = sign_in("admin").get("/performance").content.decode()
    assert "/patients/&lt;int:patient_id&gt;" in page
    assert "secret" not in page
    assert f"/patients/{house.patient.id}" not in page
