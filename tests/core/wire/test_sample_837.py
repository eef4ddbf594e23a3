"""Sample claims: no issue of ours, no fault of the independent checker, the same bytes for the same seed."""

from pathlib import Path

import pytest

from almoner.core.wire.claim_837_noun_read import read_whole_claims
from almoner.core.wire.sample_837 import write
from almoner.core.x12 import read
from almoner.core.x12.check import check_set
from tests.core.wire.oracle import faults

GUIDES = ["837P", "837I", "837D"]


@pytest.mark.parametrize("guide", GUIDES)
@pytest.mark.parametrize("seed", [1, 20260105])
def test_a_sample_has_no_issue_and_every_claim(guide: str, seed: int) -> None:
    data = write(guide, 40, seed)
    document = read(data)
    assert not list(document.all_issues())
    assert [issue for each in document.sets for issue in check_set(each, level=5)] == []
    claims = [claim for each in document.sets for claim in read_whole_claims(each)]
    assert sorted(claim.number for claim in claims) == [f"S{number:07d}" for number in range(1, 41)]
    assert all(claim.charge_cents == sum(line.charge_cents or 0 for line in claim.lines) for claim in claims)
    assert {len(claim.others) for claim in claims} == {0, 1}
    assert {claim.patient is None for claim in claims} == {True, False}


@pytest.mark.parametrize("guide", ["837P", "837I"])
def test_the_independent_checker_finds_no_fault(guide: str, tmp_path: Path) -> None:
    assert faults(write(guide, 60, 3), tmp_path) == []


@pytest.mark.parametrize("guide", GUIDES)
def test_a_seed_gives_the_same_bytes(guide: str) -> None:
    assert write(guide, 5, 9) == write(guide, 5, 9) != write(guide, 5, 10)


def test_another_guide_isnt_claimed() -> None:
    with pytest.raises(KeyError):
        write("835", 1, 1)
