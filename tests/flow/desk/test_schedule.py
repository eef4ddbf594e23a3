"""Free times are offered from this moment on, and on other days from their opening."""

from datetime import datetime, time, timedelta

import pytest

from almoner.flow import clock
from almoner.flow.desk.opening import terms_of
from almoner.flow.desk.schedule import Wanted, free_slots
from almoner.store.session import books
from tests.flow.cycle import MEDICARE
from tests.practices import DAY, House, add_patient, new_house


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def starts(house: House, now: datetime | None) -> list[datetime]:
    who = add_patient(house, MEDICARE)
    wanted = Wanted(who.id, DAY, 20, house.provider.id, house.location.id, now=now)
    with books(house.practice.id) as session:
        return list(free_slots(session, wanted, terms_of(session)))


def test_what_has_begun_is_not_offered(house: House) -> None:
    first = starts(house, None)
    assert first[0].date() == DAY
    noon = datetime.combine(DAY, time(13, 5))
    assert starts(house, noon)[0] >= noon
    assert starts(house, first[1])[0] == first[1]
    late = datetime.combine(DAY, time(23))
    assert starts(house, late)[0].date() > DAY
    assert starts(house, late)[0].time() == first[0].time()


def test_the_wall_tells_of_today_alone(house: House) -> None:
    on = clock.local(house.actor).date()
    now = clock.wall(house.actor, on)
    assert now is None or now.date() == on
    assert clock.wall(house.actor, on - timedelta(days=2)) is None
