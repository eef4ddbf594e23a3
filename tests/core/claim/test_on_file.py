"""The policies of the books as the order of payers is judged on them, and what was taken at the desk."""

from dataclasses import replace

from almoner.core.claim.edits import KINDS
from almoner.core.claim.facts import Facts
from almoner.core.claim.on_file import told_of
from almoner.core.party import PayerKind
from tests.core.claim import samples
from tests.test_policy import POLICY

ORDER = KINDS["payer_order"](next(card for card in POLICY.cards if card.id == "payer-order"))


def judged(*, first: PayerKind, second: PayerKind) -> list[object]:
    folder = samples.secondary()
    one, other = folder.coverages
    house = replace(
        folder.house,
        payers={
            **folder.house.payers,
            one.payer_id: replace(folder.house.payers[one.payer_id], payer_kind=first),
            other.payer_id: replace(folder.house.payers[other.payer_id], payer_kind=second),
        },
    )
    told = told_of(replace(folder, house=house))
    revision = samples.revision(samples.folder())
    return list(ORDER.judge(Facts(revision=revision, on=samples.TODAY, told=told)))


def test_policies_stand_in_the_order_in_which_they_are_billed() -> None:
    told = told_of(samples.secondary())
    assert told.on_file is not None
    assert [one.rank for one in told.on_file] == [1, 2]
    assert told.collected_cents == samples.secondary().patient_paid_cents
    assert told.note is None


def test_medicaid_first_in_the_books_is_told() -> None:
    assert judged(first=PayerKind.MEDICAID, second=PayerKind.COMMERCIAL)
    assert not judged(first=PayerKind.COMMERCIAL, second=PayerKind.MEDICAID)
