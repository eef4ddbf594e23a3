"""Acknowledgements told in words: the claim, the segment as it was sent, what is wrong and what to do; and
what answers nothing."""

from datetime import date, time

import pytest

from almoner.core.wire.explain import NOT_OURS, Explanation, explain_file
from almoner.core.wire.receipt_277ca import write_receipts
from almoner.core.wire.sample_270 import write as write_270
from almoner.core.wire.sample_835 import write as write_835
from almoner.core.wire.sample_837 import write as write_837
from almoner.core.x12 import Envelope, check_set, read, write_999, write_ta1

ENVELOPE = Envelope(
    sender_qualifier="ZZ",
    sender="HUB",
    receiver_qualifier="ZZ",
    receiver="CLINIC",
    control=41,
    usage="T",
    on=date(2026, 4, 1),
    at=time(9, 30),
)
CLAIMS = write_837("837P", 3, 1)


def syntax(data: bytes) -> bytes:
    return write_999(read(data), ENVELOPE, issues_of=check_set)


def told(answer: bytes, original: bytes) -> list[Explanation]:
    return explain_file(read(answer), read(original))


def broken(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new, 1)


def test_a_good_file_is_told_as_accepted() -> None:
    assert {one.mend for one in told(syntax(CLAIMS), CLAIMS)} == {""}
    assert all(one.what.endswith("was accepted.") for one in told(syntax(CLAIMS), CLAIMS))


def test_a_fault_is_told_with_claim_segment_name_and_the_mend_of_our_rule() -> None:
    row = next(row for each in read(CLAIMS).sets for row in each.iter_rows() if row[0] == "CLM")
    old = "*".join(row).encode()
    parts = [*row[:6], "Q", *row[7:]]
    data = broken(CLAIMS, old, "*".join(parts).encode())
    first = told(syntax(data), data)[0]
    assert first.claims == (row[1],)
    assert first.sent == "*".join(parts)
    assert "provider's signature (CLM06, segment " in first.what
    assert "isn't one of the codes of the guide" in first.mend


@pytest.mark.parametrize(
    ("data", "old", "new", "name"),
    [
        (write_835("835", 2, 1), b"BPR*", b"BPR*X", "handling"),
        (write_270("270", 2, 1), b"*22*0~", b"*99*0~", "level"),
    ],
)
def test_other_sets_are_told_by_the_names_of_their_guides(
    data: bytes, old: bytes, new: bytes, name: str
) -> None:
    changed = broken(data, old, new)
    explained = told(syntax(changed), changed)
    assert any(name in one.what and one.sent for one in explained)
    assert not any("element 0" in one.what for one in explained)


def test_a_claim_that_went_back_is_told_with_our_own_finding() -> None:
    row = next(row for each in read(CLAIMS).sets for row in each.iter_rows() if row[0] == "CLM")
    data = broken(CLAIMS, f"CLM*{row[1]}*{row[2]}*".encode(), f"CLM*{row[1]}*{row[2]}1*".encode())
    answer = write_receipts(read(data).sets, ENVELOPE, issues_of=check_set)
    (refused,) = [one for one in told(answer, data) if one.mend]
    assert refused.claims == (row[1],)
    assert refused.sent.startswith(f"CLM*{row[1]}*")
    assert refused.mend.endswith("send the claim again as new.")
    assert len(refused.mend) > 80


def test_a_line_that_went_back_is_found_again_by_its_number() -> None:
    row = next(row for each in read(CLAIMS).sets for row in each.iter_rows() if row[0] == "SV1")
    data = broken(CLAIMS, "*".join(row).encode(), "*".join([*row[:7], "9", *row[8:]]).encode())
    answer = write_receipts(read(data).sets, ENVELOPE, issues_of=check_set)
    (line,) = [one for one in told(answer, data) if one.what.startswith("line ")]
    assert line.sent == "*".join([*row[:7], "9", *row[8:]])


@pytest.mark.parametrize("form", ["TA1", "999", "277CA"])
def test_an_answer_to_another_file_says_so(form: str) -> None:
    other = write_837("837P", 3, 8).replace(b"*0001", b"*7001").replace(b"*000000009", b"*000000777")
    other = other.replace(
        b"GS*HC*SAMPLE1*SAMPLECH*20260316*0930*1*", b"GS*HC*SAMPLE1*SAMPLECH*20260316*0930*77*"
    )
    other = other.replace(b"CLM*S", b"CLM*OTHER")
    document = read(other)
    made = {
        "TA1": lambda: write_ta1(document.interchanges[0], ENVELOPE),
        "999": lambda: write_999(document, ENVELOPE),
        "277CA": lambda: write_receipts(document.sets, ENVELOPE, issues_of=lambda _: []),
    }[form]()
    explained = told(made, CLAIMS)
    assert NOT_OURS in {one.mend for one in explained}


def test_numbers_that_come_back_otherwise_are_told() -> None:
    answer = syntax(CLAIMS).replace(b"AK1*HC*", b"AK1*HP*")
    assert "K-04" in {one.code for one in told(answer, CLAIMS)}


def test_an_answer_to_an_inquiry_is_held_against_it() -> None:
    from almoner.core.wire.sample_271 import write as write_271

    asked, answered = write_270("270", 2, 1), write_271("271", 2, 5)
    assert "E-05" in {one.code for one in told(answered, asked)}
