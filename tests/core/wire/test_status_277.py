"""Claim status: the question, the answer and the receipt."""

from dataclasses import replace
from datetime import date

from almoner.core.claim import Party
from almoner.core.wire.status_277 import (
    StatusAnswer,
    StatusInquiry,
    read_receipts,
    read_status,
    write_status_inquiries,
)
from almoner.core.wire.status_words import StatusCode, words
from almoner.core.x12 import read
from tests.core.claim import samples
from tests.core.wire.samples import ENVELOPE, answer

CLAIM = samples.revision()
CHILD = samples.revision(samples.dependent())


def inquiry(trace: str = "S1", *, is_child: bool = False) -> StatusInquiry:
    claim = CHILD if is_child else CLAIM
    return StatusInquiry(
        trace=trace,
        payer_name=claim.payer.name,
        payer_id=claim.payer.claim_payer_id,
        receiver_name="Harbor Family Medicine",
        receiver_id="ALMONER1",
        provider=Party(last="Harbor Family Medicine", npi=samples.GROUP_NPI),
        subscriber=claim.subscriber,
        member_id=claim.payer.member_id,
        patient=claim.patient,
        relation=claim.payer.relation,
        control=claim.control,
        charge_cents=claim.total_cents,
        service_on=samples.DOS,
    )


def test_the_question_carries_trace_number_charge_and_day() -> None:
    document = read(write_status_inquiries([inquiry()], envelope=ENVELOPE, batch_number=12))
    told = ["*".join(row) for row in document.sets[0].iter_rows()]
    start = told.index("HL*4*3*22*0")
    assert told[start + 1 : -1] == [
        "DMG*D8*19500517*F",
        "NM1*IL*1*MARSH*IRIS*K***MI*W2234567",
        "TRN*1*S1",
        f"REF*EJ*{CLAIM.control}",
        "AMT*T3*170.5",
        "DTP*472*D8*20260302",
    ]
    assert not list(document.all_issues())


def test_a_dependents_claim_is_asked_about_below_the_subscriber() -> None:
    asked = [inquiry("S1", is_child=True), replace(inquiry("S2"), payer_control="PC1")]
    document = read(write_status_inquiries(asked, envelope=ENVELOPE, batch_number=12))
    told = ["*".join(row) for row in document.sets[0].iter_rows()]
    assert (
        told.index("HL*5*4*23") < told.index("TRN*1*S1") < told.index("HL*6*3*22*0") < told.index("TRN*1*S2")
    )
    assert "REF*1K*PC1" in told


def status(*patient: tuple[object, ...]) -> list[StatusAnswer]:
    rows: list[tuple[object, ...]] = [
        ("BHT", "0010", "08", "R1", "20260310", "1200", "DG"),
        ("HL", "1", "", "20", "1"),
        ("NM1", "PR", "2", "ANCHOR MUTUAL", "", "", "", "", "PI", "CMA01"),
        ("HL", "2", "1", "21", "1"),
        ("NM1", "41", "2", "HARBOR", "", "", "", "", "46", "ALMONER1"),
        ("HL", "3", "2", "19", "1"),
        ("NM1", "1P", "2", "HARBOR", "", "", "", "", "XX", samples.GROUP_NPI),
        ("HL", "4", "3", "22", "0"),
        ("NM1", "IL", "1", "MARSH", "IRIS"),
    ]
    data = answer([*rows, *patient], set_id="277", guide="005010X212", functional_id="HN")
    return read_status(read(data).sets[0])


def test_a_paid_claim_says_when_and_by_which_payment() -> None:
    (told,) = status(
        ("TRN", "2", "S1"),
        ("STC", ("F1", "65"), "20260309", "", "170.5", "100", "20260309", "", "20260309", "EFT77"),
        ("REF", "1K", "PC001"),
        ("REF", "EJ", "A0001"),
    )
    assert (told.trace, told.charge_cents, told.paid_cents) == ("S1", 17050, 10000)
    assert (told.decided_on, told.payment_trace) == (date(2026, 3, 9), "EFT77")
    assert (told.payer_control, told.control) == ("PC001", "A0001")
    assert told.is_decided
    assert told.words == "decided: paid; it was paid"


def test_a_claim_that_nobody_knows() -> None:
    (told,) = status(("TRN", "2", "S1"), ("STC", ("A4", "35"), "20260309", "", "170.5"))
    assert told.is_unknown
    assert not told.is_decided
    assert told.paid_cents is None


def test_several_claims_of_a_patient_and_their_lines_stay_apart() -> None:
    told = status(
        ("TRN", "2", "S1"),
        ("STC", ("P1", "20"), "20260309", "", "10"),
        ("SVC", ("HC", "99213"), "10", "0"),
        ("STC", ("F2", "585"), "20260309"),
        ("TRN", "2", "S2"),
        ("STC", ("F2", "585"), "20260309", "", "20"),
    )
    assert [(one.trace, one.codes[0].category, one.charge_cents) for one in told] == [
        ("S1", "P1", 1000),
        ("S2", "F2", 2000),
    ]
    assert len(told[0].codes) == 1


def test_a_receipt_without_a_status_is_not_an_acceptance() -> None:
    data = answer(
        [
            ("BHT", "0085", "08", "R1", "20260310", "1200", "TH"),
            ("HL", "1", "", "20", "1"),
            ("NM1", "PR", "2", "ANCHOR MUTUAL"),
            ("HL", "2", "1", "PT"),
            ("NM1", "QC", "1", "MARSH"),
            ("TRN", "2", "A0001"),
        ],
        set_id="277",
        guide="005010X214",
        functional_id="HN",
    )
    (told,) = read_receipts(read(data).sets[0])
    assert not told.is_accepted
    assert told.words == "no status was given"


def test_unknown_codes_are_shown_as_numbers() -> None:
    assert words(StatusCode("Z9", "9999", "QQ")) == "category Z9; status 9999; about entity QQ"
