"""What a remittance is planned against: the claims that it names, and what an unmatched one may mean."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.charge import SuperbillLine
from almoner.core.wire.remit_835 import read_stored
from almoner.core.x12 import read
from almoner.flow.remit.desks import Loaded, load_desk
from almoner.store.load import remittance_file
from almoner.store.session import books
from tests.flow.cycle import LINE, Sent, sent_claim, take_in
from tests.flow.files import Decided, Payment, Served, paying
from tests.practices import House, new_house

ON = date(2026, 3, 16)
DEARER = replace(LINE, charge_cents=20000)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def loaded(house: House, *decided: Decided) -> Loaded:
    """The desk of a file that came in."""
    (remittance_id,) = take_in(house, paying(house, Payment("MCR01", "T1", decided)), on=ON).remittance_ids
    with books(house.practice.id) as session:
        stored, content = remittance_file(session, remittance_id)
        assert content is not None
        return load_desk(session, read_stored(read(content), stored, ids=session.ids()))


def called(sent: Sent, control: str, line: SuperbillLine = LINE) -> Decided:
    """A claim of ours that the payer calls by a number of its own, with a charge."""
    charged = replace(sent.lines[0], charge_cents=line.charge_cents)
    served = Served(charged, line.charge_cents)
    return Decided(sent.claim, (served,), payer_control=f"P{control}", control=control)


def test_each_unmatched_advice_has_the_claims_that_fit_it_alone(house: House) -> None:
    cheap, dear, again = sent_claim(house), sent_claim(house, DEARER), sent_claim(house, DEARER)
    desk = loaded(
        house,
        called(cheap, "STRANGE1"),
        called(cheap, "STRANGE2", DEARER),
        called(cheap, "STRANGE3", replace(LINE, charge_cents=77700)),
        called(dear, dear.claim.control, DEARER),
    ).desk
    assert desk.lookalikes == {
        "STRANGE1": (cheap.claim.control,),
        "STRANGE2": (dear.claim.control, again.claim.control),
        "STRANGE3": (),
    }
    assert set(desk.books) == {dear.claim.control, cheap.claim.control}, "also that of a line it names"
    assert desk.books[dear.claim.control].balances == {
        (dear.lines[0].id, "payer_ar:1"): 20000,
        (dear.lines[0].id, "revenue"): -20000,
    }
