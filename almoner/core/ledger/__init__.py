"""The ledger's grammar: accounts, reasons and postings that balance by construction."""

from almoner.core.ledger.accounts import Account, Reason, account_name, ranked
from almoner.core.ledger.posting import Posting, Subject, reversal_of

__all__ = ["Account", "Posting", "Reason", "Subject", "account_name", "ranked", "reversal_of"]
