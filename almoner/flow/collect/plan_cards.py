"""The cards that pay payment plans: which plan has one, what it was charged, and the policy of both."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from almoner.core.collect.card import CardCharge
from almoner.core.collect.card_on_file import Autopay, CardOnFile, KeptState, PlanCard, card_of, read_autopay
from almoner.core.collect.payment_plan import PaidPlan
from almoner.store.session import Session


@cache
def autopay() -> Autopay:
    """Return the policy of kept cards."""
    words = files("almoner").joinpath("policy", "collect", "card_on_file.toml")
    return read_autopay(words.read_text(encoding="utf-8"))


def cards_of(session: Session, plans: Sequence[PaidPlan]) -> dict[int, PlanCard]:
    """Return the cards that pay these plans, by plan."""
    ids = [paid.plan.id for paid in plans]
    kept = session.find(CardOnFile, plan_id=ids, state=KeptState.STANDING) if ids else []
    if not kept:
        return {}
    charges: dict[int, list[CardCharge]] = defaultdict(list)
    for one in session.find(CardCharge, patient_id=[card.patient_id for card in kept]):
        charges[one.card_id].append(one)
    paid_plans = {paid.plan.id: paid for paid in plans}
    return {card.plan_id: card_of(card, charges[card.id], paid_plans[card.plan_id]) for card in kept}
