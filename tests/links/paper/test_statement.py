"""A statement's PDF: tagged for a reading voice, the same bytes each time, and deaf to markup in anybody's
text.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from almoner.core.party import PersonName
from almoner.core.report import Statement
from almoner.links.paper import statement, statement_pdf
from almoner.links.paper.page import PageError
from tests.core.report.samples import PATIENT, PRACTICE, account, told
from tests.links.paper.pdf_text import pages


def made() -> Statement:
    found = told(account()).statement
    assert found is not None
    return found


def test_it_is_tagged_titled_and_in_english() -> None:
    pdf = statement_pdf(made(), PRACTICE, PATIENT)
    assert pdf.startswith(b"%PDF-1.7")
    for mark in (
        b"/StructTreeRoot",
        b"/MarkInfo",
        b"/Lang",
        b"pdfuaid:part>1<",
        b"Harbor Family Medicine, statement 4711",
    ):
        assert mark in pdf
    assert pages(pdf) == 1


def test_the_same_statement_is_the_same_bytes() -> None:
    first, second = statement_pdf(made(), PRACTICE, PATIENT), statement_pdf(made(), PRACTICE, PATIENT)
    assert first == second
    assert first != statement_pdf(replace(made(), unapplied_cents=0), PRACTICE, PATIENT)


def test_a_pay_link_is_drawn_for_a_telephone_and_stands_there_in_words() -> None:
    link = "https://pay.example.org/pay/12-k7f3m9-x2qa1b-c4d5e6-f7g8h9"
    plain = statement_pdf(made(), PRACTICE, PATIENT)
    linked = statement_pdf(made(), PRACTICE, PATIENT, pay_at=link)
    assert linked == statement_pdf(made(), PRACTICE, PATIENT, pay_at=link)
    assert pages(linked) == 1
    elsewhere = replace(PRACTICE, pay_url="https://pay.example.org/x")
    set_from = statement._data(made(), PRACTICE, PATIENT, link)
    assert link in set_from["advice"][0][1]
    assert set_from["square"].startswith("<svg")
    assert statement._data(made(), elsewhere, PATIENT, link)["square"] == ""
    assert len(linked) > len(plain)


def test_a_long_statement_goes_on_over_pages() -> None:
    lines = made().lines * 20
    assert pages(statement_pdf(replace(made(), lines=lines), PRACTICE, PATIENT)) > 2


@pytest.mark.parametrize(
    "text", ['#panic("x")', "$x^2$ *b* _i_ `c` @l <l>", ']) #read("/etc/passwd")', "\\", "\x00\x1b\n", '"']
)
def test_markup_in_a_text_is_text(text: str) -> None:
    name = PersonName(last=text, first=text)
    patient = replace(PATIENT, guarantor=None, name=name, address=replace(PATIENT.address, line1=text))
    lines = tuple(replace(line, label=text, code=text) for line in made().lines)
    pdf = statement_pdf(replace(made(), lines=lines), replace(PRACTICE, name=text), patient)
    assert pages(pdf) == 1


@pytest.mark.parametrize("last", ["Núñez-Ő", "Ωμέγα", "Жуков", "中村", "😀"])
def test_a_name_in_any_script_still_makes_a_page(last: str) -> None:
    patient = replace(PATIENT, guarantor=None, name=PersonName(last=last, first="A"))
    assert pages(statement_pdf(made(), PRACTICE, patient)) == 1


def test_a_credit_needs_no_bar() -> None:
    paid = replace(made().lines[0], insurance_paid_cents=20_000, with_payer_cents=-14_000)
    assert pages(statement_pdf(replace(made(), lines=(paid,)), PRACTICE, PATIENT)) == 1


def test_a_page_that_cannot_be_set_says_so_without_what_stood_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "statement.typ"
    broken.write_text("#panic(sys.inputs.data)")
    monkeypatch.setattr(statement, "TEMPLATE", broken)
    with pytest.raises(PageError) as refused:
        statement_pdf(made(), PRACTICE, PATIENT)
    assert "Okoro" not in str(refused.value)
    assert refused.value.__cause__ is None
