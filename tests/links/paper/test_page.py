"""What is printed in practice mode says so across every page, whatever the paper."""

from pathlib import Path

import pytest

from almoner.core.report.receipt_slip import receipt_slip
from almoner.links.paper import page, receipt_pdf
from tests.core.collect.samples import receipt
from tests.core.report.samples import PATIENT, PRACTICE
from tests.links.paper.pdf_text import texts

PAPERS = sorted(Path(page.__file__).parent.glob("*.typ"))


def test_a_paper_of_invented_books_is_marked_and_no_other_is(monkeypatch: pytest.MonkeyPatch) -> None:
    slip = receipt_slip(receipt(9, 5_000), PRACTICE, PATIENT, [])
    assert page.PRACTICE not in [each.text for each in texts(receipt_pdf(slip))]
    monkeypatch.setattr(page, "IS_TRAINING", True)
    assert page.PRACTICE in [each.text for each in texts(receipt_pdf(slip))]


@pytest.mark.parametrize(
    "template", [each for each in PAPERS if each.name != "mark.typ"], ids=lambda each: each.name
)
def test_every_paper_takes_the_mark(template: Path) -> None:
    assert "foreground: mark" in template.read_text(encoding="utf-8")
