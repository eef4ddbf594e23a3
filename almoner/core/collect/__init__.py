"""Patient money: receipts, where they are laid, deposits, and the close of a day."""

from almoner.core.collect.allocate import OwedLine, Rule, allocate
from almoner.core.collect.close import DayClose, DayFigures, Tie, close_day
from almoner.core.collect.deposit import BankList, BankRow, Expected, match_bank, slip
from almoner.core.collect.receipt import Allocation, Deposit, DepositKind, Receipt, Target
from almoner.core.collect.take import take

__all__ = [
    "Allocation",
    "BankList",
    "BankRow",
    "DayClose",
    "DayFigures",
    "Deposit",
    "DepositKind",
    "Expected",
    "OwedLine",
    "Receipt",
    "Rule",
    "Target",
    "Tie",
    "allocate",
    "close_day",
    "match_bank",
    "slip",
    "take",
]
