"""835 to nouns: nothing is lost, whatever the order, the delimiters or the damage."""

from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.remit import Adjustment, Advice, Amount, ReadRemittance
from almoner.core.wire import remit_835_claims
from almoner.core.wire.remit_835 import payment_rows, read_payments, read_remittances, read_stored
from almoner.core.x12 import NotX12, read
from tests.core.remit.samples import NPI, TAX_ID, clp, era, read_one, svc

DAY = date(2026, 3, 18)


def all_of(data: bytes) -> list[ReadRemittance]:
    return read_remittances(read(data), ids=count(1), received_on=DAY, interchange_id=7)


PLAIN = era(clp("A1", "1", "100", "80", "5"), svc("HC:99213:25", "100", "80", "CO 45 20", control="L1"))


def test_the_check_and_its_parties() -> None:
    (one,) = all_of(PLAIN)
    remittance = one.remittance
    assert (remittance.amount_cents, remittance.method, remittance.trace) == (80_00, "ACH", "T1")
    assert (remittance.payer_name, remittance.payer_number) == ("HARBOR HEALTH", "HARB1")
    assert one.payer_numbers == ("HARB1", "1935665544")
    assert (remittance.payee_npi, remittance.payee_tax_id) == (NPI, TAX_ID)
    assert remittance.paid_on == date(2026, 3, 16)
    assert (remittance.interchange_id, remittance.st_control, remittance.claim_count) == (7, "0001", 1)
    assert (one.is_whole, one.is_balanced, one.usage, one.issues) == (True, True, "P", ())


def test_a_line_with_all_that_it_says() -> None:
    data = era(
        clp("A1", "1", "100", "60"),
        "SVC*HC:99213:25:59*100*60*0510*2*HC:99214:24*3",
        "DTM*472*20260302",
        "CAS*CO*45*10*1*253*2.5**131*7.5*2*144*-5**1*3**2*2",
        "CAS*PR*3*20",
        "REF*6R*L1",
        "AMT*B6*80",
        "AMT*KH*1",
        "LQ*HE*M51",
        "LQ*RX*75",
        "LQ*HE*N350",
    )
    (line,) = read_one(data).advices[0].lines
    assert (line.qualifier, line.code, line.modifiers) == ("HC", "99213", ("25", "59"))
    assert (line.charge_cents, line.paid_cents, line.revenue_code, line.units) == (100_00, 60_00, "0510", "2")
    assert (line.submitted_code, line.submitted_modifiers, line.submitted_units) == ("99214", ("24",), "3")
    assert (line.service_on, line.control, line.allowed_cents) == (date(2026, 3, 2), "L1", 80_00)
    assert line.remarks == ("M51", "RX:75", "N350")
    assert [(each.group, each.carc, each.cents, each.quantity) for each in line.adjustments] == [
        ("CO", "45", 10_00, "1"),
        ("CO", "253", 2_50, ""),
        ("CO", "131", 7_50, "2"),
        ("CO", "144", -5_00, ""),
        ("CO", "1", 3_00, ""),
        ("CO", "2", 2_00, ""),
        ("PR", "3", 20_00, ""),
    ]
    assert line.adjustments[0] == Adjustment("CO", "45", 10_00, "1", "11/CAS03")


def test_a_claim_with_all_that_it_says() -> None:
    data = era(
        clp("A1", "19", "100", "80", "5", payer_control="ICN"),
        "CAS*CO*45*20",
        "NM1*QC*1*DOE*JANE****MI*QCID",
        "NM1*IL*1*DOE*JOHN****MI*ILID",
        "NM1*74*1******C*NEWID",
        "NM1*TT*2*NEXT PAYER*****PI*99",
        "NM1*PR*2*FIRST PAYER*****PI*98",
        "MIA*0***138.4*MA15",
        "MOA***MA01*MA18*N89",
        "DTM*232*20260302",
        "DTM*036*20260228",
        "AMT*AU*100",
        "AMT*I*1.25",
        "QTY*CA*1",
    )
    (advice,) = read_one(data).advices
    assert (advice.control, advice.status, advice.payer_control) == ("A1", "19", "ICN")
    assert (advice.charge_cents, advice.paid_cents, advice.patient_cents) == (100_00, 80_00, 5_00)
    assert (advice.filing, advice.frequency, advice.member_id) == ("CI", "1", "ILID")
    assert (advice.corrected_member_id, advice.forwarded_to, advice.other_payer) == (
        "NEWID",
        "NEXT PAYER",
        "FIRST PAYER",
    )
    assert advice.remarks == ("MA15", "MA01", "MA18", "N89")
    assert (advice.service_on, advice.coverage_ends_on) == (date(2026, 3, 2), date(2026, 2, 28))
    assert advice.amounts == (Amount("MIA04", 138_40), Amount("AU", 100_00), Amount("I", 1_25))
    assert [each.cents for each in advice.adjustments] == [20_00]


@pytest.mark.parametrize("qualifier", ["HC", "NU", "N4", "AD", "HP", "IV", "ER", "WK", "UI", "N6"])
def test_every_kind_of_code_is_read(qualifier: str) -> None:
    data = era(clp("A1", "1", "100", "80"), svc(f"{qualifier}:X1:A", "100", "80", "CO 45 20"))
    one = read_one(data)
    (line,) = one.advices[0].lines
    assert (line.qualifier, line.code, line.modifiers, one.issues) == (qualifier, "X1", ("A",), ())


def test_an_unknown_kind_of_code_is_an_issue_and_the_line_stays() -> None:
    one = read_one(era(clp("A1", "1", "100", "80"), svc("ZZ:X1", "100", "80", "CO 45 20")))
    assert [issue.rule for issue in one.issues] == ["R-CODE-KIND"]
    assert one.advices[0].lines[0].code == "X1"


def test_a_cas_behind_the_line_number_still_belongs_to_its_line() -> None:
    rows = [clp("A1", "1", "100", "80"), "SVC*HC:99213*100*80", "REF*6R*L1", "LQ*HE*N1", "CAS*CO*45*20"]
    (advice,) = read_one(era(rows)).advices
    assert advice.adjustments == ()
    assert [each.cents for each in advice.lines[0].adjustments] == [20_00]


@pytest.mark.parametrize("amount", ["", "x", "1e2", "1.234", "$5", "1,000"])
def test_a_claim_with_an_unreadable_amount_is_still_listed(amount: str) -> None:
    data = era(clp("A1", "1", amount, amount), clp("A2", "1", "5", "5"), check="5")
    one = read_one(data)
    first, second = one.advices
    assert (first.control, first.charge_cents, first.paid_cents) == ("A1", None, None)
    assert (second.control, second.paid_cents) == ("A2", 5_00)
    assert {issue.rule for issue in one.issues} == {"R-AMOUNT"}
    assert not one.is_balanced
    issue = one.issues[0]
    assert (issue.segment, issue.element, issue.claim) == ("CLP", 3, "A1")
    assert issue.byte_offset == data.index(b"CLP*A1")
    if amount:
        assert amount not in issue.message


def test_a_service_outside_a_claim_is_an_issue() -> None:
    one = read_one(era(svc("HC:99213", "1", "1"), check="0"))
    assert [issue.rule for issue in one.issues] == ["R-LOST-LINE"]


def test_several_sets_and_interchanges_are_each_a_remittance() -> None:
    second = PLAIN.replace(b"TRN*1*T1*", b"TRN*1*T2*").replace(b"*000000001", b"*000000002")
    found = all_of(PLAIN + second)
    assert [each.remittance.trace for each in found] == ["T1", "T2"]
    ids = [each.remittance.id for each in found] + [advice.id for each in found for advice in each.advices]
    assert len(set(ids)) == len(ids)


def test_uw5_another_set_of_the_file_may_be_damaged() -> None:
    one = PLAIN[PLAIN.index(b"ST*") : PLAIN.index(b"GE*")]
    broken = (
        one.replace(b"ST*835*0001", b"ST*835*0002").replace(b"SE*", b"SE*9").replace(b"*0001~", b"*0002~")
    )
    both = PLAIN.replace(b"GE*1*", broken + b"GE*2*")
    assert [each.is_whole for each in all_of(both)] == [True, False]


def test_sets_of_other_kinds_are_passed_over() -> None:
    assert all_of(PLAIN.replace(b"ST*835", b"ST*837")) == []


def test_a_cut_file_tells_what_is_complete() -> None:
    data = era(clp("A1", "1", "5", "5"), clp("A2", "1", "5", "5"))
    (one,) = all_of(data[: data.index(b"CLP*A2")])
    assert [advice.control for advice in one.advices] == ["A1"]
    assert not one.is_whole


def test_the_content_hash_knows_the_content_and_not_the_envelope() -> None:
    def digest(data: bytes) -> str:
        return read_one(data).remittance.content_sha256

    assert digest(PLAIN) == digest(PLAIN.replace(b"*000000001", b"*000000099").replace(b"~", b"~\r\n"))
    assert digest(PLAIN) != digest(PLAIN.replace(b"99213", b"99214"))


def test_a_stored_remittance_is_read_again_with_its_claims() -> None:
    one = all_of(PLAIN)[0]
    (stored,) = read_payments(read(PLAIN), ids=count(500), received_on=DAY, interchange_id=7)
    assert stored == replace(one.remittance, id=500)
    again = read_stored(read(PLAIN), stored, ids=count(900))
    assert again.remittance is stored
    assert again.advices == (replace(one.advices[0], id=900, remittance_id=500),)
    assert replace(again, remittance=one.remittance, advices=one.advices) == one


def test_advices_are_heard_in_order_while_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remit_835_claims, "HEARD", 2)
    data = era(*(clp(f"A{number}", "1", "5", "5") for number in range(5)))
    (stored,) = read_payments(read(data), ids=count(1), received_on=DAY)
    heard: list[tuple[Advice, ...]] = []
    found = read_stored(read(data), stored, ids=count(9), hear=lambda some: heard.append(tuple(some)))
    assert [len(some) for some in heard] == [2, 2, 1]
    assert tuple(one for some in heard for one in some) == found.advices


def test_of_two_sets_of_one_number_the_stored_one_is_known_by_its_content() -> None:
    first, second = era(clp("A1", "1", "5", "5")), era(clp("A2", "1", "5", "5"))
    both = read(first + second)
    payments = read_payments(both, ids=count(1), received_on=DAY)
    assert len({one.st_control for one in payments}) == 1
    for payment, control in zip(payments, ("A1", "A2"), strict=True):
        assert [advice.control for advice in read_stored(both, payment, ids=count(9)).advices] == [control]
    with pytest.raises(LookupError):
        read_stored(both, replace(payments[0], st_control="9999"), ids=count(9))


def test_payments_are_the_remittances_without_their_claims() -> None:
    data = era(clp("A1", "1", "100", "80"), "LX*2", clp("A2", "2", "5", "5"), "PLB*1*20261231*WO:X*-5")
    (whole,) = all_of(data)
    (light,) = read_payments(read(data), ids=count(1), received_on=DAY, interchange_id=7)
    assert light == whole.remittance
    assert (light.claim_count, len(light.provider_level)) == (2, 1)


def test_rows_for_x12_json() -> None:
    (row,) = payment_rows(read(PLAIN))
    assert row == {
        "kind": "payment",
        "control": "A1",
        "status": "1",
        "charge_cents": 100_00,
        "paid_cents": 80_00,
        "patient_cents": 5_00,
        "payer_control": "P1",
        "adjustments": [],
        "remarks": [],
        "lines": [
            {
                "control": "L1",
                "code": "99213",
                "modifiers": ["25"],
                "charge_cents": 100_00,
                "paid_cents": 80_00,
                "adjustments": [{"group": "CO", "carc": "45", "cents": 20_00}],
                "remarks": [],
            }
        ],
    }
    (row,) = payment_rows(read(era(clp("A1", "1", "x", "80"))))
    assert row["charge_cents"] is None


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_damage_is_ever_a_traceback(data: st.DataObject) -> None:
    whole = bytearray(PLAIN)
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    try:
        document = read(bytes(whole[:cut]))
    except NotX12:
        return
    for one in read_remittances(document, ids=count(1), received_on=DAY):
        assert one.remittance.claim_count == len(one.advices)
    for row in payment_rows(document):
        assert row["kind"] == "payment"


@settings(max_examples=100, deadline=None)
@given(st.permutations(["DTM*472*20260302", "CAS*CO*45*20", "REF*6R*L1", "AMT*B6*80", "LQ*HE*N1"]))
def test_the_order_within_a_service_does_not_matter(rows: list[str]) -> None:
    (advice,) = read_one(era(clp("A1", "1", "100", "80"), "SVC*HC:99213*100*80", rows)).advices
    (line,) = advice.lines
    assert (line.control, line.allowed_cents, line.remarks) == ("L1", 80_00, ("N1",))
    assert [each.cents for each in line.adjustments] == [20_00]


LONG = "Q7" * 4_500


@pytest.mark.parametrize(
    "segment",
    [
        f"CLP*{LONG}*1*100*80**12*P1*11*1",
        f"CLP*A1*{LONG}*100*80**12*P1*11*1",
        f"CLP*A1*1*100*80**12*{LONG}*11*1",
        f"CLP*A1*1*100*80**12*P1*11*{LONG}",
        f"NM1*QC*1*DOE*JO****MI*{LONG}",
        f"REF*F8*{LONG}",
        f"MOA***{LONG}",
        f"AMT*{LONG}*5",
        f"SVC*HC:99213*100*80*{LONG}*1",
        f"SVC*HC:99213*100*80**{LONG}",
        f"CAS*{LONG}*45*20",
        f"CAS*CO*{LONG}*20",
        f"LQ*HE*{LONG}",
        f"REF*6R*{LONG}",
    ],
)
def test_what_is_longer_than_any_number_is_none_and_an_issue(segment: str) -> None:
    name = segment.split("*", maxsplit=1)[0]
    rows = [clp("A1", "1", "100", "80"), "NM1*QC*1*DOE*JO****MI*M1", "SVC*HC:99213*100*80", "CAS*CO*45*20"]
    at = {"CLP": 0, "SVC": 2, "CAS": 3}.get(name)
    if at is None:
        rows.insert(4 if segment.startswith(("LQ", "REF*6R")) else 2, segment)
    else:
        rows[at] = segment
    one = read_one(era(rows, check="80"))
    (advice,) = one.advices
    assert [issue.rule for issue in one.issues] == ["R-LONG"]
    assert (advice.charge_cents, advice.paid_cents, advice.lines[0].adjustments[0].cents) == (
        10000,
        8000,
        2000,
    )
    assert LONG not in repr(advice)


def test_names_that_are_too_long_are_cut_and_a_day_of_another_age_is_none() -> None:
    rows = [
        clp("A1", "1", "100", "80"),
        f"NM1*TT*2*{LONG}",
        "DTM*036*99991231",
        f"SVC*HC:99213:{LONG}*100*80",
    ]
    data = era(rows, check="80").replace(b"HARBOR HEALTH", LONG.encode()).replace(b"20260316~", b"00010101~")
    one = read_one(data)
    (advice,) = one.advices
    assert len(one.remittance.payer_name) == len(advice.forwarded_to) == 80
    assert len("".join(advice.lines[0].modifiers)) <= 200
    assert (advice.coverage_ends_on, one.remittance.paid_on.year) == (None, 2026)
