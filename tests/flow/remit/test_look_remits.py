"""One payment as it is looked at: a part of its claims at a time, its sums over all of them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from almoner.flow.remit import look_remits, post
from almoner.flow.remit.look_remits import Part
from almoner.flow.remit.look_remits import Payment as Looked
from tests.flow.cycle import sent_claim, take_in
from tests.flow.files import Payment, paying
from tests.practices import DAY, House, new_house


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def received(house: House) -> int:
    """A payment of five claims, of which one is denied, one is nobody's, and of a level of its own."""
    sent = [sent_claim(house) for _ in range(5)]
    decided = [one.paid(9000, ("PR", "2", 6000)) for one in sent]
    decided[2] = sent[2].paid(0, ("CO", "50", 15000))
    decided[3] = replace(decided[3], control="NOBODYS")
    content = paying(house, Payment("MCR01", "T1", decided, (("L6", "", -700),)))
    return take_in(house, content, on=DAY).remittance_ids[0]


def pages(house: House, remittance_id: int, most: int) -> Iterator[Looked]:
    first, claims = 0, 1
    while first < claims:
        looked = look_remits.remittance(house.actor, remittance_id, on=DAY, first=first, most=most)
        yield looked
        first, claims = first + most, looked.claims


def told(part: Part) -> tuple[object, ...]:
    return part.advice.ordinal, part.is_odd, part.effects, [(one.key, one.cents) for one in part.postings]


def test_every_claim_is_met_once_with_its_postings_and_the_sums_are_of_all(house: House) -> None:
    remittance_id = received(house)
    for is_preview in (True, False):
        whole = look_remits.remittance(house.actor, remittance_id, on=DAY)
        assert (whole.is_preview, whole.claims, len(whole.parts)) == (is_preview, 5, 5)
        assert [part.is_odd for part in whole.parts] == [True, True, False, False, False]
        assert whole.total.cash == 4 * 9000 + 700
        assert whole.ties
        parted = list(pages(house, remittance_id, 2))
        assert [len(page.parts) for page in parted] == [2, 2, 1]
        # What is planned anew for each look has ids of its own.
        assert [told(part) for page in parted for part in page.parts] == [told(part) for part in whole.parts]
        for page in parted:
            assert (page.total, page.claims, len(page.tasks)) == (whole.total, 5, len(whole.tasks))
            assert [one.key for one in page.loose] == [one.key for one in whole.loose]
        assert [one.carc for one in whole.loose] == ["L6"]
        assert all(part.postings for part in whole.parts if part.effects.paid)
        if is_preview:
            post.post(house.actor, remittance_id, on=DAY)
