"""The policies of the books as the order of payers is judged on them, and what was taken at the desk."""

from dataclasses import replace

from almoner.core.chart import Referral as ReferredBy
from almoner.core.claim.edits import KINDS
from almoner.core.claim.facts import Facts
from almoner.core.claim.on_file import REFERRED_VISITS, told_of
from almoner.core.claim.told import Referral, Told
from almoner.core.party import PayerKind, PayerPlan
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


def test_a_plan_that_wants_referrals() -> None:
    folder = samples.folder()
    plan = folder.house.plans.get(folder.coverage.plan_id) or PayerPlan(
        id=folder.coverage.plan_id, payer_id=folder.coverage.payer_id, name="Gate"
    )

    def told(*, needs_referral: bool, number: str = "") -> Told:
        house = replace(folder.house, plans={plan.id: replace(plan, needs_referral=needs_referral)})
        visits = tuple(replace(one, referral=ReferredBy(referral_number=number)) for one in folder.visits)
        return told_of(replace(folder, house=house, visits=visits))

    assert told(needs_referral=False).referral_codes == ()
    assert told(needs_referral=True).referral_codes == REFERRED_VISITS
    assert told(needs_referral=True).referral is None
    assert told(needs_referral=True, number="R-1").referral == Referral("R-1")
    assert told_of(replace(folder, house=replace(folder.house, plans={}))).referral_codes is None
