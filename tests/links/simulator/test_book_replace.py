"""Corrected and voided claims: frequency 7 and 8 with the payer's number, reversal and new decision, to the
cent."""

from datetime import date
from pathlib import Path

from almoner.links.simulator import Box
from tests.links.simulator.claims import Bill, Service, send
from tests.links.simulator.reading import Advice, Decision, advices, verdicts

MEMBER = "1EG4TE5MKD9"


def live(mailbox: Path, *steps: tuple[date, Bill]) -> list[Advice]:
    """One bill a step; a bill whose original is "?" names the last payer's number of its claim."""
    box = Box(mailbox)
    for control, (on, bill) in enumerate(steps, 1):
        box.advance(on)
        if bill.original == "?":
            bill.original = last(mailbox, bill.control).icn
        send(mailbox, [bill], on, control=control)
        box.advance(on)
    box.advance(date(2026, 7, 30))
    return advices(mailbox)


def last(mailbox: Path, control: str) -> Decision:
    return [claim for one in advices(mailbox) for claim in one.claims if claim.control == control][-1]


def bill(*services: Service, frequency: str = "1", original: str = "") -> Bill:
    return Bill("A1", "MCR01", MEMBER, list(services), frequency=frequency, original=original)


def test_a_replacement_reverses_and_decides_anew_in_one_remittance(tmp_path: Path) -> None:
    # 236.81 went to the deductible of 283.00; given back, then 192.39 goes to it
    found = live(
        tmp_path,
        (date(2026, 3, 3), bill(Service("99205", 30000))),
        (date(2026, 4, 1), bill(Service("99215", 30000), frequency="7", original="?")),
    )
    old, new = found[1].claims
    assert (old.status, old.charge, old.paid, old.patient, old.icn) == (
        "22",
        -30000,
        0,
        -23681,
        found[0].claims[0].icn,
    )
    assert old.lines[0].adjustments == [("CO", "45", -6319), ("PR", "1", -23681)]
    assert (new.status, new.charge, new.icn != old.icn) == ("1", 30000, True)
    assert new.lines[0].adjustments == [("CO", "45", 10761), ("PR", "1", 19239)]
    assert (found[1].payment, found[1].method) == (0, "NON")


def test_a_replaced_denial_needs_no_reversal(tmp_path: Path) -> None:
    found = live(
        tmp_path,
        (date(2026, 3, 3), bill(Service("80053", 4000))),
        (
            date(2026, 4, 1),
            Bill(
                "A1",
                "MCR01",
                MEMBER,
                [Service("80053", 4000)],
                frequency="7",
                original="?",
                clia="05D0123456",
            ),
        ),
    )
    assert [(claim.status, claim.paid) for claim in found[1].claims] == [("1", 1035)]


def test_a_void_takes_everything_back_and_frees_the_service(tmp_path: Path) -> None:
    found = live(
        tmp_path,
        (date(2026, 3, 3), Bill("A1", "CMA01", "ABC123456", [Service("99213", 15000)])),
        (
            date(2026, 4, 1),
            Bill("A1", "CMA01", "ABC123456", [Service("99213", 15000)], frequency="8", original="?"),
        ),
        (date(2026, 5, 1), Bill("A2", "CMA01", "ABC123456", [Service("99213", 15000)])),
    )
    assert [(claim.control, claim.status, claim.paid) for one in found for claim in one.claims] == [
        ("A1", "1", 10175),
        ("A1", "22", -10175),
        ("A2", "1", 10175),
    ]
    assert found[1].provider_level == [("FB", found[1].trace, -10175)]
    assert (found[2].payment, found[2].provider_level) == (0, [("FB", found[1].trace, 10175)])


def test_the_same_number_again_is_a_duplicate_once_it_is_decided(tmp_path: Path) -> None:
    found = live(
        tmp_path,
        (date(2026, 3, 3), bill(Service("99205", 30000))),
        (date(2026, 4, 1), bill(Service("99205", 30000))),
    )
    assert found[1].claims[0].lines[0].adjustments == [("OA", "18", 30000)]


def test_a_denied_number_may_come_again_as_new(tmp_path: Path) -> None:
    found = live(
        tmp_path,
        (date(2026, 3, 3), bill(Service("80053", 4000))),
        (date(2026, 4, 1), Bill("A1", "MCR01", MEMBER, [Service("80053", 4000)], clia="05D0123456")),
    )
    assert found[1].claims[0].paid == 1035


def test_one_replacement_at_a_time_and_only_of_what_stands(tmp_path: Path) -> None:
    seven = {"frequency": "7", "original": "?"}
    found = live(
        tmp_path,
        (date(2026, 3, 3), bill(Service("99205", 30000))),
        (date(2026, 4, 1), bill(Service("99215", 30000), **seven)),
        (date(2026, 4, 2), bill(Service("99214", 30000), **seven)),
    )
    assert verdicts(tmp_path)["A1"] == ["A2:20:PR", "A2:20:PR", "A3:78"]
    old = found[0].claims[0].icn
    send(tmp_path, [bill(Service("99214", 30000), frequency="7", original=old)], date(2026, 8, 3), control=9)
    Box(tmp_path).advance(date(2026, 8, 5))
    assert verdicts(tmp_path)["A1"][-1] == "A7:464:PR"


def test_the_replacement_itself_can_be_replaced(tmp_path: Path) -> None:
    found = live(
        tmp_path,
        (date(2026, 3, 3), bill(Service("99205", 30000))),
        (date(2026, 4, 1), bill(Service("99215", 30000), frequency="7", original="?")),
        (date(2026, 5, 1), bill(Service("99214", 30000), frequency="7", original="?")),
    )
    assert [claim.status for claim in found[2].claims] == ["22", "1"]
    assert found[2].claims[0].icn == found[1].claims[1].icn
    assert found[2].claims[1].lines[0].allowed == 13561


def test_a_replacement_of_a_claim_filed_in_time_is_in_time(tmp_path: Path) -> None:
    def hmo(frequency: str, original: str) -> Bill:
        return Bill(
            "A1", "CMB01", "HMO1234D0", [Service("99213", 15000)], frequency=frequency, original=original
        )

    found = live(tmp_path, (date(2026, 3, 3), hmo("1", "")), (date(2026, 6, 30), hmo("7", "?")))
    assert [(claim.status, claim.paid) for claim in found[1].claims] == [("22", -6350), ("1", 6350)]


def test_a_claim_taken_back_waits_for_its_correction_before_it_can_be_replaced(tmp_path: Path) -> None:
    box = Box(tmp_path, seed=20)
    send(tmp_path, [Bill("A1", "CMB01", "HMO1234V5", [Service("99213", 15000)])], date(2026, 3, 3))
    box.advance(date(2026, 4, 9))
    assert last(tmp_path, "A1").status == "22"
    again = Bill("A1", "CMB01", "HMO1234V5", [Service("99212", 15000)], frequency="8")
    again.original = last(tmp_path, "A1").icn
    send(tmp_path, [again], date(2026, 4, 9), control=2)
    box.advance(date(2026, 4, 20))
    send(tmp_path, [again], date(2026, 4, 20), control=3)
    box.advance(date(2026, 5, 30))
    assert verdicts(tmp_path)["A1"] == ["A2:20:PR", "A3:78", "A2:20:PR"]
    assert [claim.paid for one in advices(tmp_path) for claim in one.claims] == [3850, -3850, 2080, -2080]


def test_a_claim_is_not_taken_back_while_its_void_is_in_work(tmp_path: Path) -> None:
    found = live(
        tmp_path,
        (date(2026, 3, 3), Bill("A1", "CMB01", "HMO1234V5", [Service("99213", 15000)])),
        (
            date(2026, 4, 2),
            Bill("A1", "CMB01", "HMO1234V5", [Service("99213", 15000)], frequency="8", original="?"),
        ),
    )
    assert [(claim.status, claim.paid) for one in found for claim in one.claims] == [
        ("1", 6350),
        ("22", -6350),
    ]
