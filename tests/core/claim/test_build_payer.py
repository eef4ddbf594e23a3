"""A claim that is built anew goes to the payer whose turn it is; no payer is told another's number."""

from dataclasses import replace
from itertools import count

import pytest

from almoner.core.claim.build import NotReplaceable, rebuild
from almoner.core.claim.state import Event, after
from tests.core.claim.samples import TODAY, built, coverage, folder


def test_a_rejected_claim_follows_the_corrected_coverage() -> None:
    claim = after(built()[0], Event.SENT, on=TODAY)
    claim = after(claim, Event.PAYER_REJECTED, on=TODAY, payer_control="OLD")
    now = replace(folder(), coverages=(coverage(3),))
    again, sent = rebuild(claim, now, frequency="1", ids=count(1), on=TODAY)
    assert (
        (again.payer_id, again.coverage_id) == (3, now.coverage.id) == (sent.payer.payer_id, now.coverage.id)
    )
    assert again.payer_control == ""


def test_no_payer_is_asked_to_replace_what_another_decided() -> None:
    claim = after(built()[0], Event.SENT, on=TODAY)
    claim = after(claim, Event.DENIED, on=TODAY, payer_control="PC1")
    now = replace(folder(), coverages=(coverage(3),))
    with pytest.raises(NotReplaceable, match="another payer"):
        rebuild(claim, now, frequency="7", ids=count(1), on=TODAY)
