"""The paper after a visit: a tagged PDF of one page, the same for the same visit, in any script."""

from dataclasses import replace

from almoner.core.party import PersonName
from almoner.core.report.visit_slip import visit_slip
from almoner.links.paper import visit_pdf
from tests.core.report.samples import PATIENT, PRACTICE
from tests.core.report.test_visit_slip import ATTENDED


def test_it_is_one_tagged_page_and_the_same_each_time() -> None:
    made = visit_pdf(visit_slip(PRACTICE, PATIENT, ATTENDED))
    assert made.startswith(b"%PDF")
    assert made == visit_pdf(visit_slip(PRACTICE, PATIENT, ATTENDED))
    assert b"StructTreeRoot" in made


def test_a_name_in_another_script_or_in_markup_is_only_text() -> None:
    odd = replace(PATIENT, name=PersonName("#pagebreak() $x$", "李"))
    assert visit_pdf(visit_slip(PRACTICE, odd, replace(ATTENDED, services=()))).startswith(b"%PDF")
