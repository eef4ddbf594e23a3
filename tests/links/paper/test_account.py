"""Papers of an account: tagged PDFs, the same for the same account, as long as they have to be."""

from dataclasses import replace

from almoner.core.report.account_paper import itemized_bill, superbill_paper
from almoner.links.paper import account_pdf
from tests.core.report.samples import TODAY
from tests.core.report.test_account_paper import OWN, PROVIDER
from tests.links.paper.pdf_text import pages


def test_a_bill_and_a_superbill_are_tagged_pages_and_the_same_each_time() -> None:
    for paper in (itemized_bill(OWN, on=TODAY), superbill_paper(OWN, PROVIDER, on=TODAY)):
        made = account_pdf(paper)
        assert made == account_pdf(paper)
        assert b"StructTreeRoot" in made
        assert pages(made) == 1


def test_many_services_go_on_over_pages_and_none_is_a_page_of_its_own() -> None:
    paper = itemized_bill(OWN, on=TODAY)
    assert pages(account_pdf(replace(paper, rows=paper.rows * 40))) > 2
    assert pages(account_pdf(replace(paper, rows=()))) == 1
