"""What the accounts of the books are called on the screens, and days in sentences as people write them."""

import re

from almoner.core.ledger import Account

ACCOUNT = {
    Account.PAYER_AR: "Insurance A/R",
    Account.PATIENT_AR: "Patient A/R",
    Account.CASH: "Payer payments on their way",
    Account.CONTRACTUAL: "Contractual adjustments",
    Account.DENIED: "Denied charges",
    Account.SUSPENSE: "Suspense",
    Account.PAYER_RECOUPMENT: "Payer takebacks",
    Account.INTEREST: "Interest from payers",
    Account.UNAPPLIED: "Unapplied receipts",
    Account.REVENUE: "Charges",
    Account.REFUNDS_IN_TRANSIT: "Refunds to payers on their way",
    Account.PAYER_ADJUSTMENTS: "Payer adjustments",
    Account.PAYER_ADVANCES: "Payer advances",
    Account.PENALTIES: "Payer penalties",
    Account.TAX_WITHHELD: "Tax withheld by payers",
    Account.LEVIES: "Levies",
    Account.DENIAL_WRITE_OFF: "Denial write-offs",
    Account.BAD_DEBT: "Bad debt",
    Account.CHARITY: "Charity care",
    Account.REFUNDS_PAYABLE: "Refunds payable",
    Account.UNDEPOSITED: "Drawer, not yet deposited",
    Account.BANK: "Bank",
    Account.SMALL_BALANCE: "Small-balance write-offs",
    Account.COLLECTIONS: "At the collection agency",
    Account.CAPITATION: "Capitated care",
    Account.BANK_FEES: "Bank and card fees",
}
RANK = {"1": "primary", "2": "secondary", "3": "tertiary"}
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def account(id_: str) -> str:
    """`Insurance A/R, primary` for `payer_ar:1`; an account that nobody named stays as it is."""
    name, _, rank = id_.partition(":")
    found = ACCOUNT.get(Account(name)) if name in set(Account) else None
    if found is None:
        return id_
    return f"{found}, {RANK.get(rank, f'payer {rank}')}" if rank else found


def dated(text: str) -> str:
    """Return a sentence with its days as the tables show them: `2026-04-21` is `04/21/2026`."""
    return _ISO.sub(r"\2/\3/\1", text)
