"""How a practice posts: whether a payment waits for its deposit, whether what is certain posts by itself, and
what a payer pays by the head. Each is decided by a person, with a reason, and kept in the audit.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.party import Payer, Practice
from almoner.core.plan import Plan
from almoner.core.rules.reasons import Standing
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.policy import reasons
from almoner.flow.refused import refusal
from almoner.store.commit import commit
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame

LONGEST_REASON = 200
MOST_RANGES = 100
_CODES = re.compile(r"[0-9A-Z]{5}(-[0-9A-Z]{5})?")
GROUPS = ("OA", "PI", "CR")
"""The adjustment groups beside CO that a contract may write off; the patient's (PR) never."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The practice's own rules and those of its payers."""

    frame: Frame
    practice: Practice
    payers: tuple[Payer, ...]


def rules(actor: Actor, *, on: date) -> Rules:
    """Return how the practice posts, and each payer's exceptions by name."""
    with enter(actor, Permission.REMITTANCE_READ) as session:
        practice = session.get(Practice, session.practice_id)
        payers = sorted(session.find(Payer), key=lambda payer: payer.name)
        return Rules(lists.frame(session, on=on), practice, tuple(payers))


@dataclass(frozen=True, slots=True)
class PayerRule:
    """Whether a payer's payments wait for their deposits, which codes it pays by the head, and what its
    contract says of write-offs: none for now, which groups beside CO, which reason codes of bundled lines.
    """

    holds: bool
    capitated: Sequence[str] = ()
    holds_write_offs: bool = False
    groups: Sequence[str] = ()
    bundled: Sequence[str] = ()


def set_practice(actor: Actor, *, holds: bool, posts_clean: bool, on: date, reason: str) -> Practice:
    """Decide for all payers whether posting waits for the deposit, and what posts unattended."""
    _check(actor, reason)
    with enter(actor, Permission.SETUP_WRITE) as session:
        practice = session.get(Practice, session.practice_id)
        decided = replace(
            practice, version=practice.version + 1, holds_until_deposit=holds, posts_clean=posts_clean
        )
        commit(session, Plan(on=on, records=(decided,)), cause=cause(actor, "setup", reason))
        return decided


def set_payer(actor: Actor, payer_id: int, rule: PayerRule, *, on: date, reason: str) -> Payer:
    """Decide how one payer's payments post."""
    _check(actor, reason)
    codes = tuple(rule.capitated)
    if len(codes) > MOST_RANGES or not all(_CODES.fullmatch(code) for code in codes):
        raise refusal("RULE-02", "A code is five signs, a range two of them.", "Write 99213 or 99202-99215.")
    _check_write_offs(rule)
    with enter(actor, Permission.SETUP_WRITE) as session:
        payer = session.get(Payer, payer_id)
        decided = replace(
            payer,
            version=payer.version + 1,
            holds_until_deposit=rule.holds,
            capitated_codes=codes,
            holds_write_offs=rule.holds_write_offs,
            write_off_groups=tuple(rule.groups),
            bundled_reasons=tuple(rule.bundled),
        )
        commit(session, Plan(on=on, records=(decided,)), cause=cause(actor, "setup", reason))
        return decided


def _check_write_offs(rule: PayerRule) -> None:
    if not set(rule.groups) <= set(GROUPS):
        raise refusal("RULE-03", f"A group is one of {', '.join(GROUPS)}.", "Take out the others.")
    table = reasons()
    known = [table.codes.get(("carc", carc)) for carc in rule.bundled]
    if not all(code is not None and code.standing is Standing.BUNDLED for code in known):
        raise refusal(
            "RULE-04", "A reason here says that a line is bundled.", "Write its number, such as 97 or 234."
        )


def _check(actor: Actor, reason: str) -> None:
    require(actor, Permission.SETUP_WRITE)
    if not reason.strip() or len(reason) > LONGEST_REASON or not reason.isprintable():
        raise refusal("RULE-01", "A rule changes for a reason.", "Say why, in at most 200 characters.")
