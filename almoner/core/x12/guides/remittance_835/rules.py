"""The rules across segments of this guide (levels 3 and 4)."""

from almoner.core.x12.guides.remittance_835.balance import BALANCES, RemittanceBalance
from almoner.core.x12.rule import Rulebook

RULES = Rulebook(BALANCES, tallies=(RemittanceBalance,))
