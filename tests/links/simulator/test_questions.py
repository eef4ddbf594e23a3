"""Questions and answers: 270 to 271, 276 to 277, also while a payer is down."""

from datetime import date
from pathlib import Path

import pytest

from almoner.core.x12 import SetWriter, write
from almoner.links.simulator import Box
from tests.links.simulator.claims import (
    BILLING_NPI,
    Asked,
    Bill,
    Service,
    ask_benefits,
    ask_status,
    day,
    envelope,
    put,
    send,
)
from tests.links.simulator.reading import advices, folder, rows

ON = date(2026, 3, 3)


def ask(mailbox: Path, payer: str, member: str, *, birth: date | None = date(1950, 5, 5)) -> list[list[str]]:
    """The segments of the 271 to one question."""
    ask_benefits(mailbox, Asked(payer, member, birth=birth), ON, control=2)
    (name,) = Box(mailbox).advance(ON)
    return rows(mailbox, name)


def those(found: list[list[str]], segment: str) -> list[list[str]]:
    return [row[1:] for row in found if row[0] == segment]


def test_benefits_with_deductible_coinsurance_and_copay(tmp_path: Path) -> None:
    found = ask(tmp_path, "CMA01", "ABC123456")
    assert those(found, "TRN") == [["2", "T2", "9ALMONER01"]]
    assert those(found, "DTP") == [["346", "D8", "20180101"]]
    assert those(found, "EB") == [
        ["1", "IND", "30^98", "12", "CEDAR CHOICE 20"],
        ["C", "IND", "30", "12", "", "23", "500"],
        ["C", "IND", "30", "12", "", "29", "250"],
        ["A", "IND", "30", "12", "", "", "", "0.1"],
        ["B", "IND", "98", "12", "", "27", "20"],
    ]


def test_what_the_payer_has_paid_since_counts(tmp_path: Path) -> None:
    send(tmp_path, [Bill("A1", "CMA01", "ABC123456", [Service("93000", 6000)])], ON)
    box = Box(tmp_path)
    box.advance(date(2026, 3, 20))
    ask_benefits(tmp_path, Asked("CMA01", "ABC123456"), date(2026, 3, 20), control=2)
    (name,) = box.advance(date(2026, 3, 20))
    assert those(rows(tmp_path, name), "EB")[2][6] == "230.25"


def test_coverage_that_ended_and_that_has_not_begun(tmp_path: Path) -> None:
    found = ask(tmp_path, "MCD01", "MD1234T7")
    assert those(found, "EB") == [["6", "", "30", "MC", "STATE CARE BASIC"]]
    assert those(found, "DTP")[0][:2] == ["346", "RD8"]
    assert those(found, "DTP")[0][2].endswith("-20251231")


def test_another_insurer_is_named_within_its_loop(tmp_path: Path) -> None:
    found = ask(tmp_path, "MCD01", "MD1234O6")
    at = next(place for place, row in enumerate(found) if row[:2] == ["EB", "R"])
    assert [row[0] for row in found[at : at + 4]] == ["EB", "LS", "NM1", "LE"]


REFUSED = [
    ("CMA01", "AB-C", date(1950, 5, 5), "72"),
    ("CMA01", "ABC1234N4", date(1950, 5, 5), "75"),
    ("CMA01", "ABC123456", None, "58"),
    ("ZZZ99", "ABC123456", date(1950, 5, 5), "79"),
]


@pytest.mark.parametrize(("payer", "member", "birth", "reason"), REFUSED, ids=[row[3] for row in REFUSED])
def test_refusals(tmp_path: Path, payer: str, member: str, birth: date | None, reason: str) -> None:
    found = ask(tmp_path, payer, member, birth=birth)
    assert those(found, "AAA") == [["N", "", reason, "C"]]
    assert those(found, "EB") == []


def test_the_first_birth_date_is_the_true_one_from_the_next_day(tmp_path: Path) -> None:
    box = Box(tmp_path)
    answers = []
    for control, (on, year) in enumerate(
        [(ON, 1950), (ON, 1951), (date(2026, 3, 4), 1951), (date(2026, 3, 4), 1950)]
    ):
        ask_benefits(tmp_path, Asked("CMA01", "ABC123456", birth=date(year, 5, 5)), on, control=control + 2)
        (name,) = box.advance(on)
        answers.append(those(rows(tmp_path, name), "AAA"))
    assert answers == [[], [], [["N", "", "71", "C"]], []]


def test_a_dependent_is_answered_below_the_subscriber(tmp_path: Path) -> None:
    out = SetWriter("270", 1, "005010X279A1")
    out.seg("BHT", "0022", "13", "R1", day(ON), "0900")
    out.seg("HL", "1", "", "20", "1")
    out.seg("NM1", "PR", "2", "PAYER", "", "", "", "", "PI", "CMA01")
    out.seg("HL", "2", "1", "21", "1")
    out.seg("NM1", "1P", "2", "GREEN VALLEY CLINIC", "", "", "", "", "XX", BILLING_NPI)
    out.seg("HL", "3", "2", "22", "1")
    out.seg("NM1", "IL", "1", "SMITH", "ANNA", "", "", "", "MI", "ABC123456")
    out.seg("HL", "4", "3", "23", "0")
    out.seg("TRN", "1", "T9", "9ALMONER01")
    out.seg("NM1", "03", "1", "SMITH", "LEA")
    out.seg("DMG", "D8", "20150101", "F")
    out.seg("EQ", "30")
    put(tmp_path, "270-000000002.x12", write(envelope(2, ON, kind="HS", guide="005010X279A1"), [out]))
    (name,) = Box(tmp_path).advance(ON)
    found = rows(tmp_path, name)
    assert those(found, "HL")[2:] == [["3", "2", "22", "1"], ["4", "3", "23", "0"]]
    assert those(found, "TRN") == [["2", "T9", "9ALMONER01"]]
    assert those(found, "INS") == [["N", "19"]]
    assert those(found, "EB")[0][0] == "1"


# ----------------------------------------------------------------------------------------------- claim status


def test_a_silent_claim_is_pending_and_is_paid_after_the_question(tmp_path: Path) -> None:
    send(tmp_path, [Bill("A1", "CMB01", "HMO1234S8", [Service("99213", 15000)])], ON)
    box = Box(tmp_path)
    box.advance(date(2026, 5, 4))
    assert advices(tmp_path) == []
    ask_status(tmp_path, Asked("CMB01", "HMO1234S8", "A1"), date(2026, 5, 4), control=2)
    (name,) = box.advance(date(2026, 5, 4))
    assert those(rows(tmp_path, name), "STC") == [["P1:20", "20260504", "", "150"]]
    assert those(rows(tmp_path, name), "TRN") == [["2", "T2"]]
    box.advance(date(2026, 5, 8))
    (one,) = advices(tmp_path)
    assert (one.claims[0].control, one.name) == ("A1", "20260507-CMB01-835-1.x12")


def test_paid_denied_and_unknown_claims_tell_how_they_stand(tmp_path: Path) -> None:
    bills = [
        Bill("A1", "MCR01", "1EG4TE5MKD0", [Service("99214", 20000)]),
        Bill("A2", "MCR01", "1EG4TE5MKD0", [Service("80053", 4000)]),
    ]
    send(tmp_path, bills, ON)
    box = Box(tmp_path)
    on = date(2026, 3, 20)
    box.advance(on)
    for control, claim in enumerate(["A1", "A2", "A3"], 2):
        ask_status(tmp_path, Asked("MCR01", "1EG4TE5MKD0", claim), on, control=control)
    ask_status(tmp_path, Asked("MCR01", "1EG4TE5MKD9", "A1"), on, control=5)
    ask_status(tmp_path, Asked("ZZZ99", "1EG4TE5MKD9", "A1"), on, control=6)
    told = [those(rows(tmp_path, name), "STC")[0] for name in box.advance(on)]
    assert told == [
        ["F1:65", "20260320", "", "200", "106.32", "20260317", "", "20260317", "MCR0126031701"],
        ["F2:585", "20260320", "", "40", "0", "20260317"],
        ["A4:35", "20260320", "", "0"],
        ["A4:35", "20260320", "", "0"],
        ["A4:35", "20260320", "", "0"],
    ]


# ---------------------------------------------------------------------------------------------------- outages


def test_a_payer_that_is_down_catches_up(tmp_path: Path) -> None:
    (tmp_path / "down").write_text("CMA01 2026-03-03 2026-03-06\nCMA01 2026-03-10 2026-03-12\n")
    send(tmp_path, [Bill("A1", "CMA01", "ABC123456", [Service("99213", 15000)])], ON)
    ask_benefits(tmp_path, Asked("CMA01", "ABC123456"), ON, control=2)
    box = Box(tmp_path)
    assert box.advance(date(2026, 3, 5)) == [
        "20260303-BOX-999-270-000000002.x12",
        "20260303-BOX-999-000000001.x12",
    ]
    assert box.advance(date(2026, 3, 8)) == [
        "20260306-CMA01-277CA-000000001.x12",
        "20260306-CMA01-271-270-000000002.x12",
    ]
    assert box.advance(date(2026, 3, 13)) == ["20260312-CMA01-835-1.x12", "20260313-BANK-bank-1.csv"]


def test_a_clearinghouse_that_is_down_takes_files_in_later(tmp_path: Path) -> None:
    (tmp_path / "down").write_text("* 2026-03-03 2026-03-05\n")
    send(tmp_path, [Bill("A1", "CMA01", "ABC123456", [Service("99213", 15000)])], ON)
    box = Box(tmp_path)
    assert box.advance(date(2026, 3, 4)) == []
    assert box.advance(date(2026, 3, 6)) == [
        "20260305-BOX-999-000000001.x12",
        "20260306-CMA01-277CA-000000001.x12",
    ]


def test_forgetting_an_outage_later_changes_nothing_of_the_past(tmp_path: Path) -> None:
    (tmp_path / "down").write_text("CMA01 2026-03-03 2026-03-20\n")
    send(tmp_path, [Bill("A1", "CMA01", "ABC123456", [Service("99213", 15000)])], ON)
    Box(tmp_path).advance(date(2026, 3, 25))
    said = folder(tmp_path)
    (tmp_path / "down").unlink()
    assert Box(tmp_path).advance(date(2026, 3, 25)) == []
    assert folder(tmp_path) == said


@pytest.mark.parametrize(
    ("member", "told"),
    [
        ("ABC1234H3", ["X", "", "45"]),
        ("ABC1234A4", ["R", "IND", "30", "HN"]),
        ("ABC1234U8", ["F", "IND", "98", "12", "", "29", "", "", "VS", "0"]),
        ("ABC1234O6", ["R", "IND", "30"]),
    ],
)
def test_what_stands_beside_the_coverage_is_told_and_keeps_the_guide(
    tmp_path: Path, member: str, told: list[str]
) -> None:
    found = ask(tmp_path, "CMA01", member)
    assert those(found, "EB")[-1] == told


@pytest.mark.parametrize(
    ("member", "reason", "modifiers"),
    [
        ("ABC1234H3", ("CO", "B9"), ()),
        ("ABC1234H3", None, ("GW",)),
        ("ABC1234A4", ("CO", "109"), ()),
        ("ABC1234U8", ("PR", "119"), ()),
    ],
)
def test_what_was_told_is_how_the_claim_is_decided(
    tmp_path: Path, member: str, reason: tuple[str, str] | None, modifiers: tuple[str, ...]
) -> None:
    service = Service("99213", 15000, modifiers=modifiers)
    send(tmp_path, [Bill("A1", "CMA01", member, [service])], ON)
    Box(tmp_path).advance(date(2026, 3, 20))
    (told,) = advices(tmp_path)
    (claim,) = told.claims
    reasons = {(group, carc) for group, carc, _ in claim.lines[0].adjustments}
    assert (reason in reasons) if reason else not reasons & {("CO", "B9")}
