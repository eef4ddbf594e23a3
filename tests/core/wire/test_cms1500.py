"""What a claim says in the boxes of a CMS-1500: each from the frozen revision, by the payer's rules."""

from dataclasses import replace

import pytest

from almoner.core.claim.prior_payer import PriorLine
from almoner.core.party import Consents
from almoner.core.wire.cms1500 import form_pages
from almoner.core.wire.cms1500_boxes import printable
from almoner.core.wire.form_page import FormPage
from tests.core.claim.samples import (
    DOS,
    admitted,
    coverage,
    crashed,
    dependent,
    folder,
    injured,
    revision,
    secondary,
    solo,
    visit,
)


def only(told: object) -> FormPage:
    (page,) = form_pages(told)  # type: ignore[arg-type]
    return page


def test_a_claim_of_a_child_names_the_parent_and_the_group() -> None:
    boxes = only(revision(dependent())).boxes
    assert (boxes["2"], boxes["4"]) == ("MARSH, IRIS, K", "MARSH, OWEN")
    assert (boxes["1.group"], boxes["6.child"], boxes["11a.male"], boxes["11d.no"]) == ("X", "X", "X", "X")
    assert [boxes[f"11a.{part}"] for part in ("month", "day", "year")] == ["01", "02", "1948"]
    assert (boxes["11"], boxes["11c"], boxes["1a"]) == ("G77", "ANCHOR PPO", "W2234567")
    assert "9" not in boxes


def test_a_line_says_its_day_place_code_pointers_and_money() -> None:
    first, second = only(revision()).lines
    assert [first[f"24A.to.{part}"] for part in ("month", "day", "year")] == ["03", "02", "26"]
    assert (first["24B"], first["24D.code"], first["24D.1"], first["24E"]) == ("11", "99213", "25", "AB")
    assert (first["24F.dollars"], first["24F.cents"], first["24G"]) == ("145", "50", "1")
    assert second["24E"] == "B"
    assert first["24J"] == revision().rendering.npi  # type: ignore[union-attr]
    assert revision(solo()).billing.npi == only(revision(solo())).lines[0]["24J"]


def test_medicare_first_says_none_and_leaves_the_insured_blank() -> None:
    boxes = only(revision(admitted())).boxes
    assert (boxes["1.medicare"], boxes["11"]) == ("X", "NONE")
    assert not {"4", "7.street", "11c", "11d.yes", "11d.no", "13", "22", "33b"} & set(boxes)
    assert (boxes["17.qualifier"], boxes["17"]) == ("DN", "PER LINDQVIST")
    assert [boxes[f"18.{part}"] for part in ("month", "day", "year")] == ["02", "28", "2026"]
    assert (boxes["32.1"], boxes["23"]) == ("HILL HOSPITAL", "AUTH9")


def test_medicare_behind_another_names_that_policy() -> None:
    boxes = only(revision(folder(coverage(2, group_number="G1"), coverage(1, rank=2), turn=1))).boxes
    assert (boxes["1.medicare"], boxes["11"], boxes["11c"]) == ("X", "G1", "ANCHOR PPO")
    assert boxes["4"] == "MARSH, IRIS, K"


def test_a_supplement_that_medicare_knows_is_named_with_its_number() -> None:
    whole = revision(folder(coverage(1), coverage(2, rank=2)))
    (other,) = whole.others
    known = replace(other, payer=replace(other.payer, claim_payer_id="55123"))
    boxes = only(replace(whole, others=(known,))).boxes
    assert (boxes["9a"], boxes["9d"], boxes["13"]) == ("MEDIGAP W2234567", "55123", "SIGNATURE ON FILE")
    assert "9" not in only(whole).boxes


def test_the_next_payer_reads_what_the_first_one_paid() -> None:
    whole = revision(secondary())
    boxes = only(whole).boxes
    assert (boxes["29.dollars"], boxes["29.cents"]) == ("81", "84")
    assert (boxes["9"], boxes["9a"], boxes["11d.yes"]) == ("MARSH, IRIS, K", "1EG4TE5MK73", "X")
    assert only(replace(whole, patient_paid_cents=1000)).boxes["29.dollars"] == "91"


def test_medicare_is_told_of_the_patient_s_money_alone() -> None:
    whole = revision(secondary())
    told = replace(whole, payer=replace(whole.payer, payer_kind="medicare"), patient_paid_cents=500)
    assert only(told).boxes["29.dollars"] == "5"
    assert "29.dollars" not in only(replace(told, patient_paid_cents=0)).boxes


def test_seven_lines_are_two_forms_whose_totals_and_payments_add_up_to_the_claim() -> None:
    whole = revision(secondary())
    lines = tuple(replace(whole.lines[0], line_id=1 + place, charge_cents=1000 + place) for place in range(7))
    other = whole.others[0]
    assert other.prior
    paid = tuple(
        PriorLine(line_id=line.line_id, code=line.code, modifiers=(), paid_cents=100, units=1, adjustments=())
        for line in lines
    )
    prior = replace(other.prior, lines=paid, paid_cents=750)
    told = replace(whole, lines=lines, total_cents=7021, others=(replace(other, prior=prior),))
    first, second = form_pages(told)
    assert [len(first.lines), len(second.lines)] == [6, 1]
    assert cents(first, "28") + cents(second, "28") == 7021
    assert (cents(first, "29"), cents(second, "29")) == (650, 100)
    assert second.boxes["2"] == first.boxes["2"]


def cents(page: FormPage, item: str) -> int:
    return int(page.boxes[f"{item}.dollars"]) * 100 + int(page.boxes[f"{item}.cents"])


def test_an_injury_says_its_cause_its_day_and_the_insurer_s_number() -> None:
    boxes = only(revision(injured())).boxes
    assert (boxes["10a.yes"], boxes["10b.no"], boxes["10c.no"]) == ("X", "X", "X")
    assert (boxes["11b.qualifier"], boxes["11b"]) == ("Y4", "INJ-4711")
    assert (boxes["15.qualifier"], boxes["15.day"]) == ("439", "01")
    boxes = only(revision(crashed())).boxes
    assert (boxes["10b.yes"], boxes["10b.state"]) == ("X", "NY")


@pytest.mark.parametrize(("modifier", "told"), [("55", "090"), ("54", "091")])
def test_shared_care_says_which_end_of_it_the_day_is(modifier: str, told: str) -> None:
    whole = revision(folder(seen=visit(handed_over_on=DOS)))
    lines = (replace(whole.lines[0], modifiers=(modifier,)),)
    boxes = only(replace(whole, lines=lines, handed_over_on=DOS)).boxes
    assert (boxes["15.qualifier"], boxes["15.month"]) == (told, "03")


def test_a_correction_names_the_payer_s_number_of_the_first() -> None:
    again = replace(revision(), frequency="7", original_ref="2026-77")
    boxes = only(again).boxes
    assert (boxes["22"], boxes["22.reference"]) == ("7", "2026-77")


def test_no_signature_follows_from_another() -> None:
    none = Consents(
        assigns_benefits=False,
        accepts_assignment=False,
        releases_information=False,
        signature_is_on_file=True,
    )
    boxes = only(replace(revision(), consents=none)).boxes
    assert not {"12", "13"} & set(boxes)
    assert boxes["27.no"] == "X"


def test_the_shaded_half_holds_a_drug_or_words() -> None:
    line = replace(revision().lines[0], ndc="00409379501 ML 1.5")
    assert only(replace(revision(), lines=(line,))).lines[0]["24.above"] == "N400409379501 ML1.5"
    line = replace(line, ndc="", description="Unlisted: skin, lesion")
    assert only(replace(revision(), lines=(line,))).lines[0]["24.above"] == "ZZUNLISTED SKIN LESION"


def test_texts_lose_accents_and_punctuation_and_nothing_else() -> None:
    assert printable("O'Neil-Müller, Jr.  #4") == "ONEIL-MULLER JR 4"
    assert printable("李") == "?"
