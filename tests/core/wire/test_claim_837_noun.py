"""Whole claims of the three guides: what is written is read as the same claims, and nothing of a file is
lost."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.wire.claim_837_noun import Claim, Contact, Party
from almoner.core.wire.claim_837_noun_read import read_whole_claims
from almoner.core.wire.claim_837_noun_write import Header, write_whole_claims
from almoner.core.x12 import read
from tests.core.wire.samples import ENVELOPE
from tests.core.x12.drafts import random_draft
from tests.core.x12.test_build import framed

HEADER = Header(
    submitter=Party("submitter", "ALMONER", kind="2", id="ALMONER1"),
    receiver=Party("receiver", "BOXCLEAR", id="BOXCLEAR"),
    reference="12",
)
NOT_COMPARED = ("ISA", "GS", "ST", "BHT", "HL", "LX", "SE", "GE", "IEA")


def claims_of(data: bytes) -> list[Claim]:
    return [claim for each in read(data).sets for claim in read_whole_claims(each)]


def written(claims: list[Claim]) -> bytes:
    header = replace(
        HEADER,
        submitter=replace(HEADER.submitter, contacts=(Contact((("TE", "5185550100"),)),)),
    )
    return write_whole_claims(claims, header=header, envelope=ENVELOPE, level=2)


def body(data: bytes, *, of_claims: bool) -> list[str]:
    """The segments below the header, or those of the claims, without what is numbered, sorted; codes and
    adjustments one by one, because they may be packed otherwise."""
    rows = [row.split("*") for row in data.decode("latin-1").replace("~\n", "~").split("~")]
    is_in, found = False, []
    for row in rows:
        if row[0] in ("HL", "CLM", "SE"):
            is_in = row[0] == "CLM" or (row[0] == "HL" and not of_claims)
        if is_in and row[0] not in NOT_COMPARED:
            found += unpacked(row)
    return sorted(found)


def unpacked(row: list[str]) -> list[str]:
    if row[0] == "HI":
        return [f"HI*{code}" for code in row[1:] if code]
    if row[0] == "CAS":
        return ["*".join([*row[:2], *row[at : at + 3]]).rstrip("*") for at in range(2, len(row), 3)]
    return ["*".join(row)]


@pytest.mark.parametrize("guide", ["837P", "837I", "837D"])
@settings(deadline=None, max_examples=8)
@given(seed=st.integers(0, 10**6), fullness=st.sampled_from([0.1, 0.4, 0.8]))
def test_a_claim_comes_back_as_it_was_with_all_its_segments(
    *, guide: str, seed: int, fullness: float
) -> None:
    data = framed(random_draft(guide, seed, fullness=fullness))
    claims = claims_of(data)
    if not claims:
        return
    again = written(claims)
    assert sorted(map(repr, claims_of(again))) == sorted(map(repr, claims))
    of_claims = not data.count(b"HL*") == again.count(b"HL*") < 4
    assert body(again, of_claims=of_claims) == body(data, of_claims=of_claims)
