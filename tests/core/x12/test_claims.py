"""Claims one after the other: each whole, with what is around it, and still whole when the next ones have
come."""

from collections.abc import Iterator

import pytest

from almoner.core.wire import sample_837
from almoner.core.x12 import TransactionSet, iter_claims, read
from almoner.core.x12.guides import NAMES, named
from tests.core.x12.drafts import random_draft
from tests.core.x12.test_build import framed


def sets(data: bytes) -> Iterator[TransactionSet]:
    yield from read(data).sets


@pytest.mark.parametrize("guide", ["837P", "837I", "837D"])
def test_every_claim_comes_with_its_payer_and_lines(guide: str) -> None:
    """120 claims: more than a stretch of segments, with levels that go over its end."""
    claims = [claim for each in sets(sample_837.write(guide, 120, 5)) for claim in iter_claims(each)]
    assert len({claim.get("claim", "number") for claim in claims}) == len(claims) == 120
    for claim in claims:
        level, practice = claim.above("2000B"), claim.above("2000A")
        assert level is not None
        assert practice is not None
        assert level.child("2010BA")
        assert level.child("2010BB")
        assert practice.child("2010AA")
        lines = claim.children("2400")
        assert claim.counts["2400"] == len(lines) > 0
        assert [line.get("line", "number") for line in lines] == list(map(str, range(1, len(lines) + 1)))


@pytest.mark.parametrize("name", NAMES)
def test_a_claim_is_what_the_guide_calls_one(name: str) -> None:
    for each in sets(framed(random_draft(name, 11, fullness=0.4))):
        ids = {claim.id for claim in iter_claims(each)}
        assert ids <= named(name).guide.claim_loops


def test_segments_are_numbered_as_in_the_file() -> None:
    (each, *_) = sets(sample_837.write("837P", 3, 5))
    rows = each.rows()
    for claim in iter_claims(each):
        for loop in claim.within():
            assert all(rows[index - 1] == elements for _, elements, index in loop.bound)


def test_a_guide_that_we_havent_gives_none() -> None:
    data = sample_837.write("837P", 2, 5).replace(b"005010X222A1", b"004010X098A1")
    assert [claim for each in sets(data) for claim in iter_claims(each)] == []
