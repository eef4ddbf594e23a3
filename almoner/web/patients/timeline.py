"""Policies as bars over time: two years back to half a year ahead, each bar with where it begins and ends."""

from dataclasses import dataclass
from datetime import date, timedelta

from almoner.store.lists.lists_patient import Policy

BACK = timedelta(days=730)
AHEAD = timedelta(days=183)
WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Span:
    """A policy's bar in thousandths of the window; `is_now` on the day itself."""

    policy: Policy
    left: int
    width: int
    is_now: bool


@dataclass(frozen=True, slots=True)
class Spans:
    """All bars, where the day stands, and the window's two ends."""

    rows: tuple[Span, ...]
    today: int
    since_on: date
    until_on: date


def spans(policies: tuple[Policy, ...], *, on: date) -> Spans:
    """Return the bars of policies around a day."""
    start, end = on - BACK, on + AHEAD
    rows = tuple(_span(policy, start, end, on) for policy in policies)
    return Spans(rows, _place(on, start, end), start, end)


def _span(policy: Policy, start: date, end: date, on: date) -> Span:
    left = _place(policy.since_on, start, end)
    right = _place(policy.until_on, start, end) if policy.until_on else WIDTH
    is_now = policy.since_on <= on and (policy.until_on is None or on < policy.until_on)
    return Span(policy, left, max(right - left, 4), is_now)


def _place(on: date, start: date, end: date) -> int:
    inside = min(max(on, start), end)
    return (inside - start).days * WIDTH // (end - start).days
