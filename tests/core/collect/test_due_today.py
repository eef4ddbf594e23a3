"""What is asked for at the desk: the parts sum to it, and nothing is asked for twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.collect.due_today import AtDesk, Why, due_today

CENTS = st.integers(0, 10**7)


@pytest.mark.parametrize(
    ("known", "cents", "whys"),
    [
        (AtDesk(3000, True, 0, 0, 0), 3000, [Why.COPAY_ANSWERED]),
        (AtDesk(3000, False, 3000, 0, 3000), 0, [Why.COPAY_OF_CARD, Why.TAKEN]),
        (AtDesk(3000, True, 1000, 4500, 1000), 6500, [Why.COPAY_ANSWERED, Why.TAKEN, Why.OWED]),
        (AtDesk(3000, True, 0, 4500, 2000), 5500, [Why.COPAY_ANSWERED, Why.OWED, Why.HELD]),
        (AtDesk(0, True, 0, 4500, 9000), 0, [Why.OWED, Why.HELD]),
        (AtDesk(None, False, 0, 4500, 0), 4500, [Why.OWED]),
        (AtDesk(3000, True, 0, -700, 0), 3000, [Why.COPAY_ANSWERED]),
    ],
)
def test_each_part_says_why(known: AtDesk, cents: int, whys: list[Why]) -> None:
    due = due_today(known)
    assert (due.cents, [part.why for part in due.parts]) == (cents, whys)
    assert due.is_copay_known == (known.copay_cents is not None)


@given(CENTS, CENTS, CENTS, CENTS)
def test_it_is_never_less_than_nothing_nor_more_than_copay_and_debt(
    copay: int, taken: int, owed: int, held: int
) -> None:
    due = due_today(AtDesk(copay, True, taken, owed, held))
    assert 0 <= due.cents <= copay + owed
