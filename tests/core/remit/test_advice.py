"""The number by which a payer's decision is known, and that of the one that a reversal takes back (RV11)."""

from dataclasses import replace

import pytest

from almoner.core.remit import Advice
from tests.core.remit.samples import clp, era, read_one, svc

ADVICE: Advice = read_one(
    era(clp("A1", "1", "100", "60", payer_control="OWN"), svc("HC:99213", "100", "60", "CO 45 40"))
).advices[0]


@pytest.mark.parametrize(
    ("status", "original", "known"),
    [
        ("1", "", "OWN"),
        ("1", "EARLIER", "OWN"),
        ("4", "EARLIER", "OWN"),
        ("22", "EARLIER", "EARLIER"),
        ("22", "", "OWN"),
    ],
)
def test_only_a_reversal_goes_by_the_number_of_the_decision_before(
    status: str, original: str, known: str
) -> None:
    assert replace(ADVICE, status=status, original_control=original).decision_control == known


@pytest.mark.parametrize(
    ("status", "original", "meant"),
    [
        ("1", "EARLIER", ("OWN",)),
        ("22", "EARLIER", ("EARLIER", "OWN")),
        ("22", "OWN", ("OWN",)),
        ("22", "", ("OWN",)),
    ],
)
def test_a_reversal_may_mean_the_number_that_it_names_apart_or_its_own(
    status: str, original: str, meant: tuple[str, ...]
) -> None:
    assert replace(ADVICE, status=status, original_control=original).decision_controls == meant


def test_an_advice_as_it_is_read_is_of_no_claim_and_no_payers_rank() -> None:
    assert (ADVICE.claim_id, ADVICE.rank) == (0, 0)
