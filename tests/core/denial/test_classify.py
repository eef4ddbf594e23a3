"""What kind of trouble an item is: the reason decides, or its remark where it only points to that; the step
has an owner.
"""

from dataclasses import replace

import pytest

from almoner.core.denial import classify
from almoner.core.remit import Adjustment, ItemKind, OpenItem
from tests.core.remit.samples import PAID_ON, table


def item(*adjustments: str, kind: ItemKind = ItemKind.DENIAL, remarks: tuple[str, ...] = ()) -> OpenItem:
    """An open item; adjustments are written `CO 45 2000`."""
    made = [each.split() for each in adjustments]
    return OpenItem(
        kind=kind,
        advice_id=1,
        claim_id=1,
        line_id=1,
        patient_id=1,
        payer_id=1,
        cents=100_00,
        adjustments=tuple(Adjustment(group, carc, int(cents)) for group, carc, cents in made),
        remarks=remarks,
        why="",
        is_refused=True,
    )


def test_another_payer_is_billed_only_for_what_was_refused_whole() -> None:
    refused = item("CO 109 10000")
    assert classify(refused, table(), on=PAID_ON).next_step == "bill_other_payer"
    assert classify(replace(refused, is_mixed=True), table(), on=PAID_ON).next_step == "call_payer"


@pytest.mark.parametrize(
    ("carc", "category", "step"),
    [
        ("50", "medical_necessity", "appeal"),
        ("197", "authorization", "get_authorization"),
        ("29", "timely_filing", "appeal"),
        ("27", "eligibility", "verify_eligibility"),
        ("11", "diagnosis", "fix_resubmit"),
        ("16", "missing_info", "fix_resubmit"),
        ("22", "other_payer", "bill_other_payer"),
    ],
)
def test_the_reason_decides(carc: str, category: str, step: str) -> None:
    found = classify(item(f"CO {carc} 10000"), table(), on=PAID_ON)
    assert (found.group, found.carc, found.category, found.next_step) == ("CO", carc, category, step)


def test_where_the_reason_points_to_its_remark_that_decides() -> None:
    found = classify(item("CO 16 10000", remarks=("MA01", "M127")), table(), on=PAID_ON)
    assert (found.carc, found.category, found.next_step) == ("16", "documentation", "send_records")
    found = classify(item("CO 16 10000", remarks=("MA01", "N9999")), table(), on=PAID_ON)
    assert found.category == "missing_info", (
        "remarks that say nothing, or nothing to us, leave it to the reason"
    )


def test_the_refusing_reason_leads_whatever_its_amount() -> None:
    found = classify(item("CO 45 9000", "CO 151 1000"), table(), on=PAID_ON)
    assert (found.carc, found.category) == ("151", "frequency")


def test_an_unknown_number_wants_a_call() -> None:
    found = classify(item("CO 999 10000", kind=ItemKind.UNKNOWN_CODE), table(), on=PAID_ON)
    assert (found.carc, found.category, found.next_step) == ("999", "unknown_code", "call_payer")


@pytest.mark.parametrize("kind", list(ItemKind))
def test_every_kind_has_a_category_and_a_step(kind: ItemKind) -> None:
    for adjustment in ("CO 45 100", "PI 45 100", "CO 999 100", "PR 96 100", "CO 18 100"):
        found = classify(item(adjustment, kind=kind), table(), on=PAID_ON)
        assert found.category
        assert found.next_step
        assert found.next_step != "write_off"
