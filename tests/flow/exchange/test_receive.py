"""A file from outside is taken in whole and once, or refused with place, rule and mend, changing nothing."""

import re
import resource
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from almoner.core.claim import ClaimState
from almoner.core.plan import Plan, Task
from almoner.core.remit import Remittance, RemittanceState
from almoner.flow.access import cause
from almoner.flow.exchange.receive import receive
from almoner.flow.refused import Refused
from almoner.flow.remit.post import post
from almoner.store.commit import commit
from almoner.store.session import books
from tests.flow import files
from tests.flow.cycle import Sent, faults, now, pay, sent_claim, standing, take_in, totals
from tests.flow.files import Payment, acknowledging, paying, receipt, receipts, remittance, whole
from tests.practices import DAY, House, new_house

ON = date(2026, 3, 18)
PATIENT_WORDS = ("OKAFOR", "HELEN", "1EG4TE5MK73", "Okafor", "Helen")


@pytest.fixture(scope="module")
def sent(house: House) -> Sent:
    """One claim that waits for its payment."""
    return sent_claim(house)


@pytest.fixture(scope="module")
def content(house: House, sent: Sent) -> bytes:
    """A sound 835 about that claim, which no test of this module takes in."""
    return paying(house, Payment("MCR01", "NEVER1", [sent.paid(10000, ("CO", "45", 5000))]))


def refused(house: House, content: bytes, *, name: str = "odd.x12") -> str:
    """Have a file refused; nothing is changed, and the words hold no patient data."""
    before = standing(house)
    with pytest.raises(Refused) as raised:
        receive(house.actor, name, content, on=ON)
    assert standing(house) == before
    words = str(raised.value)
    assert not [word for word in PATIENT_WORDS if word in words]
    assert raised.value.findings[0].mend, "a refusal says what to do"
    return words


def test_a_file_that_is_cut_at_any_segment_is_refused(house: House, content: bytes) -> None:
    ends = [match.end() for match in re.finditer(b"~", content)][:-1]
    assert len(ends) > 15
    for end in ends:
        assert refused(house, content[:end])


def test_a_file_that_is_cut_inside_a_segment_is_refused(house: House, content: bytes) -> None:
    for end in range(1, len(content) - 1, 7):
        assert refused(house, content[:end])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (rb"SE\*(\d+)\*", rb"SE*99\*"),
        (rb"GE\*1\*", rb"GE*2*"),
        (rb"IEA\*1\*", rb"IEA*3*"),
        (rb"SE\*(\d+)\*0001", rb"SE*\1*0007"),
        (rb"GE\*1\*\d+", rb"GE*1*987654"),
        (rb"IEA\*1\*\d+", rb"IEA*1*987654321"),
    ],
)
def test_a_wrong_count_or_control_number_is_refused(
    house: House, content: bytes, old: bytes, new: bytes
) -> None:
    odd = re.sub(old, new, content)
    assert odd != content
    assert "miscounted" in refused(house, odd)


def test_the_same_file_twice_changes_nothing_the_second_time(house: House) -> None:
    fresh = sent_claim(house)
    file = paying(house, Payment("MCR01", "TWICE1", [fresh.paid(10000, ("CO", "45", 5000))]))
    first = take_in(house, file, on=ON)
    before = standing(house)
    second = receive(house.actor, "other name.x12", file, on=ON)
    assert second.is_repeated
    assert second.interchange_id == first.interchange_id
    assert ON.isoformat() in second.words
    assert standing(house) == before


def test_the_same_payment_in_other_bytes_posts_once(house: House) -> None:
    fresh = sent_claim(house)
    payment = Payment("MCR01", "AGAIN1", [fresh.paid(10000, ("CO", "45", 5000))])
    pay(house, payment, on=ON)
    before = totals(house)
    again = take_in(house, paying(house, payment), on=ON)
    assert post(house.actor, again.remittance_ids[0], on=ON).state is RemittanceState.DUPLICATE
    assert totals(house) == before
    assert faults(house, on=ON) == []


def test_a_file_for_another_practice_is_refused(content: bytes) -> None:
    other = new_house(name="Hillside Clinic")
    assert "another receiver" in refused(other, content)


@pytest.mark.usefixtures("store")
def test_a_test_file_is_refused_by_real_books() -> None:
    real = new_house(name="Ridge Clinic")
    with books(real.practice.id) as session:
        practice = replace(real.practice, version=2, usage="P")
        commit(session, Plan(on=DAY, records=(practice,)), cause=cause(real.actor, "test"))
    file = paying(real, Payment("MCR01", "TEST1", [sent_claim(real).paid(15000)]))
    assert b"*T*:~" in file
    assert "test" in refused(real, file)


def test_a_remittance_for_another_payee_is_kept_apart(house: House, sent: Sent) -> None:
    other = new_house(name="Valley Clinic")
    body = remittance(other, Payment("MCR01", "ASTRAY1", [sent.paid(15000)]))
    body = [row.replace(other.practice.tax_id, "999999999") for row in body]
    received = take_in(house, whole(house, body), on=ON)
    assert received.remittance_ids == (), "nothing waits to be posted"
    assert "for another payee" in received.words
    (task,) = open_work(house, "misrouted_remittance")
    assert task.owner == "manager"
    with pytest.raises(Refused, match="misrouted already"):
        post(house.actor, task.subject_id, on=ON)


def open_work(house: House, what: str) -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, what=what, state="open")


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\x00" * 5000,
        b"%PDF-1.7 not a claim",
        b"PK\x03\x04" + bytes(range(256)) * 20,
        b'{"resourceType": "Bundle"}',
        "Überweisung über 100 €".encode(),
        b"\xff\xfe" + "ISA".encode("utf-16-le") * 200,
        b"ISA*00*",
        b"ISA" + b"*" * 200,
        b"\x80\x81\x82" * 4000,
    ],
)
def test_garbage_is_refused(house: House, garbage: bytes) -> None:
    assert "not X12" in refused(house, garbage)


def test_a_valid_header_before_garbage_is_refused(house: House, content: bytes) -> None:
    header = content[:106]
    for rest in (
        b"\x00" * 50_000,
        b"GARBAGE~" * 50_000,
        bytes(range(256)) * 200,
        b"*" * 200_000,
        b"ISA*" * 9000,
    ):
        assert refused(house, header + rest)


def test_more_than_the_largest_file_is_refused_before_it_is_looked_at(house: House, content: bytes) -> None:
    for file in (bytes(70_000_000), content + b"~" * 70_000_000):
        assert "larger than" in refused(house, file)


@pytest.mark.parametrize("piece", [b"~", b"*~", b"CLP~", b"A*B~", b"SVC*HC:1~", b"ST*835*1~SE*2*1~"])
def test_a_file_of_tiny_segments_costs_little(house: House, content: bytes, piece: bytes) -> None:
    cut = content.index(b"SE*")
    middle = piece * (16_000_000 // len(piece))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused(house, content[:cut] + middle + content[cut:])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000, "KiB"


@pytest.mark.parametrize("place", [b"OKAFOR", b"PCN1", b"REF*6R*", b"TRN*1*NEVER1", b"N1*PR*A PAYER"])
def test_a_nul_inside_a_value_is_refused(house: House, content: bytes, place: bytes) -> None:
    odd = content.replace(place, place + b"\x00X", 1)
    assert odd != content
    assert "NUL" in refused(house, odd)


def test_nul_padding_behind_the_file_is_no_fault(house: House) -> None:
    fresh = sent_claim(house)
    file = paying(house, Payment("MCR01", "PADDED1", [fresh.paid(15000)]))
    assert take_in(house, file + b"\x00" * 400, on=ON).remittance_ids


def test_letters_beyond_ascii_are_kept(house: House) -> None:
    fresh = sent_claim(house)
    file = paying(house, Payment("MCR01", "ACCENT1", [fresh.paid(15000)]))
    for text in ("MÜLLER".encode("latin-1"), "MÜLLER".encode(), b"\xed\xa0\x80", b"\xff\xfe"):
        odd = file.replace(b"OKAFOR", text).replace(b"ACCENT1", b"ACCENT" + text[:2])
        assert take_in(house, odd, on=ON).remittance_ids


@pytest.mark.parametrize("name", ["a\udcff.x12", "a\x00b.x12", "x" * 5000, "../../etc/passwd", "a\nb"])
def test_a_strange_file_name_does_no_harm(house: House, name: str) -> None:
    fresh = sent_claim(house)
    file = paying(house, Payment("MCR01", f"NAME{next(files._NUMBERS)}", [fresh.paid(15000)]))
    assert receive(house.actor, name, file, on=ON).remittance_ids


AMOUNTS = [
    "9" * 18,
    "9" * 19,
    "92233720368547758.08",
    "1" * 5000,
    "1e5",
    "0x10",
    "--5",
    "1.234",
    "٣",
    "1,000.00",
]


@pytest.mark.parametrize("text", AMOUNTS)
@pytest.mark.parametrize("place", ["BPR*I*", "CLP*{control}*1*", "SVC*HC:99213*", "CAS*CO*45*"])
def test_an_amount_that_is_none_never_posts(house: House, text: str, place: str) -> None:
    fresh = sent_claim(house)
    before = totals(house)
    trace = f"AMT{next(files._NUMBERS)}"
    file = paying(house, Payment("MCR01", trace, [fresh.paid(10000, ("CO", "45", 5000))]))
    start = file.index(place.format(control=fresh.claim.control).encode()) + len(
        place.format(control=fresh.claim.control)
    )
    end = start + re.search(rb"[*~]", file[start:]).start()  # type: ignore[union-attr]
    odd = file[:start] + text.encode("utf-8") + file[end:]
    try:
        received = take_in(house, odd, on=ON)
    except Refused:
        assert totals(house) == before
        return
    for remittance_id in received.remittance_ids:
        post(house.actor, remittance_id, on=ON)
    assert totals(house) in (before, after_suspense(before))
    assert faults(house, on=ON) == []


def after_suspense(before: dict[str, int]) -> dict[str, int]:
    """The check's cash, held with an owner."""
    return before | {"cash": before.get("cash", 0) + 10000, "suspense": before.get("suspense", 0) - 10000}


@pytest.mark.parametrize(
    "day", ["00000000", "99991231", "99999999", "20260230", "20261301", "2026031", "١٢٣٤٥٦٧٨"]
)
def test_strange_days_do_no_harm(house: House, day: str) -> None:
    fresh = sent_claim(house)
    trace = f"DAY{next(files._NUMBERS)}"
    file = paying(house, Payment("MCR01", trace, [fresh.paid(15000)]))
    odd = re.sub(rb"(DTM\*472\*|DTM\*405\*|5678\*)\d{8}", rb"\g<1>" + day.encode(), file)
    assert odd != file
    received = take_in(house, odd, on=ON)
    for remittance_id in received.remittance_ids:
        post(house.actor, remittance_id, on=ON)
    assert faults(house, on=ON) == []


def unbalanced_files(house: House) -> Iterator[tuple[str, Sent, bytes]]:
    """An 835 that is off by a cent at each level."""
    for level, old, new in (
        ("check", rb"BPR\*I\*\d+", b"BPR*I*101"),
        ("claim", rb"(CLP\*\w+\*1\*150)\*100\*", rb"\1*100.01*"),
        ("line", rb"(SVC\*HC:99213\*150)\*100\*", rb"\1*99.99*"),
        ("adjustment", rb"CAS\*CO\*45\*50", b"CAS*CO*45*50.01"),
        ("charge", rb"SVC\*HC:99213\*150", b"SVC*HC:99213*150.01"),
    ):
        fresh = sent_claim(house)
        trace = f"OFF{level}"
        file = paying(house, Payment("MCR01", trace, [fresh.paid(10000, ("CO", "45", 5000))]))
        odd = re.sub(old, new, file)
        assert odd != file, level
        yield level, fresh, odd


def test_a_remittance_that_is_out_of_balance_goes_to_an_owner(house: House) -> None:
    for level, fresh, file in unbalanced_files(house):
        before = totals(house)
        received = take_in(house, file, on=ON)
        made = post(house.actor, received.remittance_ids[0], on=ON)
        after = totals(house)
        if made.state is RemittanceState.UNBALANCED:
            assert after == before, level
        else:
            assert made.state is RemittanceState.POSTED
            assert after == after_suspense(before), level
            assert now(house, fresh).state is ClaimState.SUSPENDED
        assert [task for task in made.plan.tasks if task.owner and task.state == "open"], level
        assert faults(house, on=ON) == []


def test_an_acknowledgement_of_a_stranger_becomes_work(house: House) -> None:
    for control in ("000009999", "1" * 5000, "0"):
        before = len(open_work(house, "unknown_acknowledgement"))
        received = take_in(
            house, acknowledging(house, control) if len(control) < 10 else long_control(house), on=ON
        )
        assert received.about == "acknowledgement"
        assert len(open_work(house, "unknown_acknowledgement")) == before + 1
    assert faults(house, on=ON) == []


def long_control(house: House) -> bytes:
    body = ["AK1*HC*" + "1" * 5000, "AK2*837*0001", "IK5*A", "AK9*A*1*1*1"]
    return whole(house, body, kind="FA", guide="005010X231A1")


def test_a_receipt_for_another_practices_claim_touches_nothing(house: House) -> None:
    other = new_house(name="Lakeside Clinic")
    theirs = sent_claim(other)
    received = take_in(house, receipts(house, receipt(house, theirs.claim, "A3:21")), on=ON)
    assert received.about == "acknowledgement"
    assert now(other, theirs).state is ClaimState.SENT
    assert now(other, theirs).version == theirs.claim.version
    assert open_work(house, "unknown_acknowledgement")


def test_two_processes_take_one_file_in_once(house: House) -> None:
    fresh = sent_claim(house)
    file = paying(house, Payment("MCR01", "RACE1", [fresh.paid(15000)]))
    done: list[bool] = []

    def take() -> None:
        from django.db import connections

        try:
            done.append(receive(house.actor, "race.x12", file, on=ON).is_repeated)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False, True, True, True]
    with books(house.practice.id) as session:
        assert len(session.find(Remittance, trace="RACE1")) == 1
