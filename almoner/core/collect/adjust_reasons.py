"""Why a person may move a balance, as data: which receivables, up to how much alone, on what condition.

Promises that reasons which exist are whole: a file with an unknown key, account, role or amount is refused by
its place.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from almoner.core.ledger import Account, Reason
from almoner.core.ledger.accounts import CHART
from almoner.core.party import PayerKind

MOST_REASONS = 100
LONGEST_TEXT = 100_000
LONGEST_LABEL = 80


class ReasonsError(ValueError):
    """The text is no list of reasons; the message names the place and what is wanted there."""


class Need(StrEnum):
    """The fact without which a reason takes nothing."""

    NOTHING = ""
    DENIAL = "denial"
    """The payer refused the line, the refusal is still followed, and no appeal of it waits for an answer."""
    NOTICE = "notice"
    """A notice that the payer may not pay, signed for the service or on paper for its visit; none is wanted
    for what the line says never to be a benefit (GY).
    """
    COVERAGE_OVER = "coverage_over"
    """The policy that was billed was not in force on the day of the service."""


@dataclass(frozen=True, slots=True)
class ActReason:
    """One reason. `balances` gives the ledger's reason by the receivable that it takes; `alone_cents` how
    much one person of a role moves alone; `at_most_cents` the largest balance of a line that it takes (0:
    any).
    """

    id: str
    label: str
    balances: Mapping[Account, Reason]
    alone_cents: Mapping[str, int]
    needs_note: bool = False
    at_most_cents: int = 0
    needs: Need = Need.NOTHING
    never_for: frozenset[PayerKind] = frozenset()
    carc: str = ""

    def ledger_reason(self, account_id: str) -> Reason | None:
        """Return why the ledger moves a balance of this account, or None where this reason takes none of
        it, or where there is no such account.
        """
        named = account_id.partition(":")[0]
        return next((why for account, why in self.balances.items() if account.value == named), None)

    def alone(self, roles: Iterable[str]) -> int:
        """Return how many cents a person of these roles moves alone."""
        return max((self.alone_cents.get(role, 0) for role in roles), default=0)


FROM = frozenset({Account.PAYER_AR, Account.PATIENT_AR})


@dataclass(frozen=True, slots=True)
class ActReasons:
    """All reasons in the order of the file. Limits count over `within_days`; a small balance is written off
    with others when nothing has moved on it for `quiet_days`.
    """

    reasons: tuple[ActReason, ...]
    within_days: int
    quiet_days: int

    def get(self, reason_id: str) -> ActReason | None:
        """Return a reason by its id."""
        return next((one for one in self.reasons if one.id == reason_id), None)

    def of(self, account: Account) -> tuple[ActReason, ...]:
        """Return the reasons that take a balance of an account."""
        return tuple(one for one in self.reasons if account in one.balances)


def read_act_reasons(text: str, *, roles: Iterable[str]) -> ActReasons:
    """Return the reasons of a TOML text for a practice with these roles, or raise ReasonsError."""
    if len(text) > LONGEST_TEXT:
        raise ReasonsError(f"the reasons are longer than {LONGEST_TEXT} characters")
    try:
        body = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReasonsError(f"the reasons are no TOML: {error}") from None
    listed = body.pop("reason", None)
    days = [body.pop(name, None) for name in ("within_days", "quiet_days")]
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST_REASONS or body:
        raise ReasonsError(f"the file has numbers of days and 1 to {MOST_REASONS} tables [[reason]] alone")
    if not all(type(number) is int and 0 < number <= 366 for number in days):
        raise ReasonsError("`within_days` and `quiet_days` are numbers of days from 1 to 366")
    known = frozenset(roles)
    found = tuple(_reason(number, row, known) for number, row in enumerate(listed, 1))
    if len({one.id for one in found}) < len(found):
        raise ReasonsError("two reasons have the same id")
    return ActReasons(found, *days)


def _reason(number: int, row: Any, roles: frozenset[str]) -> ActReason:
    place = f"reason {number}"
    if not isinstance(row, dict) or not row.keys() <= set(ActReason.__dataclass_fields__):
        raise ReasonsError(f"{place} has a key that is none of {', '.join(ActReason.__dataclass_fields__)}")
    carc = row.get("carc", "")
    if not isinstance(carc, str) or not (carc == "" or (carc.isalnum() and carc.isascii() and len(carc) < 6)):
        raise ReasonsError(f"{place}: `carc` is a number of a reason code")
    return ActReason(
        id=_word(place, "id", row.get("id"), longest=40),
        label=_word(place, "label", row.get("label"), longest=LONGEST_LABEL),
        balances=_balances(place, row.get("balances")),
        alone_cents=_limits(place, row.get("alone_cents"), roles),
        needs_note=_yes(place, "needs_note", row),
        at_most_cents=_cents(place, "at_most_cents", row.get("at_most_cents", 0)),
        needs=_need(place, row.get("needs", "")),
        never_for=_kinds(place, row.get("never_for", [])),
        carc=carc,
    )


def _word(place: str, name: str, value: Any, *, longest: int) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > longest or not value.isprintable():
        raise ReasonsError(f"{place}: `{name}` is a text of 1 to {longest} characters")
    return value


def _yes(place: str, name: str, row: Mapping[str, Any]) -> bool:
    value = row.get(name, False)
    if not isinstance(value, bool):
        raise ReasonsError(f"{place}: `{name}` is true or false")
    return value


def _cents(place: str, name: str, value: Any) -> int:
    if type(value) is not int or not 0 <= value <= 100_000_000:
        raise ReasonsError(f"{place}: `{name}` is an amount in whole cents, at most 100,000,000")
    return value


def _balances(place: str, value: Any) -> Mapping[Account, Reason]:
    if not isinstance(value, dict) or not value:
        raise ReasonsError(f"{place}: `balances` gives a reason of the ledger by account")
    found = {}
    for account_text, reason_text in value.items():
        try:
            account, reason = Account(account_text), Reason(reason_text)
        except ValueError:
            raise ReasonsError(f"{place}: `balances` names no account or reason of the ledger") from None
        if account not in FROM or CHART[reason][1] is not account:
            raise ReasonsError(f"{place}: {reason.value} takes nothing from {account.value}")
        found[account] = reason
    return found


def _limits(place: str, value: Any, roles: frozenset[str]) -> Mapping[str, int]:
    if not isinstance(value, dict) or not value.keys() <= roles:
        raise ReasonsError(f"{place}: `alone_cents` gives an amount by role")
    return {role: _cents(place, "alone_cents", cents) for role, cents in value.items()}


def _need(place: str, value: Any) -> Need:
    if value not in set(Need):
        raise ReasonsError(f"{place}: `needs` is one of {', '.join(one for one in Need if one)}")
    return Need(value)


def _kinds(place: str, value: Any) -> frozenset[PayerKind]:
    if not isinstance(value, list) or not set(map(str, value)) <= {kind.value for kind in PayerKind}:
        raise ReasonsError(f"{place}: `never_for` lists kinds of payers")
    return frozenset(PayerKind(kind) for kind in value)
