"""The receipt on paper: a tagged PDF of one page, the same for the same receipt, in any script."""

from dataclasses import replace

from almoner.core.party import PersonName
from almoner.core.report.receipt_slip import receipt_slip
from almoner.links.paper import receipt_pdf
from tests.core.collect.samples import receipt
from tests.core.report.samples import PATIENT, PRACTICE


def test_a_receipt_is_one_tagged_page_and_the_same_each_time() -> None:
    slip = receipt_slip(receipt(9, 5_000), PRACTICE, PATIENT, [])
    made = receipt_pdf(slip)
    assert made.startswith(b"%PDF")
    assert made == receipt_pdf(slip)
    assert b"StructTreeRoot" in made


def test_a_name_in_another_script_or_in_markup_is_only_text() -> None:
    odd = replace(PATIENT, name=PersonName("#pagebreak() $x$", "李"))
    assert receipt_pdf(receipt_slip(receipt(9, 5_000), PRACTICE, odd, [])).startswith(b"%PDF")
