"""The fee for a check that the bank returned: asked of the patient where the practice has set one.

Promises that a fee stands beside the return that it is for, once, that it is never more than the practice's
state allows where that is on file, and that it is taken back by its exact reversal.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.collect.placement import subject_of
from almoner.core.collect.receipt import Receipt
from almoner.core.ledger import Posting, Reason, reversal_of
from almoner.core.ledger.posting import Effect, post
from almoner.core.money import in_dollars
from almoner.core.plan import Plan, reading

MOST_CENTS = 10_000
"""Beyond 100.00 a digit was typed too many: no state allows as much."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that a state allows for a returned check, in cents, the law that says so, and what it asks for
    besides. `most_cents` is None where the law was looked up and no figure was confirmed: nothing is assumed.
    """

    most_cents: int | None
    source: str
    terms: str = ""


def read_limits(text: str) -> Mapping[str, Limit]:
    """Return the limits of a TOML text by state. ValueError where it is no list of limits."""
    try:
        rows = tomllib.loads(text)["state"]
        found = {
            row["state"]: Limit(row.get("most_cents"), row["source"], row.get("terms", "")) for row in rows
        }
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            "returned fee: each [[state]] has a state, a source, and most_cents if any"
        ) from error
    if len(found) != len(rows):
        raise ValueError("returned fee: a state stands in the list once")
    if not all(_is_amount(one.most_cents) and one.source for one in found.values()):
        raise ValueError(f"returned fee: most_cents is a whole number from 0 to {MOST_CENTS}")
    return found


def _is_amount(cents: object) -> bool:
    return cents is None or (type(cents) is int and 0 <= cents <= MOST_CENTS)


def fee_faults(cents: int, limit: Limit | None) -> list[str]:
    """Return what stands against a practice's fee, each as one sentence; 0 is no fee."""
    found = []
    if not 0 <= cents <= MOST_CENTS:
        found.append("A fee is from 0.00, which is none, to 100.00.")
    if limit is not None and limit.most_cents is not None and cents > limit.most_cents:
        found.append(f"The state allows at most {in_dollars(limit.most_cents)} ({limit.source}).")
    return found


def standing_fee(postings: Iterable[Posting]) -> Posting | None:
    """Return the fee of a receipt that stands, of all its postings of the kind."""
    found = list(postings)
    gone = {one.reverses for one in found if one.reverses}
    return next((one for one in found if not one.reverses and one.key not in gone), None)


def charge_faults(receipt: Receipt, postings: Iterable[Posting]) -> list[str]:
    """Return what stands against charging the fee for a receipt, each as one sentence."""
    found = []
    if receipt.method != "check":
        found.append("The fee is for a check.")
    if not receipt.returned_cents or receipt.is_voided:
        found.append("The bank has not returned it.")
    if standing_fee(postings) is not None:
        found.append("Its fee was charged already.")
    return found


def charge(receipt: Receipt, line: ChargeLine, cents: int, *, nth: int, on: date) -> Plan:
    """Return the plan that asks the fee of the patient, beside a line of theirs; `nth` counts the receipt's
    fees before it.
    """
    subject = subject_of(line, receipt_id=receipt.id)
    effect = Effect(Reason.RETURNED_FEE, cents, subject, key=f"returned_fee:{receipt.id}:{nth}")
    return Plan(on=on, postings=(post(effect, on=on),), reads=reading(receipt))


def waive(fee: Posting, *, on: date) -> Plan:
    """Return the plan that takes a fee back by its exact reversal."""
    return Plan(on=on, postings=(reversal_of(fee, key=f"undo:{fee.key}", on=on),))
