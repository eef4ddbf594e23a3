"""The chart of accounts and the reasons for which money moves; every reason names one pair of accounts."""

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum


class Account(StrEnum):
    """An account's name; `payer_ar` and `denied` carry a rank in their id (`payer_ar:1`).

    `denied` is of the chart, and no reason moves anything there: a refusal moves nothing, and what is refused
    of `payer_ar` is read from the denials.
    """

    PAYER_AR = "payer_ar"
    PATIENT_AR = "patient_ar"
    CASH = "cash"
    CONTRACTUAL = "contractual"
    DENIED = "denied"
    SUSPENSE = "suspense"
    PAYER_RECOUPMENT = "payer_recoupment"
    INTEREST = "interest"
    UNAPPLIED = "unapplied"
    REVENUE = "revenue"
    REFUNDS_IN_TRANSIT = "refunds_in_transit"
    PAYER_ADJUSTMENTS = "payer_adjustments"
    PAYER_ADVANCES = "payer_advances"
    PENALTIES = "penalties"
    TAX_WITHHELD = "tax_withheld"
    LEVIES = "levies"
    DENIAL_WRITE_OFF = "denial_write_off"
    BAD_DEBT = "bad_debt"
    CHARITY = "charity"
    REFUNDS_PAYABLE = "refunds_payable"
    UNDEPOSITED = "undeposited"
    BANK = "bank"
    SMALL_BALANCE = "small_balance"
    COLLECTIONS = "collections"
    CAPITATION = "capitation"
    BANK_FEES = "bank_fees"


RANKED = frozenset({Account.PAYER_AR, Account.DENIED})
RECEIVABLE = frozenset({Account.PAYER_AR, Account.DENIED, Account.PATIENT_AR})


class Reason(StrEnum):
    """Why a posting was made; `CHART` gives the pair of accounts of each."""

    CHARGE = "charge"
    """A charge line was captured and is owed by the first payer."""
    SELF_PAY_CHARGE = "self_pay_charge"
    """A charge line was captured for a patient without coverage."""
    PAYMENT = "payment"
    """A payer paid for a line or claim."""
    CONTRACTUAL = "contractual"
    """The contract forbids collecting this part (only through the write-off gate)."""
    PATIENT_SHARE = "patient_share"
    """After the last payer, the rest is the patient's: deductible, coinsurance, copay or non-covered."""
    NEXT_PAYER = "next_payer"
    """The share moves to the next payer's receivable."""
    SUSPENDED_CASH = "suspended_cash"
    """Cash that could not be placed with certainty."""
    CAPITATED = "capitated"
    """Care under a capitated contract, paid by the plan's monthly amount."""
    RECOUPMENT = "recoupment"
    """The payer takes back, defers or forwards an earlier overpayment at provider level."""
    RECOUPMENT_PLACED = "recoupment_placed"
    """What a payer took back at provider level, laid by a person on the claim that it had paid."""
    INTEREST = "interest"
    """Interest that the payer owes for paying late."""
    PENALTY = "penalty"
    """A penalty that the payer keeps."""
    ADVANCE = "advance"
    """An advance or interim payment to draw down."""
    PAYER_ADJUSTMENT = "payer_adjustment"
    """Another provider-level adjustment, to be explained by a person."""
    TAX = "tax"
    """Tax withheld by the payer."""
    LEVY = "levy"
    """A levy executed by the payer."""
    REFUND_ACKNOWLEDGED = "refund_acknowledged"
    """The payer acknowledges a refund that the practice had sent."""
    PROVIDER_SUSPENSE = "provider_suspense"
    """A provider-level amount whose code is unknown."""
    RECEIPT = "receipt"
    """Money taken from a patient, not yet laid on a balance."""
    ALLOCATION = "allocation"
    """A patient's money laid on a line's patient balance."""
    DEPOSIT_RECEIPTS = "deposit_receipts"
    """Patient receipts taken to the bank."""
    DEPOSIT_CASH = "deposit_cash"
    """A payer's payment found on the bank statement."""
    UNEXPLAINED_DEPOSIT = "unexplained_deposit"
    """Money in the bank whose advice is missing; reversed exactly when it is explained."""
    SUSPENSE_TO_PATIENT = "suspense_to_patient"
    """A payer's cash that left suspense because it was a patient's own payment."""
    SUSPENSE_REFUNDED = "suspense_refunded"
    """A payer's cash that left suspense because it was approved to go back to that payer."""
    CAPITATION_PAID = "capitation_paid"
    """A plan's monthly amount for the patients assigned to the practice."""
    CONTRACTUAL_BY_HAND = "contractual_by_hand"
    """A contractual part that a person adjusted, with a reason and within a limit."""
    PAYER_WRITE_OFF = "payer_write_off"
    """A part that no payer will pay for another reason than a refusal, given up by a person with approval."""
    DENIAL_WRITE_OFF = "denial_write_off"
    """What a payer refused and nobody will fight, given up by a person with approval."""
    SMALL_BALANCE = "small_balance"
    """A balance below the cost of asking for it."""
    CHARITY = "charity"
    """A patient's part forgiven under a program that was applied for and granted."""
    DISCOUNT = "discount"
    """A patient's part that the practice gives away by its own policy: prompt payment, courtesy, a mistake of
    its own.
    """
    BAD_DEBT = "bad_debt"
    """A patient's part that will not be collected."""
    COLLECTIONS_PLACED = "collections_placed"
    """A patient's part handed to a collector; it stays a receivable."""
    COLLECTIONS_ALLOCATION = "collections_allocation"
    """Money laid on a part that a collector holds."""
    COLLECTIONS_WRITTEN_OFF = "collections_written_off"
    """A part that the collector gave back as lost."""
    BAD_DEBT_RECOVERED = "bad_debt_recovered"
    """Money that came after the part was written off as bad debt."""
    RETURNED_PAYMENT = "returned_payment"
    """A deposited payment that the bank took back: a bounced check or a card's chargeback."""
    RETURNED_FEE = "returned_fee"
    """What the practice asks of a patient for a check that the bank returned."""
    ABSENCE_FEE = "absence_fee"
    """What the practice asks of a patient for a visit that was missed; never part of a claim."""
    PATIENT_REFUND = "patient_refund"
    """Money on no line that was approved to go back to who paid it."""
    PAYER_REFUND = "payer_refund"
    """An overpayment that was approved to go back to a payer."""
    REFUND_ISSUED = "refund_issued"
    """A refund left the bank: check or transfer."""
    BANK_FEE = "bank_fee"
    """What the bank, or a processor of cards, keeps for its service."""
    REFUND_SETTLED = "refund_settled"
    """A payer took a refund without an advice of its own; the claim's credit is settled by it."""
    DEFERRAL_REPAID = "deferral_repaid"
    """A payer took in money what it had deferred or carried on, without an advice of its own."""
    BY_HAND_TO_PATIENT = "by_hand_to_patient"
    """A payer's part that a person gave to the patient, with the rule that allows it."""


A = Account
CHART: dict[Reason, tuple[Account, Account]] = {
    Reason.CHARGE: (A.PAYER_AR, A.REVENUE),
    Reason.SELF_PAY_CHARGE: (A.PATIENT_AR, A.REVENUE),
    Reason.PAYMENT: (A.CASH, A.PAYER_AR),
    Reason.CONTRACTUAL: (A.CONTRACTUAL, A.PAYER_AR),
    Reason.PATIENT_SHARE: (A.PATIENT_AR, A.PAYER_AR),
    Reason.NEXT_PAYER: (A.PAYER_AR, A.PAYER_AR),
    Reason.SUSPENDED_CASH: (A.CASH, A.SUSPENSE),
    Reason.CAPITATED: (A.CAPITATION, A.PAYER_AR),
    Reason.RECOUPMENT: (A.PAYER_RECOUPMENT, A.CASH),
    Reason.RECOUPMENT_PLACED: (A.PAYER_AR, A.PAYER_RECOUPMENT),
    Reason.INTEREST: (A.CASH, A.INTEREST),
    Reason.PENALTY: (A.PENALTIES, A.CASH),
    Reason.ADVANCE: (A.PAYER_ADVANCES, A.CASH),
    Reason.PAYER_ADJUSTMENT: (A.PAYER_ADJUSTMENTS, A.CASH),
    Reason.TAX: (A.TAX_WITHHELD, A.CASH),
    Reason.LEVY: (A.LEVIES, A.CASH),
    Reason.REFUND_ACKNOWLEDGED: (A.REFUNDS_IN_TRANSIT, A.CASH),
    Reason.PROVIDER_SUSPENSE: (A.SUSPENSE, A.CASH),
    Reason.RECEIPT: (A.UNDEPOSITED, A.UNAPPLIED),
    Reason.ALLOCATION: (A.UNAPPLIED, A.PATIENT_AR),
    Reason.DEPOSIT_RECEIPTS: (A.BANK, A.UNDEPOSITED),
    Reason.DEPOSIT_CASH: (A.BANK, A.CASH),
    Reason.UNEXPLAINED_DEPOSIT: (A.BANK, A.SUSPENSE),
    Reason.SUSPENSE_TO_PATIENT: (A.CASH, A.UNAPPLIED),
    Reason.SUSPENSE_REFUNDED: (A.CASH, A.REFUNDS_PAYABLE),
    Reason.CAPITATION_PAID: (A.CASH, A.CAPITATION),
    Reason.CONTRACTUAL_BY_HAND: (A.CONTRACTUAL, A.PAYER_AR),
    Reason.PAYER_WRITE_OFF: (A.DENIAL_WRITE_OFF, A.PAYER_AR),
    Reason.DENIAL_WRITE_OFF: (A.DENIAL_WRITE_OFF, A.PAYER_AR),
    Reason.SMALL_BALANCE: (A.SMALL_BALANCE, A.PATIENT_AR),
    Reason.CHARITY: (A.CHARITY, A.PATIENT_AR),
    Reason.DISCOUNT: (A.CONTRACTUAL, A.PATIENT_AR),
    Reason.BAD_DEBT: (A.BAD_DEBT, A.PATIENT_AR),
    Reason.COLLECTIONS_PLACED: (A.COLLECTIONS, A.PATIENT_AR),
    Reason.COLLECTIONS_ALLOCATION: (A.UNAPPLIED, A.COLLECTIONS),
    Reason.COLLECTIONS_WRITTEN_OFF: (A.BAD_DEBT, A.COLLECTIONS),
    Reason.BAD_DEBT_RECOVERED: (A.UNAPPLIED, A.BAD_DEBT),
    Reason.RETURNED_PAYMENT: (A.UNAPPLIED, A.BANK),
    Reason.RETURNED_FEE: (A.PATIENT_AR, A.REVENUE),
    Reason.ABSENCE_FEE: (A.PATIENT_AR, A.REVENUE),
    Reason.PATIENT_REFUND: (A.UNAPPLIED, A.REFUNDS_PAYABLE),
    Reason.PAYER_REFUND: (A.REFUNDS_IN_TRANSIT, A.REFUNDS_PAYABLE),
    Reason.REFUND_ISSUED: (A.REFUNDS_PAYABLE, A.BANK),
    Reason.BANK_FEE: (A.BANK_FEES, A.BANK),
    Reason.REFUND_SETTLED: (A.PAYER_AR, A.REFUNDS_IN_TRANSIT),
    Reason.DEFERRAL_REPAID: (A.PAYER_RECOUPMENT, A.REFUNDS_IN_TRANSIT),
    Reason.BY_HAND_TO_PATIENT: (A.PATIENT_AR, A.PAYER_AR),
}


def ranked(account: Account, rank: int) -> str:
    """Return the account's id: `payer_ar:2` for a ranked account, the bare name for every other."""
    if account not in RANKED:
        return account.value
    assert rank >= 1, "a ranked account needs a payer's rank"
    return f"{account.value}:{rank}"


def account_name(account_id: str) -> Account:
    """Return the account of an id, without its rank."""
    return Account(account_id.partition(":")[0])


def by_line(balances: Mapping[tuple[int, str], int]) -> dict[int, dict[str, int]]:
    """Return cents by line and account id as one table of accounts for each line."""
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for (line_id, account_id), cents in balances.items():
        found[line_id][account_id] = cents
    return found


def credit_beside(balances: Mapping[str, int], account_id: str) -> int:
    """Return what the receivables of a line beside one of its accounts have too much, in cents: a payer paid
    what a person had given up, a patient paid twice. `balances` are the line's by account id.
    """
    return -sum(
        cents
        for name, cents in balances.items()
        if cents < 0 and name != account_id and account_name(name) in RECEIVABLE
    )
