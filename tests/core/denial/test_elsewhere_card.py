"""The card of which refusals name another payer: what it says, and what is no card."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.denial import Denial
from almoner.core.denial.elsewhere import ElsewhereError, load_elsewhere
from almoner.store.shipped.elsewhere import shipped_elsewhere

REFUSED = Denial(
    id=1,
    claim_id=1,
    line_id=1,
    patient_id=1,
    payer_id=1,
    advice_id=1,
    group="CO",
    carc="50",
    remarks=(),
    cents=1,
    category="medical_necessity",
    next_step="appeal",
    owner="biller",
    opened_on=date(2026, 3, 16),
    due_on=date(2026, 3, 26),
)
WHOLE = """
from = 2026-01-01
categories = ["other_payer"]
steps = ["bill_other_payer"]
codes = ["24"]
behind = ["22"]
ended = ["27"]
"""


def test_it_names_another_by_kind_step_or_number() -> None:
    card = shipped_elsewhere()
    assert not card.names_another(REFUSED)
    assert card.names_another(replace(REFUSED, category="eligibility"))
    assert card.names_another(replace(REFUSED, next_step="bill_other_payer"))
    assert all(card.names_another(replace(REFUSED, carc=carc)) for carc in ("24", "22"))
    assert card.is_sure(replace(REFUSED, next_step="bill_other_payer"))
    assert not card.is_sure(replace(REFUSED, carc="24"))


@pytest.mark.parametrize(
    ("found", "instead"),
    [
        ('behind = ["22"]\n', ""),
        ('behind = ["22"]', 'behind = "22"'),
        ('behind = ["22"]', "behind = [22]"),
        ('behind = ["22"]', 'behind = [" "]'),
        ("2026-01-01", '"soon"'),
        ("2026-01-01", "2026-01-01T00:00:00"),
        ("from =", "other = 1\nfrom ="),
        ("from =", "from"),
    ],
)
def test_what_breaks_its_form_is_no_card(found: str, instead: str) -> None:
    assert load_elsewhere(WHOLE, "card").behind == {"22"}
    with pytest.raises(ElsewhereError, match="card"):
        load_elsewhere(WHOLE.replace(found, instead), "card")
