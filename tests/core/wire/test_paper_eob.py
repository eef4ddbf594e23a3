"""A keyed sheet becomes an 835 that says the same, to the cent, or is refused; reasons go down the lines."""

from dataclasses import replace
from datetime import date
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.party import Address, PersonName, Practice
from almoner.core.wire.paper_eob import (
    KeyedClaim,
    KeyedLevel,
    KeyedLine,
    KeyedRemittance,
    faults,
    filled_down,
    write_keyed,
)
from almoner.core.wire.remit_835 import read_remittances
from almoner.core.x12 import read
from tests.core.remit.samples import PAYER, make_book

ON = date(2026, 3, 16)
BOOK = make_book()
LINE = BOOK.lines[0]
PRACTICE = Practice(
    id=1,
    name="River Clinic",
    npi="1234567893",
    taxonomy="207Q00000X",
    tax_id="161234567",
    tax_id_kind="EI",
    address=Address("1 Main Street", "Albany", "NY", "122071234"),
    phone="5185550100",
    contact="Billing Desk",
    submitter_id="ALMONER1",
)


PARTS = st.tuples(st.integers(0, 5_000), st.integers(0, 3_000), st.integers(0, 2_000))
"""What is paid, the patient's, and otherwise reduced of a line, in cents."""


def claim(*lines: KeyedLine, **more: str) -> KeyedClaim:
    base = KeyedClaim(BOOK.claim, PersonName("Okafor", "Helen"), "M1", "P1", lines)
    return replace(base, **more)  # type: ignore[arg-type]


def keyed(cents: int, *claims: KeyedClaim, levels: tuple[KeyedLevel, ...] = ()) -> KeyedRemittance:
    return KeyedRemittance(PAYER, "CK100", "CHK" if cents else "NON", ON, cents, claims, levels)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 5_000), st.integers(0, 3_000), st.integers(0, 2_000)), min_size=1, max_size=9
    ),
    st.lists(st.tuples(st.sampled_from(["L6", "WO", "CS"]), st.integers(-500, 500)), max_size=3),
)
def test_what_is_keyed_is_read_back_to_the_cent(
    lines: list[tuple[int, int, int]], levels: list[tuple[str, int]]
) -> None:
    typed = [
        KeyedLine(
            replace(LINE, id=place, control=f"L{place}"), paid, share, "PR 2", other, "OA 23", ("N130",)
        )
        for place, (paid, share, other) in enumerate(lines, 1)
    ]
    pairs = tuple(KeyedLevel(code, "REF", cents) for code, cents in levels if cents)
    cents = sum(paid for paid, _, _ in lines) - sum(pair.cents for pair in pairs)
    sheet = keyed(cents, claim(*typed), levels=pairs)
    if cents < 0:
        return
    assert faults(sheet) == []
    content = write_keyed(sheet, PRACTICE, control=7, on=ON)
    assert content == write_keyed(sheet, PRACTICE, control=7, on=ON)
    (found,) = read_remittances(read(content), ids=count(1), received_on=ON)
    assert (found.is_whole, found.is_balanced, found.issues) == (True, True, ())
    assert (found.remittance.amount_cents, found.remittance.payer_number) == (cents, "HARB1")
    assert [(pair.code, pair.cents) for pair in found.remittance.provider_level] == [
        (pair.code, pair.cents) for pair in pairs
    ]
    (advice,) = found.advices
    assert (advice.control, advice.payer_control) == (BOOK.claim.control, "P1")
    for told, (paid, share, other) in zip(advice.lines, lines, strict=True):
        sums = {(one.group, one.carc): one.cents for one in told.adjustments}
        left = LINE.charge_cents - paid - share - other
        wanted = {("PR", "2"): share, ("OA", "23"): other, ("CO", "45"): left}
        assert (told.paid_cents, sums) == (paid, {reason: each for reason, each in wanted.items() if each})
        assert told.remarks == ("N130",)


def test_a_reversal_is_typed_with_the_signs_that_it_shows() -> None:
    line = KeyedLine(LINE, -8_000, -2_000, "PR 1")
    opened = (KeyedLevel("FB", "T1", -8_000),)
    sheet = keyed(0, claim(line, status="22"), levels=opened)
    assert faults(sheet) == []
    content = write_keyed(sheet, PRACTICE, control=7, on=ON)
    (found,) = read_remittances(read(content), ids=count(1), received_on=ON)
    (advice,) = found.advices
    assert (advice.status, advice.charge_cents, advice.paid_cents) == ("22", -LINE.charge_cents, -8_000)


def test_an_empty_reason_is_that_of_the_line_above() -> None:
    lines = [
        KeyedLine(LINE, 0, share=share, other=other)
        for share, other in (("", ""), ("PR 3", "CO 96"), ("", ""))
    ]
    assert [(line.share, line.other) for line in filled_down(lines)] == [
        ("PR 1", ""),
        ("PR 3", "CO 96"),
        ("PR 3", "CO 96"),
    ]


def test_a_sheet_that_says_too_little_is_refused_with_the_place() -> None:
    line = KeyedLine(LINE, LINE.charge_cents)
    cents = LINE.charge_cents
    assert faults(keyed(cents, claim(line))) == []
    assert "apart" in faults(keyed(cents + 1, claim(line)))[0].said
    assert "payer's number" in faults(keyed(cents, claim(line, payer_control="")))[0].said
    assert "status" in faults(keyed(cents, claim(line, status="25")))[0].said
    assert "no line" in faults(keyed(0, claim()))[0].said
    other = replace(line, paid_cents=cents - 5, other_cents=5, other="CO")
    assert "claim 1, line 1, the other reason" in faults(keyed(cents - 5, claim(other)))[0].said
    bare = replace(keyed(cents - 5, claim(replace(line, paid_cents=cents - 5))), rest="")
    assert "$0.05 of its charge" in faults(bare)[0].said
    assert "method" in faults(replace(keyed(cents, claim(line)), method="NON"))[0].said
    assert "check or transfer" in faults(replace(keyed(cents, claim(line)), trace=" "))[0].said
