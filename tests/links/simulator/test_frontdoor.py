"""The clearinghouse's front door: TA1, 999, 277CA for what is truly wrong, and no crash for anything."""

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from almoner.core.x12 import Delimiters, read, read_999, read_ta1, write
from almoner.links.simulator import Box
from almoner.links.simulator.frontdoor import judge_groups
from tests.links.simulator.claims import (
    BILLING_NPI,
    Asked,
    Bill,
    Service,
    ask_benefits,
    claim_set,
    envelope,
    put,
    send,
)
from tests.links.simulator.reading import folder, verdicts

ON = date(2026, 3, 3)


def a_bill(control: str = "A1") -> Bill:
    return Bill(control, "CMA01", "ABC123456", [Service("99213", 15000)])


def file_of(bills: list[Bill], *, control: int = 1, wants_ta1: bool = False) -> bytes:
    return write(envelope(control, ON, wants_ta1=wants_ta1), [claim_set(bills)])


def answers(mailbox: Path, kind: str) -> list[bytes]:
    return [data for name, data in folder(mailbox).items() if f"-{kind}-" in name]


def ta1_codes(mailbox: Path) -> list[tuple[str, str, str]]:
    found = [one for data in answers(mailbox, "TA1") for one in read(data).interchanges]
    told = [read_ta1(segment) for one in found for segment in one.tas]
    return [(one.control, one.code, one.note) for one in told]


def test_a_ta1_only_where_it_is_wanted(tmp_path: Path) -> None:
    put(tmp_path, "837P-000000001.x12", file_of([a_bill("A1")]))
    put(tmp_path, "837P-000000002.x12", file_of([a_bill("A2")], control=2, wants_ta1=True))
    Box(tmp_path).advance(ON)
    assert ta1_codes(tmp_path) == [("000000002", "A", "000")]
    assert len(answers(tmp_path, "999")) == 2


def test_the_same_interchange_again_is_refused_and_has_no_effect(tmp_path: Path) -> None:
    box = Box(tmp_path)
    put(tmp_path, "837P-000000001.x12", file_of([a_bill()]))
    box.advance(ON)
    put(tmp_path, "837P-000000001-again.x12", file_of([a_bill()]))
    put(tmp_path, "another.x12", file_of([a_bill("A2")]))
    box.advance(date(2026, 3, 5))
    assert ta1_codes(tmp_path) == [("000000001", "R", "025")] * 2
    assert verdicts(tmp_path) == {"A1": ["A2:20:PR"]}


def test_a_file_for_somebody_else_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "837P-000000001.x12", file_of([a_bill()]).replace(b"BOXCLEAR ", b"OTHERBOX "))
    Box(tmp_path).advance(date(2026, 3, 5))
    assert ta1_codes(tmp_path) == [("000000001", "R", "008")]
    assert len(folder(tmp_path)) == 1


@pytest.mark.parametrize("share", [0.3, 0.6, 0.8, 0.9])
def test_a_file_cut_in_half_is_refused_as_a_whole(tmp_path: Path, share: float) -> None:
    data = file_of([a_bill(), a_bill("A2")])
    put(tmp_path, "837P-000000001.x12", data[: int(len(data) * share)])
    Box(tmp_path).advance(date(2026, 3, 5))
    assert [(code, note) for _, code, note in ta1_codes(tmp_path)] == [("R", "023")]
    assert len(folder(tmp_path)) == 1


def test_one_bad_set_costs_only_itself(tmp_path: Path) -> None:
    good = claim_set([a_bill("GOOD")], control=1, batch="B1")
    bad = a_bill("BAD")
    bad.diagnoses = ()
    data = write(envelope(1, ON), [good, claim_set([bad], control=2, batch="B2")])
    put(tmp_path, "837P-000000001.x12", data)
    Box(tmp_path).advance(date(2026, 3, 4))
    told = read_999(read(answers(tmp_path, "999")[0]).sets[0])
    assert (told.code, [one.code for one in told.sets]) == ("P", ["A", "R"])
    error = told.sets[1].errors[0]
    assert (error.segment, error.loop, error.code, error.claim) == ("HI", "2300", "3", "BAD")
    assert verdicts(tmp_path) == {"GOOD": ["A2:20:PR"]}


ONE_FAULT: list[tuple[str, Callable[[bytes], bytes], tuple[str, str, list[tuple[int, str]]]]] = [
    ("amount", lambda data: data.replace(b"CLM*A1*150*", b"CLM*A1*15O*"), ("CLM", "8", [(2, "6")])),
    ("no amount", lambda data: data.replace(b"CLM*A1*150*", b"CLM*A1**"), ("CLM", "8", [(2, "1")])),
    (
        "date",
        lambda data: data.replace(b"DTP*472*D8*20260302", b"DTP*472*D8*20260231"),
        ("DTP", "8", [(3, "8")]),
    ),
    (
        "service",
        lambda data: data.replace(b"SV1*HC:99213*150*UN*1", b"SV1*HC:99213*150*UN*X"),
        ("SV1", "8", [(4, "6")]),
    ),
    (
        "no payer",
        lambda data: data.replace(b"NM1*PR*2*PAYER*****PI*CMA01~\n", b"").replace(b"SE*25", b"SE*24"),
        ("NM1", "3", []),
    ),
    ("character", lambda data: data.replace(b"ANNA", b"A\xc3\xb1A"), ("NM1", "8", [(4, "6")])),
]


@pytest.mark.parametrize(
    ("spoil", "expected"), [row[1:] for row in ONE_FAULT], ids=[row[0] for row in ONE_FAULT]
)
def test_one_fault_is_told_with_its_place(
    tmp_path: Path, spoil: Callable[[bytes], bytes], expected: tuple[str, str, list[tuple[int, str]]]
) -> None:
    data = file_of([a_bill()])
    assert spoil(data) != data
    put(tmp_path, "837P-000000001.x12", spoil(data))
    Box(tmp_path).advance(date(2026, 3, 5))
    told = read_999(read(answers(tmp_path, "999")[0]).sets[0])
    assert (told.code, [one.code for one in told.sets]) == ("R", ["R"])
    errors = told.sets[0].errors
    assert [(e.segment, e.code, [(x.position, x.code) for x in e.elements]) for e in errors] == [expected]
    assert len(folder(tmp_path)) == 1


def test_a_wrong_count_rejects_the_set_and_a_strange_group_the_group(tmp_path: Path) -> None:
    data = file_of([a_bill()])
    put(tmp_path, "837P-000000001.x12", data.replace(b"SE*25", b"SE*26"))
    put(
        tmp_path,
        "837P-000000002.x12",
        file_of([a_bill()], control=2).replace(b"X*005010X222A1", b"X*005010X224A2"),
    )
    Box(tmp_path).advance(date(2026, 3, 5))
    first, second = (read_999(read(each).sets[0]) for each in answers(tmp_path, "999"))
    assert (first.code, first.sets[0].reasons) == ("R", ("4",))
    assert (second.code, second.reasons) == ("R", ("2",))
    assert verdicts(tmp_path) == {}


def test_a_strict_house_asks_for_more() -> None:
    data = file_of([a_bill()])
    bare = data.replace(b"REF*6R*A1L1~\n", b"").replace(b"787011234", b"78701").replace(b"SE*25", b"SE*24")
    found = {}
    for name, each in (("whole", data), ("bare", bare)):
        for is_strict in (False, True):
            (group,) = judge_groups(read(each).interchanges[0], is_strict=is_strict)
            issues = group.sets[0].issues
            found[name, is_strict] = [(one.loop, one.segment, one.element, one.code_999) for one in issues]
    assert found.pop(("bare", True)) == [("2000A", "N4", 3, "4"), ("2400", "REF", None, "3")]
    assert not any(found.values())


def test_an_acknowledgement_is_never_acknowledged(tmp_path: Path) -> None:
    put(tmp_path, "837P-000000001.x12", file_of([a_bill()]))
    box = Box(tmp_path)
    (name,) = box.advance(ON)
    ours = (tmp_path / "from" / name).read_bytes()
    back = ours.replace(b"BOXCLEAR ", b"PRACTICE ").replace(b"ALMONER1 ", b"BOXCLEAR ")
    put(tmp_path, "999-000000002.x12", back)
    assert box.advance(ON) == []


def test_a_test_is_answered_as_a_test(tmp_path: Path) -> None:
    put(tmp_path, "837P-000000001.x12", file_of([a_bill()]).replace(b"*0*P*:", b"*0*T*:"))
    Box(tmp_path).advance(date(2026, 4, 1))
    told = [
        read(data).interchanges[0].usage for name, data in folder(tmp_path).items() if name.endswith(".x12")
    ]
    assert told == ["T", "T", "T"]


SENT_BACK: list[tuple[str, Callable[[Bill], None], str]] = [
    ("payer", lambda bill: setattr(bill, "payer", "ZZZ99"), "A7:153:PR"),
    ("member", lambda bill: setattr(bill, "member", "ABC1234N4"), "A7:33:IL"),
    ("member shape", lambda bill: setattr(bill, "member", "AB-C"), "A7:33:IL"),
    ("billing npi", lambda bill: setattr(bill, "billing_npi", "1234567890"), "A7:562:85"),
    ("rendering npi", lambda bill: setattr(bill, "rendering_npi", "1245319590"), "A7:562:82"),
    ("replacement", lambda bill: setattr(bill, "frequency", "7"), "A6:464:PR"),
    (
        "unknown original",
        lambda bill: bill.__dict__.update(frequency="7", original="X1"),
        "A7:464:PR",
    ),
    ("diagnosis", lambda bill: setattr(bill, "diagnoses", ("I1.0",)), "A7:255"),
    ("pointer", lambda bill: setattr(bill.services[0], "pointers", ("2",)), "A7:477"),
    ("total", lambda bill: setattr(bill, "charge", 14900), "A8:178"),
    ("future", lambda bill: setattr(bill, "on", date(2026, 3, 4)), "A7:187"),
    ("quirk", lambda bill: bill.__dict__.update(payer="CMB01", member="HMO1234Q3"), "A3:484"),
]


@pytest.mark.parametrize(
    ("spoil", "expected"), [row[1:] for row in SENT_BACK], ids=[row[0] for row in SENT_BACK]
)
def test_claims_are_sent_back_for_a_reason(
    tmp_path: Path, spoil: Callable[[Bill], None], expected: str
) -> None:
    bill = a_bill()
    spoil(bill)
    send(tmp_path, [bill], ON)
    Box(tmp_path).advance(date(2026, 4, 30))
    assert verdicts(tmp_path) == {"A1": [expected]}
    assert answers(tmp_path, "835") == []


def test_an_injury_must_be_told_to_workers_compensation(tmp_path: Path) -> None:
    services = [Service("99213", 15000)]
    bills = [
        Bill(name, "WCP01", f"WC1234{name}", services, diagnoses=("S335XXA",)) for name in ("A1", "A2", "A3")
    ]
    bills[1].injury = "INJ77"
    bills[2].causes, bills[2].accident = ("EM",), date(2026, 2, 27)
    send(tmp_path, bills, ON)
    Box(tmp_path).advance(date(2026, 3, 4))
    assert verdicts(tmp_path) == {"A1": ["A6:248"], "A2": ["A2:20:PR"], "A3": ["A2:20:PR"]}


def test_another_birth_date_is_sent_back(tmp_path: Path) -> None:
    box = Box(tmp_path)
    send(tmp_path, [a_bill()], ON)
    box.advance(date(2026, 3, 4))
    other = a_bill("A2")
    other.birth = date(1950, 5, 6)
    send(tmp_path, [other], date(2026, 3, 4), control=2)
    box.advance(date(2026, 3, 5))
    assert verdicts(tmp_path) == {"A1": ["A2:20:PR"], "A2": ["A7:158:QC"]}


def test_the_same_claim_twice_in_work_and_the_try_after_a_quirk(tmp_path: Path) -> None:
    box = Box(tmp_path)
    bill = Bill("A1", "CMB01", "HMO1234Q3", [Service("99213", 15000)])
    for day in (3, 4, 5):
        send(tmp_path, [bill], date(2026, 3, day), control=day)
        box.advance(date(2026, 3, day))
    box.advance(date(2026, 3, 6))
    assert verdicts(tmp_path) == {"A1": ["A3:484", "A2:20:PR", "A3:78"]}


def test_other_delimiters_and_line_ends_are_the_senders_own(tmp_path: Path) -> None:
    data = write(
        envelope(1, ON), [claim_set([a_bill()])], delimiters=Delimiters("|", ">", "!", "'"), newline=False
    )
    put(tmp_path, "837P-000000001.x12", data)
    Box(tmp_path).advance(date(2026, 3, 4))
    assert verdicts(tmp_path) == {"A1": ["A2:20:PR"]}


def test_a_damaged_file_never_stops_the_box(tmp_path: Path) -> None:
    chance = random.Random(7)
    whole = file_of([a_bill("A1"), a_bill("A2")], wants_ta1=True)
    for at in range(60):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(data))
            cut = chance.randint(0, 3)
            data[place : place + cut] = bytes(chance.randrange(256) for _ in range(chance.randint(0, 3)))
        put(tmp_path, f"837P-{at:09d}.x12", bytes(data))
    put(tmp_path, "empty.x12", b"")
    put(tmp_path, "name with blanks & signs.x12", b"hello")
    put(tmp_path, "zeros.x12", bytes(100_000))
    put(tmp_path, "deposit-1.csv", b"id,on,cents\nD1,never,lots\n")
    put(tmp_path, "deposit-2.csv", bytes(range(256)))
    (tmp_path / "to" / "folder.x12").mkdir()
    (tmp_path / "to" / "link.x12").symlink_to("/etc/hostname")
    (tmp_path / "down").write_bytes(b"\xff\xfe\nCMA01 soon later\n* 2026-01-01\n")
    ask_benefits(tmp_path, Asked("CMA01", "ABC123456", birth=None), ON, control=500)
    box = Box(tmp_path)
    box.advance(date(2026, 4, 30))
    assert folder(tmp_path)
    assert Box(tmp_path).advance(date(2026, 4, 30)) == []


def test_npi_of_the_tests_is_valid() -> None:
    from almoner.links.simulator.screen import is_npi

    assert is_npi(BILLING_NPI)
    assert not is_npi("1234567890")
    assert not is_npi("")
