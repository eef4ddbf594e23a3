"""The payers of a UB-04: in paying order, with what they paid and the numbers that they know the claim by."""

from dataclasses import replace

from almoner.core.party import Consents
from almoner.core.wire.bill_codes import paid_before
from almoner.core.wire.ub04_payers import payers
from tests.core.claim.samples import admitted, coverage, dependent, folder, revision, secondary


def test_the_first_payer_stands_first_with_what_it_paid() -> None:
    whole = revision(secondary())
    boxes = dict(payers(whole))
    assert (boxes["50A"], boxes["50B"]) == ("FEDERAL MEDICAL PLAN", "ANCHOR MUTUAL")
    assert (boxes["51A"], boxes["60A"], boxes["60B"]) == ("MCR01", "1EG4TE5MK73", "W2234567")
    assert (boxes["54A.dollars"], boxes["54A.cents"]) == ("81", "84")
    assert "54B.dollars" not in boxes
    assert paid_before(whole) == 8184


def test_a_payer_that_nobody_asks_has_no_row() -> None:
    whole = revision(secondary())
    passed = replace(whole, others=(replace(whole.others[0], is_passed_over=True, prior=None),))
    assert dict(payers(passed))["50A"] == "ANCHOR MUTUAL"
    assert paid_before(passed) == 0


def test_a_child_s_policy_names_its_holder_and_its_group() -> None:
    boxes = dict(payers(revision(dependent())))
    assert (boxes["58A"], boxes["59A"], boxes["62A"]) == ("MARSH, OWEN", "19", "G77")


def test_the_payer_that_is_asked_reads_its_own_numbers() -> None:
    assert dict(payers(revision(admitted())))["63A"] == "AUTH9"
    whole = revision(folder(coverage(1), coverage(2, rank=2)))
    again = replace(
        whole,
        frequency="7",
        original_ref="2026-77",
        billing=replace(whole.billing, payer_number="PN-5"),
    )
    boxes = dict(payers(again))
    assert (boxes["57A"], boxes["64A"]) == ("PN-5", "2026-77")
    assert not {"57B", "63B", "64B"} & set(boxes)


def test_no_consent_follows_from_another() -> None:
    boxes = dict(payers(revision()))
    assert (boxes["52A"], boxes["53A"]) == ("Y", "Y")
    none = Consents(
        assigns_benefits=False,
        accepts_assignment=False,
        releases_information=False,
        signature_is_on_file=True,
    )
    boxes = dict(payers(replace(revision(), consents=none)))
    assert (boxes["52A"], boxes["53A"]) == ("I", "N")
