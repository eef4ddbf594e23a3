"""Remittance advice: what a payer decided and paid, and the plan that lays it on the books."""

from almoner.core.remit.advice import (
    Adjustment,
    Advice,
    AdviceLine,
    Amount,
    ProviderLevel,
    Remittance,
    RemittanceState,
)
from almoner.core.remit.desk import Book, Desk
from almoner.core.remit.outcome import ItemKind, OpenItem, PlannedRemittance, Suspended
from almoner.core.remit.own_books import OwnBooks
from almoner.core.remit.post import plan_part, plan_remittance
from almoner.core.remit.read import ReadRemittance

__all__ = [
    "Adjustment",
    "Advice",
    "AdviceLine",
    "Amount",
    "Book",
    "Desk",
    "ItemKind",
    "OpenItem",
    "OwnBooks",
    "PlannedRemittance",
    "ProviderLevel",
    "ReadRemittance",
    "Remittance",
    "RemittanceState",
    "Suspended",
    "plan_part",
    "plan_remittance",
]
