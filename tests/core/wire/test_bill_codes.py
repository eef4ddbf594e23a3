"""The codes that an institutional claim tells, on paper and in a file: its own facts, then what was told."""

from dataclasses import replace
from datetime import date

from almoner.core.chart.institutional import InstitutionalVisit, Occurrence, ValueCode
from almoner.core.wire.bill_codes import conditions, occurrences, values
from almoner.core.wire.ub04 import Ub04, ub04_of_bill, ub04_pages
from almoner.core.wire.ub04_missing import missing
from tests.core.claim.clinic_samples import behind, hurt, replaced, rural, urgent
from tests.core.claim.samples import coverage, crashed, folder, medicare_decided, revision
from tests.core.wire.ub04_samples import ub04

ON = date(2026, 3, 1)


def test_a_work_injury_says_itself_once_and_before_what_was_told() -> None:
    told = revision(hurt())
    assert conditions(told, ("D9", "02")) == ("02", "D9")
    assert occurrences(told, (Occurrence("11", ON),)) == (Occurrence("04", ON), Occurrence("11", ON))
    assert conditions(revision(crashed()), ()) == ()
    assert occurrences(revision(crashed()), ()) == ()


def test_a_later_medicare_says_why_and_how_much_was_paid_before() -> None:
    whole = folder(coverage(2), coverage(1, rank=2, msp_type="12"))
    decided = replace(medicare_decided(whole.lines), payer_id=2)
    later = revision(replace(whole, turn=1, prior={2: decided}))
    assert values(later, (ValueCode("A2", 100),)) == (
        ValueCode("12", decided.paid_cents),
        ValueCode("A2", 100),
    )
    assert values(revision(behind()), ()) == ()


def test_the_form_has_what_was_frozen_with_an_institutional_claim() -> None:
    told = revision(urgent())
    assert told.bill is not None
    (page,) = ub04_pages(ub04_of_bill(told, told.bill))
    boxes = page.boxes
    assert (boxes["4"], boxes["14"], boxes["15"], boxes["17"], boxes["18"]) == ("0711", "1", "1", "01", "D9")
    assert (boxes["31a.code"], boxes["31a.date"]) == ("05", "030126")
    assert (boxes["39a.code"], boxes["39a.dollars"], boxes["39a.cents"]) == ("A2", "25", "00")
    assert (boxes["76.last"], boxes["1.1"]) == ("OKAFOR", "HARBOR RURAL HEALTH")
    assert [line["42"] for line in page.lines] == ["0521", "0300"]
    assert missing(ub04_of_bill(told, told.bill)) == []


def test_a_professional_claim_prints_what_was_told_of_its_visit_too() -> None:
    plain = ub04(replace(revision(crashed()), frequency="7", original_ref="2026-77"))
    told = InstitutionalVisit(conditions=("D9",), occurrences=(Occurrence("01", ON),))
    (page,) = ub04_pages(Ub04(plain.revision, plain.terms, plain.attending, told))
    assert (page.boxes["18"], page.boxes["31a.code"], page.boxes["29"]) == ("D9", "01", "NY")


def test_medicare_s_reason_is_left_to_the_hand_only_where_nobody_told_it() -> None:
    again = replaced()
    assert again.bill is not None
    assert [one.message[:2] for one in missing(ub04_of_bill(again, again.bill))] == ["18"]
    told = replace(again.bill, conditions=("D9",))
    assert missing(ub04_of_bill(again, told)) == []
    first = revision(rural())
    assert first.bill is not None
    assert missing(ub04_of_bill(first, first.bill)) == []
