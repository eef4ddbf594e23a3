"""What a payer's door finds in an institutional claim alone, and that the clearinghouse takes it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from almoner.core.wire.claim_837 import write_claims
from almoner.core.x12 import read, read_999
from almoner.links.simulator import Box
from almoner.links.simulator.intake import Batch, read_claims
from almoner.links.simulator.nouns import Address, Claim, Party
from almoner.links.simulator.screen import check_content
from tests.core.claim import samples
from tests.core.claim.clinic_samples import BY_MEDICARE, house, rural
from tests.core.wire.samples import ENVELOPE, batch
from tests.links.simulator.claims import put
from tests.links.simulator.reading import folder

ON = date(2026, 3, 5)
REVISION = samples.revision(rural(house=house(replace(BY_MEDICARE, claim_payer_id=""))))


def a_claim() -> Claim:
    (body,) = read(batch([REVISION])).interchanges[0].groups[0].sets
    (found,) = read_claims(body.iter_rows(), Batch("x", ON, Address("ALMONER1", "T")))
    return found


def found(change: Callable[[Claim], object] = lambda _: None) -> list[tuple[str, ...]]:
    claim = a_claim()
    change(claim)
    return [one.composite for one in check_content(claim, is_injury_only=False)]


def test_an_institutional_claim_is_read_with_its_bill() -> None:
    claim = a_claim()
    assert claim.bill is not None
    assert (claim.place, claim.frequency, claim.bill.status) == ("71", "1", "01")
    assert (claim.bill.since_on, claim.bill.until_on) == (samples.DOS, samples.DOS)
    assert claim.bill.attending is not None
    assert claim.bill.attending.last == "OKAFOR"
    assert [(one.revenue, one.qualifier, one.code, one.units) for one in claim.lines] == [
        ("0521", "HC", "99213", 1000),
        ("0300", "HC", "85025", 1000),
    ]
    assert claim.diagnoses == ["E119", "I10"]


def _attends(claim: Claim, party: Party | None) -> None:
    assert claim.bill is not None
    claim.bill.attending = party


def _status(claim: Claim) -> None:
    assert claim.bill is not None
    claim.bill.status = ""


def _until(claim: Claim) -> None:
    assert claim.bill is not None
    claim.bill.until_on = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (lambda claim: setattr(claim, "place", "72"), ("A7", "228")),
        (_status, ("A6", "234")),
        (_until, ("A7", "188")),
        (lambda claim: _attends(claim, None), ("A7", "562", "71")),
        (lambda claim: _attends(claim, Party(number="1234567890")), ("A7", "562", "71")),
        (lambda claim: setattr(claim.lines[1], "revenue", "30"), ("A7", "455")),
    ],
)
def test_what_is_wrong_is_sent_back_with_its_reason(
    change: Callable[[Claim], object], verdict: tuple[str, ...]
) -> None:
    assert found() == []
    assert found(change) == [verdict]


def test_the_house_takes_both_guides_and_asks_each_for_its_own(tmp_path: Path) -> None:
    whole, _ = write_claims([REVISION], envelope=ENVELOPE, batch_number=12)
    count = int(whole.rpartition(b"SE*")[2].partition(b"*")[0])
    lacking = whole.replace(b"SE*%d*" % count, b"SE*%d*" % (count - 1))
    lacking = lacking.replace(b"CL1**1*01~", b"")
    put(tmp_path, "837I-000000001.x12", whole)
    put(tmp_path, "837I-000000002.x12", lacking.replace(b"000000012", b"000000013"))
    Box(tmp_path).advance(ON)
    told = [
        read_999(read(data).sets[0]) for name, data in sorted(folder(tmp_path).items()) if "-999-" in name
    ]
    assert [one.code for one in told] == ["A", "R"]
    assert [(error.segment, error.loop) for error in told[1].sets[0].errors] == [("CL1", "2300")]
