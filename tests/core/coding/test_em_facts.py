"""Facts from outside are bounded."""

import pytest

from almoner.core.coding import Datum, DatumKind, Decision, Family, Minutes, VisitFacts
from tests.core.coding.samples import ON_2026


@pytest.mark.parametrize(
    ("own", "apart", "nearby"), [(-1, 0, 0), (1441, 0, 0), (30, 31, 0), (30, -1, 0), (30, 0, -1)]
)
def test_minutes_out_of_bounds(own: int, apart: int, nearby: int) -> None:
    with pytest.raises(ValueError, match="minutes"):
        Minutes(own, apart, nearby)


def test_the_bounds_themselves_hold() -> None:
    assert Minutes(0).counted == 0
    assert Minutes(1440, apart=1440).counted == 0


def test_talk_out_of_bounds() -> None:
    with pytest.raises(ValueError, match="talk"):
        VisitFacts(family=Family.AUDIO, on=ON_2026, talk_minutes=-1)


def test_too_many_facts() -> None:
    with pytest.raises(ValueError, match="data"):
        Decision(data=(Datum(DatumKind.TALK),) * 501)
