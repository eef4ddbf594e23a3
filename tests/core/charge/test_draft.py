"""A superbill on its way: what was chosen, in the order that a person gave, with plain defaults."""

from dataclasses import replace
from datetime import date

from almoner.core.charge import SuperbillLine
from almoner.core.charge.draft import BillForm, LineForm, draft
from almoner.core.coding.decision import Act, CodingDecision, Sort
from tests.core.claim.samples import visit

ON = date(2026, 11, 23)


def chose(sort: Sort, code: str, decision_id: int) -> CodingDecision:
    return CodingDecision(decision_id, 100, 10, 5, "0" * 64, sort, code, Act.ADD, "kim", ON)


MADE = [
    chose(Sort.DIAGNOSIS, "E119", 1),
    chose(Sort.SERVICE, "99213", 2),
    chose(Sort.DIAGNOSIS, "I10", 3),
]


def test_what_nobody_has_said_has_a_plain_default() -> None:
    bill = draft(visit(), MADE, BillForm())
    assert bill.diagnoses == ("E119", "I10")
    assert bill.lines == (SuperbillLine("99213", 1, 0, (1, 2)),)
    assert bill.decision_ids == (2,)


def test_a_person_orders_the_diagnoses_and_says_units_modifiers_and_pointers() -> None:
    form = BillForm(("I10", "E119"), {"99213": LineForm(2, ("25",), (2,))})
    bill = draft(visit(), MADE, form)
    assert bill.diagnoses == ("I10", "E119")
    assert bill.lines == (SuperbillLine("99213", 2, 0, (2,), ("25",)),)


def test_what_was_rejected_later_is_not_on_it() -> None:
    taken = replace(MADE[0], id=9, action=Act.REJECT, reason="ruled_out")
    assert draft(visit(), [*MADE, taken], BillForm()).diagnoses == ("I10",)
