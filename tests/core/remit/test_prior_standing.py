"""Which of a payer's decisions on a claim stand: those that no reversal has taken back."""

from collections.abc import Sequence

import pytest

from almoner.core.remit import Advice
from almoner.core.remit.prior import standing
from tests.core.remit.samples import clp, era, read_one

FIRST = clp("A1", "1", "100", "60", payer_control="FIRST")
SECOND = clp("A1", "1", "100", "70", payer_control="SECOND")
OF_ANOTHER_LINE = clp("A1", "1", "50", "20", payer_control="OTHER")
REVERSED = clp("A1", "22", "-100", "-60", payer_control="BACK")
REVERSED_OTHER = clp("A1", "22", "-50", "-20", payer_control="BACK")
UNREADABLE = clp("A1", "22", "x", "-20", payer_control="BACK")
FORWARDED = clp("A1", "25", "100", "0", payer_control="AWAY")


def advices(segments: Sequence[str]) -> Sequence[Advice]:
    return read_one(era(*segments, check="0")).advices


@pytest.mark.parametrize(
    ("segments", "left"),
    [
        ([FIRST], ["FIRST"]),
        ([FIRST, OF_ANOTHER_LINE], ["FIRST", "OTHER"]),
        ([FIRST, REVERSED], []),
        ([FIRST, REVERSED, SECOND], ["SECOND"]),
        ([FIRST, SECOND, REVERSED], ["FIRST"]),
        ([FIRST, OF_ANOTHER_LINE, REVERSED], ["OTHER"]),
        ([FIRST, OF_ANOTHER_LINE, REVERSED_OTHER], ["FIRST"]),
        ([OF_ANOTHER_LINE, REVERSED], ["OTHER"]),
        ([FIRST, UNREADABLE], ["FIRST"]),
        ([REVERSED, FIRST], ["FIRST"]),
        ([FIRST, FORWARDED], ["FIRST"]),
    ],
)
def test_a_reversal_takes_back_the_last_decision_on_as_much(segments: list[str], left: list[str]) -> None:
    assert [advice.payer_control for advice in standing(advices(segments))] == left


def test_a_reversal_without_a_charge_takes_back_one_of_nothing_alone() -> None:
    nothing = clp("A1", "1", "0", "0", payer_control="NOTHING")
    one_cent = clp("A1", "1", "0.01", "0", payer_control="CENT")
    left = standing(advices([nothing, one_cent, UNREADABLE]))
    assert [advice.payer_control for advice in left] == ["CENT"]
