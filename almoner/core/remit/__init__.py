"""Remittance advice: what a payer decided and paid, and the plan that lays it on the books."""

from almoner.core.remit.advice import (
    Adjustment,
    Advice,
    AdviceLine,
    ProviderLevel,
    Remittance,
    RemittanceState,
)

__all__ = ["Adjustment", "Advice", "AdviceLine", "ProviderLevel", "Remittance", "RemittanceState"]
