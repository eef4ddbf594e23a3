"""How a claim's state follows from what happens to it: one table of transitions, and the day by which each
wait ends.

Promises that the outside world may speak in any order: a late acceptance never undoes an adjudication, and an
answer about an earlier sending never touches a later one. The practice's own acts are refused where the table
has no entry.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from almoner.core.claim.claim import WAITING, Claim, ClaimState
from almoner.core.rules import Finding


class Event(StrEnum):
    """What can happen to a claim; its value is the `cause` of the version that it makes."""

    BUILT = "built"
    HELD = "held"
    RELEASED = "released"
    REBUILT = "rebuilt"
    SENT = "sent"
    ENVELOPE_ACCEPTED = "envelope_accepted"
    ENVELOPE_REJECTED = "envelope_rejected"
    SYNTAX_ACCEPTED = "syntax_accepted"
    SYNTAX_REJECTED = "syntax_rejected"
    PAYER_ACCEPTED = "payer_accepted"
    PAYER_REJECTED = "payer_rejected"
    PAID = "paid"
    DENIED = "denied"
    REVERSED = "reversed"
    SUSPENDED = "suspended"
    FORWARDED = "forwarded"
    VOIDED = "voided"
    VOID_CONFIRMED = "void_confirmed"
    """The payer took back what it had decided about a claim that the practice had asked it to void."""
    VOID_UNDONE = "void_undone"
    """The remittance that had confirmed a void was undone: the payer's answer is waited for again."""
    TAKEN_UP = "taken_up"
    """The billing of another payer for what this one refused was taken back: the refusal stands again."""
    CLOSED = "closed"
    NOTED = "noted"
    """Somebody looked, or the payer said that it is still at it: the claim stands as it stood."""


S = ClaimState
E = Event

STANDING = frozenset(ClaimState)
UNSENT = frozenset({S.HELD, S.READY})
IN_TRANSIT = frozenset({S.SENT, S.RECEIVED, S.ACCEPTED})

TABLE: Mapping[Event, tuple[frozenset[ClaimState], ClaimState | None]] = MappingProxyType(
    {
        E.BUILT: (UNSENT, S.READY),
        E.HELD: (UNSENT, S.HELD),
        E.RELEASED: (UNSENT, S.READY),
        E.REBUILT: (STANDING - IN_TRANSIT - {S.VOIDED, S.CLOSED}, S.READY),
        E.SENT: (frozenset({S.READY}), S.SENT),
        E.ENVELOPE_ACCEPTED: (frozenset(), None),
        E.ENVELOPE_REJECTED: (frozenset({S.SENT}), S.REJECTED),
        E.SYNTAX_ACCEPTED: (frozenset({S.SENT}), S.RECEIVED),
        E.SYNTAX_REJECTED: (frozenset({S.SENT}), S.REJECTED),
        E.PAYER_ACCEPTED: (frozenset({S.SENT, S.RECEIVED}), S.ACCEPTED),
        E.PAYER_REJECTED: (IN_TRANSIT, S.REJECTED),
        E.PAID: (STANDING, S.PAID),
        E.DENIED: (STANDING, S.DENIED),
        E.REVERSED: (STANDING - {S.VOIDED}, S.REVERSED),
        E.SUSPENDED: (STANDING, S.SUSPENDED),
        E.FORWARDED: (STANDING - {S.VOIDED, S.CLOSED}, S.FORWARDED),
        E.VOIDED: (STANDING, S.VOIDED),
        E.VOID_CONFIRMED: (STANDING, S.VOIDED),
        E.VOID_UNDONE: (frozenset({S.VOIDED}), S.REVERSED),
        E.TAKEN_UP: (frozenset({S.VOIDED}), S.DENIED),
        E.CLOSED: (STANDING - {S.VOIDED}, S.CLOSED),
        E.NOTED: (frozenset(), None),
    }
)
"""From which states an event leads where. The world's events leave any other state as it is."""

OURS = frozenset({E.BUILT, E.HELD, E.RELEASED, E.REBUILT, E.SENT, E.VOIDED, E.TAKEN_UP, E.CLOSED})
"""What the practice does itself: refused where the table has no entry."""

ANSWERS = frozenset(
    {
        E.ENVELOPE_ACCEPTED,
        E.ENVELOPE_REJECTED,
        E.SYNTAX_ACCEPTED,
        E.SYNTAX_REJECTED,
        E.PAYER_ACCEPTED,
        E.PAYER_REJECTED,
    }
)
"""Answers to one sending; about an earlier one they change nothing."""

PATIENCE_DAYS: Mapping[ClaimState, int] = MappingProxyType(
    {S.READY: 3, S.SENT: 3, S.RECEIVED: 5, S.ACCEPTED: 30, S.REVERSED: 30, S.FORWARDED: 45}
)
"""How many days a claim may wait in a state before somebody looks, where nobody says another day."""


class NotAllowed(ValueError):
    """An act of the practice that the claim's state doesn't allow; the message names both."""


def days_after(on: date, days: int) -> date:
    """Return the day that many days later."""
    return on + timedelta(days=days)


def step(state: ClaimState, event: Event) -> ClaimState:
    """Return the state after an event; NotAllowed where the practice may not do that now."""
    sources, target = TABLE[event]
    if target is not None and state in sources:
        return target
    if event in OURS:
        raise NotAllowed(f"a claim that is {state.value} cannot be {event.value}")
    return state


def after(claim: Claim, event: Event, *, on: date, cause: str = "", payer_control: str = "") -> Claim:
    """Return the claim's next version after an event, or the same claim where the event changes nothing.

    `cause` adds words to the event's own. Sendings and acknowledgements come through `sent` and `answered`.
    """
    state = step(claim.state, event)
    moved = state is not claim.state
    control = _control(claim, event, payer_control, moved=moved)
    if not moved and control == claim.payer_control and event not in OURS:
        return claim
    return replace(
        claim,
        version=claim.version + 1,
        state=state,
        cause=f"{event.value}: {cause}" if cause else event.value,
        since_on=on if moved else claim.since_on,
        wait_until=_wait(claim, state, on=on),
        payer_control=control,
    )


def _control(claim: Claim, event: Event, said: str, *, moved: bool) -> str:
    """Return the payer's number: an adjudication's word stands, an acknowledgement's only fills or
    accompanies a move.
    """
    if not said or (event in ANSWERS and claim.payer_control and not moved):
        return claim.payer_control
    return said


def _wait(claim: Claim, state: ClaimState, *, on: date) -> date | None:
    if state not in WAITING:
        return None
    return claim.wait_until if state is claim.state else days_after(on, PATIENCE_DAYS[state])


def sent(claim: Claim, *, on: date, interchange_id: int) -> Claim:
    """Return a ready claim as sent in an interchange."""
    return replace(after(claim, E.SENT, on=on), interchange_id=interchange_id)


def noted(claim: Claim, words: str) -> Claim:
    """Return the claim's next version, with something noted about it and nothing else changed."""
    return replace(claim, version=claim.version + 1, cause=f"{E.NOTED.value}: {words}")


def answered(claim: Claim, event: Event, *, on: date, interchange_id: int, payer_control: str = "") -> Claim:
    """Return a claim after an acknowledgement of an interchange of ours (0 where it isn't known which).

    An answer about an earlier sending changes nothing.
    """
    assert event in ANSWERS, "an acknowledgement is one of the answers"
    if interchange_id not in (0, claim.interchange_id):
        return claim
    return after(claim, event, on=on, payer_control=payer_control)


def waiting_until(claim: Claim, day: date) -> Claim:
    """Return the same version with the payer's own patience instead of the usual, where it waits at all."""
    return replace(claim, wait_until=day) if claim.state in WAITING else claim


def judged(claim: Claim, findings: Iterable[Finding]) -> Claim:
    """Return a claim that was just built as READY, or HELD when a finding stops it; the same version."""
    if not any(finding.is_stopping for finding in findings):
        return claim
    return replace(claim, state=S.HELD, cause=E.HELD.value, wait_until=None)


def event_of(claim: Claim) -> Event:
    """Return the event that made this version."""
    return Event(claim.cause.partition(":")[0])


def fold(events: Iterable[Event]) -> ClaimState:
    """Return the state that a claim's events lead to, from its building on; `verify` compares it with the
    stored one.

    A claim that was built anew and held by the same plan tells only that it was held.
    """
    state = S.READY
    for event in events:
        state = step(step(state, E.REBUILT) if event is E.HELD and state not in UNSENT else state, event)
    return state
