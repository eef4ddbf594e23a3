"""Each piece of work leads to where it is worked, for who may work there."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.store.lists.lists_work import TaskRow
from almoner.web.words_claims import OF_FILES, place

ROW = TaskRow(
    id=7,
    version=1,
    what="look",
    why="",
    owner="biller",
    opened_on=date(2026, 3, 2),
    due_on=date(2026, 3, 9),
    cents=0,
    subject_kind="interchange",
    subject_id=3,
    claim_id=0,
    control="",
    claim_state="",
    patient_id=0,
    last_name="",
    first_name="",
    number="",
    asleep_until=None,
    asleep_why="",
)


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({"what": "bank_row"}, "/bank"),
        ({"what": "refused_file"}, "/remittances/import"),
        ({"what": "unknown_acknowledgement"}, "/send/batches"),
        ({"what": "refund_issue", "subject_kind": "refund"}, "/refunds"),
        ({"what": "returned_payment", "subject_kind": "receipt", "patient_id": 9}, "/receipts/3"),
        ({"what": "held_claim", "claim_id": 5, "claim_state": "held"}, "/send/holds/5"),
        ({"what": "variance", "claim_id": 5, "claim_state": "paid"}, "/claims/5"),
        ({"what": "missing_deposit", "subject_kind": "remittance"}, "/remittances/3"),
    ],
)
def test_work_leads_to_where_it_is_worked(changes: dict[str, object], address: str) -> None:
    row = replace(ROW, **changes)  # type: ignore[arg-type]
    assert place(row, lambda _: True) == address


@pytest.mark.parametrize("what", OF_FILES)
def test_who_may_not_work_there_is_not_led_there(what: str) -> None:
    assert place(replace(ROW, what=what), lambda _: False) == "/work"
