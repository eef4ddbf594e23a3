"""Files that lack the first segment of a loop: every claim is still there with its money, and something is
said."""

import re
from collections import Counter
from pathlib import Path

import pytest

from almoner.cli.bench.one_fault import bases, errors
from almoner.core.wire.json_rows import rows
from almoner.core.x12 import TransactionSet, iter_claims, read
from almoner.core.x12.check import edition_of
from almoner.core.x12.guides import NAMES
from almoner.core.x12.spec import Guide
from almoner.core.x12.tree_builder import TreeBuilder
from almoner.core.x12.walk import Walk

CLEAN = bases(Path(__file__).parent / "mutants")
MONEY = frozenset({"CLM", "CLP", "SVC", "SV1", "SV2", "SV3", "CAS", "SVD", "AMT", "STC"})
OF_CLAIM = frozenset({"CLM", "CLP", "TRN", "AK2"})
"""What opens a claim and holds its number."""
OPTIONAL = frozenset({"2310A", "2310B", "2110C"})
"""Loops of one segment that a file may leave out: nobody can tell that it was there."""
MERGED = frozenset({"270 2000C", "271 2000C"})
"""Loops that go on in the one before when the second of them lacks its first segment, which is told."""


def only_set(data: bytes) -> tuple[TransactionSet, Guide]:
    (each,) = read(data).sets
    edition = edition_of(each)
    assert edition is not None
    return each, edition.guide


def openings(data: bytes) -> list[tuple[str, int]]:
    """The loops of a file, each with the number of its first segment."""
    each, guide = only_set(data)
    builder = TreeBuilder(guide, each.delimiters, None, None)
    Walk(each, guide, builder).run()
    return [(loop.id, loop.bound[0][2]) for loop in builder.finish().within() if loop.up is not None]


def without(data: bytes, index: int) -> tuple[bytes, tuple[str, ...]]:
    """The file without one segment (ST = 1), and that segment."""
    segments = data.split(b"~\n")
    at = next(at for at, text in enumerate(segments) if text.startswith(b"ST*")) + index - 1
    gone = tuple(segments.pop(at).decode("latin-1").split("*"))
    joined = b"~\n".join(segments)
    return re.sub(rb"(?<=~\nSE\*)\d+", lambda match: b"%d" % (int(match[0]) - 1), joined), gone


def claims_of(data: bytes) -> tuple[list[str], Counter[tuple[str, ...]]]:
    """The numbers of the claims, and the segments with money in them."""
    each, guide = only_set(data)
    claims = list(iter_claims(each))
    numbers = [claim.get(*guide.claim_key) for claim in claims]
    bound = (row for claim in claims for loop in claim.within() for row in loop.bound)
    return numbers, Counter(tuple(elements) for _, elements, _ in bound if elements[0] in MONEY)


@pytest.mark.parametrize("name", NAMES)
def test_no_money_is_lost_with_the_first_segment_of_a_loop(name: str) -> None:
    data = CLEAN[name]
    numbers, money = claims_of(data)
    for loop_id, index in openings(data):
        cut, gone = without(data, index)
        left, money_left = claims_of(cut)
        assert money_left == money - Counter([gone]), (loop_id, gone[0])
        if gone[0] not in OF_CLAIM and f"{name} {loop_id}" not in MERGED:
            assert sorted(left) == sorted(numbers), (loop_id, gone[0])
        assert loop_id in OPTIONAL or errors(cut), (loop_id, gone[0])


def test_a_remittance_without_lx_lists_its_payments_and_says_one_thing() -> None:
    cut, gone = without(CLEAN["835"], next(at for each, at in openings(CLEAN["835"]) if each == "2000"))
    assert gone[0] == "LX"
    paid = [row["paid_cents"] for row in rows(read(CLEAN["835"])) if row["kind"] == "payment"]
    assert [row["paid_cents"] for row in rows(read(cut)) if row["kind"] == "payment"] == paid
    assert [(each.rule, each.segment, each.loop) for each in errors(cut)] == [("G-SEG-04", "LX", "2000")]


@pytest.mark.parametrize(
    ("name", "loop_id"),
    [(name, loop_id) for name in NAMES for loop_id in ("2000A", "2000B") if b"~\nHL*2" in CLEAN[name]],
)
def test_a_level_without_its_hl_is_one_fault(name: str, loop_id: str) -> None:
    """Those below it keep their numbers, and hang on a number that is nobody's."""
    cut, gone = without(CLEAN[name], next(at for each, at in openings(CLEAN[name]) if each == loop_id))
    assert gone[0] == "HL"
    assert [(each.rule, each.segment, each.loop) for each in errors(cut)] == [("G-SEG-04", "HL", loop_id)]


@pytest.mark.parametrize("name", ["837P", "837D"])
def test_a_line_without_its_lx_is_one_fault(name: str) -> None:
    """Not so where the line before has its service alone: two of them may as well be one too many."""
    found = [index for each, index in openings(CLEAN[name]) if each == "2400"]
    assert found
    for index in found:
        told = errors(without(CLEAN[name], index)[0])
        assert [(each.rule, each.loop, each.segment) for each in told] == [("G-SEG-04", "2400", "LX")]


def test_a_first_segment_that_comes_late_is_told_as_out_of_order() -> None:
    data = CLEAN["837P"]
    swapped = re.sub(rb"(?s)(LX\*1~\n)(SV1[^~]*~\n)", rb"\2\1", data, count=1)
    assert swapped != data
    assert [(each.rule, each.loop, each.segment) for each in errors(swapped)] == [("G-SEG-06", "2400", "LX")]


def test_what_must_follow_the_first_segment_and_comes_late_begins_no_loop() -> None:
    data = CLEAN["837P"]
    swapped = re.sub(rb"(SV1[^~]*~\n)(DTP\*472[^~]*~\n)", rb"\2\1", data, count=1)
    assert swapped != data
    assert [(each.rule, each.loop, each.segment) for each in errors(swapped)] == [("G-SEG-06", "2400", "SV1")]
