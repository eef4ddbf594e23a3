"""Patient money: receipts, where they are laid, deposits, statements."""

from almoner.core.collect.receipt import Allocation, Deposit, Receipt

__all__ = ["Allocation", "Deposit", "Receipt"]
