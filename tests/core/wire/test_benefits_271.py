"""Eligibility: what is asked, and what an answer says, also when it says no."""

from dataclasses import replace
from datetime import date

from almoner.core.claim import Party
from almoner.core.coverage import BenefitState
from almoner.core.wire.benefits_271 import BenefitAnswer, BenefitInquiry, read_benefits, write_inquiries
from almoner.core.x12 import read
from tests.core.claim import samples
from tests.core.wire.samples import ENVELOPE, answer

SELF = samples.revision()
CHILD = samples.revision(samples.dependent())


def inquiry(trace: str = "T1", *, is_child: bool = False) -> BenefitInquiry:
    claim = CHILD if is_child else SELF
    return BenefitInquiry(
        trace=trace,
        payer_name=claim.payer.name,
        payer_id=claim.payer.claim_payer_id,
        provider=Party(last="Harbor Family Medicine", npi=samples.GROUP_NPI),
        subscriber=claim.subscriber,
        member_id=claim.payer.member_id,
        patient=claim.patient,
        relation=claim.payer.relation,
        service_on=samples.DOS,
    )


def rows(data: bytes) -> list[str]:
    return ["*".join(row) for each in read(data).sets for row in each.iter_rows()]


def answers(*patient: tuple[object, ...], level: str = "22") -> list[BenefitAnswer]:
    header: list[tuple[object, ...]] = [
        ("BHT", "0022", "11", "R1", "20260302", "1200"),
        ("HL", "1", "", "20", "1"),
        ("NM1", "PR", "2", "ANCHOR MUTUAL", "", "", "", "", "PI", "CMA01"),
        ("HL", "2", "1", "21", "1"),
        ("NM1", "1P", "2", "HARBOR", "", "", "", "", "XX", samples.GROUP_NPI),
        ("HL", "3", "2", level, "0"),
    ]
    data = answer([*header, *patient], set_id="271", guide="005010X279A1", functional_id="HB")
    return read_benefits(read(data).sets[0])


def test_the_patient_who_is_the_subscriber_is_asked_about_at_the_subscriber() -> None:
    told = rows(write_inquiries([inquiry()], envelope=ENVELOPE, batch_number=12))
    assert told[1] == "BHT*0022*13*0000000120001*20260305*0930"
    start = told.index("HL*3*2*22*0")
    assert told[start + 1].startswith("TRN*1*T1*9")
    assert told[start + 2 : -1] == [
        "NM1*IL*1*MARSH*IRIS*K***MI*W2234567",
        "DMG*D8*19500517*F",
        "DTP*291*D8*20260302",
        "EQ*30",
    ]


def test_a_dependent_is_asked_about_below_the_subscriber() -> None:
    told = rows(write_inquiries([inquiry(is_child=True)], envelope=ENVELOPE, batch_number=12))
    start = told.index("HL*3*2*22*1")
    assert told[start + 1] == "NM1*IL*1*MARSH*OWEN****MI*W2234567"
    assert told[start + 2] == "HL*4*3*23*0"
    assert told[start + 3].startswith("TRN*1*T1*")
    assert told[start + 4] == "NM1*03*1*MARSH*IRIS*K"


def test_each_payer_gets_a_transaction_of_its_own() -> None:
    asked = [inquiry("T1"), replace(inquiry("T2"), payer_id="MCR01"), inquiry("T3", is_child=True)]
    document = read(write_inquiries(asked, envelope=ENVELOPE, batch_number=12))
    assert len(document.sets) == 2
    assert not list(document.all_issues())
    traces = [row[2] for each in document.sets for row in each.iter_rows() if row[0] == "TRN"]
    assert traces == ["T1", "T3", "T2"]


def test_benefits_of_the_plan_and_of_a_visit() -> None:
    (told,) = answers(
        ("TRN", "2", "T1", "9155555555"),
        ("NM1", "IL", "1", "MARSH", "IRIS"),
        ("DTP", "346", "RD8", "20250101-20261231"),
        ("EB", "1", "IND", ["30", "98"], "CI", "ANCHOR PPO"),
        ("EB", "C", "IND", "30", "CI", "", "23", "500"),
        ("EB", "C", "IND", "30", "CI", "", "29", "120.5"),
        ("EB", "G", "IND", "30", "CI", "", "23", "4000"),
        ("EB", "G", "IND", "30", "CI", "", "29", "812.75"),
        ("EB", "A", "IND", "30", "CI", "", "", "", "0.2"),
        ("EB", "B", "IND", "86", "CI", "", "27", "150"),
        ("EB", "B", "IND", "98", "CI", "", "27", "25"),
        ("EB", "B", "IND", "98", "CI", "", "27", "60", "", "", "", "", "N"),
        ("EB", "R", "IND", "30"),
    )
    assert told.state is BenefitState.ACTIVE
    assert (told.trace, told.plan_name) == ("T1", "ANCHOR PPO")
    assert (told.deductible_cents, told.deductible_left_cents) == (50000, 12050)
    assert (told.coinsurance_bp, told.copay_cents) == (2000, 2500)
    assert told.out_of_pocket_left_cents == 81275
    assert (told.since_on, told.until_on) == (date(2025, 1, 1), date(2027, 1, 1))
    assert told.has_other_payer
    assert told.refusals == ()


def test_what_is_not_said_is_unknown() -> None:
    (told,) = answers(("TRN", "2", "T1"), ("EB", "1"))
    assert told.state is BenefitState.ACTIVE
    assert (told.copay_cents, told.coinsurance_bp, told.deductible_cents) == (None, None, None)


def test_an_unreadable_amount_is_unknown_and_not_zero() -> None:
    (told,) = answers(
        ("TRN", "2", "T1"),
        ("EB", "1"),
        ("EB", "B", "", "98", "", "", "27", "2.5E1"),
        ("EB", "A", "", "98", "", "", "", "", "twenty"),
    )
    assert (told.copay_cents, told.coinsurance_bp) == (None, None)


def test_a_policy_that_is_not_active() -> None:
    (told,) = answers(("TRN", "2", "T1"), ("EB", "6", "", "30"))
    assert told.state is BenefitState.INACTIVE


def test_a_patient_who_is_not_found() -> None:
    (told,) = answers(
        ("TRN", "2", "T1"),
        ("NM1", "IL", "1", "MARSH"),
        ("AAA", "N", "", "72", "C"),
        ("AAA", "N", "", "71", "C"),
    )
    assert told.state is BenefitState.NOT_FOUND
    assert told.refusals == (
        "the member id is missing or wrong",
        "the birth date isn't that of the payer's file",
    )


def test_a_refusal_for_another_reason_is_not_a_missing_patient() -> None:
    (told,) = answers(("TRN", "2", "T1"), ("AAA", "N", "", "62", "C"))
    assert told.state is BenefitState.REFUSED
    (strange,) = answers(("TRN", "2", "T1"), ("AAA", "N", "", "Q9", "C"))
    assert strange.refusals == ("refused with reason Q9",)


def test_a_refusal_without_a_trace_is_still_told() -> None:
    (told,) = answers(("NM1", "IL", "1", "MARSH"), ("AAA", "N", "", "75", "C"))
    assert (told.trace, told.state) == ("", BenefitState.NOT_FOUND)


def test_a_refusal_of_the_whole_question() -> None:
    data = answer(
        [
            ("BHT", "0022", "11", "R1", "20260302", "1200"),
            ("HL", "1", "", "20", "0"),
            ("NM1", "PR", "2", "UNKNOWN", "", "", "", "", "PI", "XXX"),
            ("AAA", "Y", "", "42", "R"),
        ],
        set_id="271",
        guide="005010X279A1",
        functional_id="HB",
    )
    (told,) = read_benefits(read(data).sets[0])
    assert (told.trace, told.state) == ("", BenefitState.REFUSED)
    assert told.refusals == ("the payer's system doesn't answer now",)


def test_two_traces_get_the_same_answer() -> None:
    told = answers(("TRN", "2", "T1"), ("TRN", "2", "T2"), ("TRN", "1", "PAYERS"), ("EB", "1"))
    assert [(one.trace, one.state) for one in told] == [
        ("T1", BenefitState.ACTIVE),
        ("T2", BenefitState.ACTIVE),
    ]
