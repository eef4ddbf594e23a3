"""Runs a card's own cases: a base claim (JSON) with a few changes, which must make the card fire or stay
quiet.

Promises that a base is never changed, and that a change to a path that isn't there is an error of the case.
"""

import copy
from typing import Any

from almoner.core.rules.card import CardError, Trial


def changed(base: dict[str, Any], trial: Trial) -> dict[str, Any]:
    """Return the base claim with the trial's changes (`lines.0.units` = 2) and without what it drops."""
    claim = copy.deepcopy(base)
    for path, value in trial.changes.items():
        holder, key = _holder(claim, path, trial)
        holder[key] = copy.deepcopy(value)
    for path in trial.drops:
        holder, key = _holder(claim, path, trial)
        if isinstance(holder, list) or key not in holder:
            raise CardError(f"case {trial.name}: {path} is not in the base claim")
        del holder[key]
    return claim


def _holder(claim: dict[str, Any], path: str, trial: Trial) -> tuple[Any, Any]:
    """Return the object or list that holds the last part of a path, and that part as its key."""
    *parents, last = path.split(".")
    at: Any = claim
    try:
        for part in parents:
            at = at[_key(at, part)]
        return at, _key(at, last)
    except (KeyError, IndexError, TypeError, ValueError):
        raise CardError(f"case {trial.name}: {path} is not in the base claim") from None


def _key(holder: Any, part: str) -> str | int:
    """Return a part of a path as the key of its holder: a place in a list, a name in an object."""
    if isinstance(holder, list):
        place = int(part)
        holder[place]
        return place
    if not isinstance(holder, dict):
        raise TypeError("a text or number holds nothing")
    return part
