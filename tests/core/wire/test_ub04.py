"""What a claim says in the form locators of a UB-04: each from its frozen revision or its place's terms."""

from dataclasses import replace
from datetime import date

from almoner.core.claim import ClaimRevision
from almoner.core.wire.form_page import FormPage
from almoner.core.wire.ub04 import ub04_of_bill, ub04_pages
from tests.core.claim.clinic_samples import urgent
from tests.core.claim.samples import (
    DOCTOR_NPI,
    GROUP_NPI,
    HOSPITAL,
    REFERRER_NPI,
    admitted,
    coverage,
    crashed,
    folder,
    injured,
    revision,
    secondary,
    solo,
)
from tests.core.wire.ub04_samples import ub04


def only(told: ClaimRevision | None = None, **terms: str) -> FormPage:
    (page,) = ub04_pages(ub04(told, **terms))
    return page


def test_a_clinic_s_bill_says_who_where_and_when() -> None:
    boxes = only().boxes
    assert [boxes[f"1.{place}"] for place in (1, 2, 3, 4)] == [
        "HARBOR FAMILY MEDICINE",
        "12 HARBOR ROAD",
        "SYRACUSE NY 13202-1234",
        "3155550100",
    ]
    assert (boxes["3a"], boxes["4"], boxes["5"]) == (revision().control, "0711", "161234567")
    assert (boxes["6.from"], boxes["6.through"], boxes["8b"]) == ("030226", "030226", "MARSH, IRIS, K")
    assert [boxes[f"9{part}"] for part in "abcd"] == ["7 ELM COURT APT 2", "SYRACUSE", "NY", "13202"]
    assert (boxes["10"], boxes["11"], boxes["15"], boxes["17"]) == ("05171950", "F", "1", "01")
    assert not {"2.1", "12", "14", "18", "29", "31a.code", "39a.code", "78.npi"} & set(boxes)


def test_a_line_has_the_place_s_revenue_code_and_the_claim_s_service() -> None:
    first, second = only().lines
    assert (first["42"], first["44"], first["45"], first["46"]) == ("0521", "9921325", "030226", "1")
    assert (first["47.dollars"], first["47.cents"]) == ("145", "50")
    assert (second["42"], second["44"]) == ("0300", "85025")
    line = replace(revision().lines[0], ndc="00409379501 ML 1.5")
    assert only(replace(revision(), lines=(line,))).lines[0]["43"] == "N400409379501ML1.5"


def test_twenty_three_lines_are_two_forms_with_the_total_on_the_last() -> None:
    whole = revision()
    lines = tuple(replace(whole.lines[0], service_on=date(2026, 3, 2 + place)) for place in range(23))
    told = replace(whole, lines=lines, total_cents=14550 * 23)
    first, second = ub04_pages(ub04(told))
    assert [len(first.lines), len(second.lines)] == [22, 1]
    assert [(page.boxes["43.page"], page.boxes["43.pages"]) for page in (first, second)] == [
        ("1", "2"),
        ("2", "2"),
    ]
    assert not {"42.total", "47.dollars"} & set(first.boxes)
    assert (second.boxes["42.total"], second.boxes["47.dollars"], second.boxes["47.cents"]) == (
        "0001",
        "3346",
        "50",
    )
    assert (first.boxes["6.from"], first.boxes["6.through"]) == ("030226", "032426")
    assert second.boxes["45.created"] == "030526"


def test_the_attending_the_sender_and_the_diagnoses() -> None:
    boxes = only(revision(admitted())).boxes
    assert (boxes["56"], boxes["81a.kind"], boxes["81a"]) == (GROUP_NPI, "B3", "261QP2300X")
    assert (boxes["76.npi"], boxes["76.last"], boxes["76.first"]) == (DOCTOR_NPI, "OKAFOR", "HELEN")
    assert (boxes["78.kind"], boxes["78.npi"], boxes["78.last"]) == ("DN", REFERRER_NPI, "LINDQVIST")
    assert (boxes["66"], boxes["67"], boxes["12"]) == ("0", "J189", "022826")
    boxes = only().boxes
    assert (boxes["67"], boxes["67A"]) == ("E119", "I10")
    assert only(revision(solo())).boxes["76.last"] == "OKAFOR"


def test_an_injury_at_work_has_its_condition_and_its_occurrence() -> None:
    boxes = only(revision(injured())).boxes
    assert (boxes["18"], boxes["31a.code"], boxes["31a.date"]) == ("02", "04", "030126")
    boxes = only(revision(crashed())).boxes
    assert boxes["29"] == "NY"
    assert not {"18", "31a.code"} & set(boxes)


def test_medicare_behind_another_reads_why_and_how_much_was_paid() -> None:
    whole = revision(secondary())
    behind = replace(whole, payer=replace(whole.payer, payer_kind="medicare", msp_type="12"))
    boxes = only(behind).boxes
    assert (boxes["39a.code"], boxes["39a.dollars"], boxes["39a.cents"]) == ("12", "81", "84")
    assert "39a.code" not in only(whole).boxes
    assert "39a.code" not in only(revision(folder(coverage(1)))).boxes


def test_a_type_of_bill_ends_in_the_frequency_and_money_goes_where_it_is_wanted() -> None:
    again = replace(revision(), frequency="7", original_ref="2026-77", pay_to=HOSPITAL)
    boxes = only(again, bill_type="77", priority="3").boxes
    assert (boxes["4"], boxes["14"]) == ("0777", "3")
    assert (boxes["2.1"], boxes["2.2"]) == ("HARBOR FAMILY MEDICINE", "400 HILL AVENUE")


def test_an_urgent_visit_reads_the_patient_s_reasons_and_who_operated() -> None:
    told = revision(urgent())
    assert told.bill is not None
    (page,) = ub04_pages(ub04_of_bill(told, told.bill))
    boxes = page.boxes
    assert (boxes["70a"], boxes["70b"], boxes["14"]) == ("R109", "M545", "1")
    assert "70c" not in boxes
    operated = told.bill.operating
    assert operated is not None
    assert boxes["77.npi"] == operated.npi
    assert (boxes["77.last"], boxes["77.first"]) == (operated.last.upper(), operated.first.upper())
    assert not {"70a", "77.npi"} & set(only().boxes)
