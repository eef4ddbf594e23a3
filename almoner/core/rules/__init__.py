"""Dated policy as data: findings, cards and lookups that a step is given and never fetches.

A name is loaded when it is first asked for, so that a look-up in a packed table doesn't wait for the
cards."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from almoner.core.rules.card import Autonomy, Card, CardError, Mode, Trial
    from almoner.core.rules.finding import Because, Fault, Finding, Severity
    from almoner.core.rules.policy import Policy, Rules, Speaking, load
    from almoner.core.rules.scope import Scope, Situation

__all__ = [
    "Autonomy",
    "Because",
    "Card",
    "CardError",
    "Fault",
    "Finding",
    "Mode",
    "Policy",
    "Rules",
    "Scope",
    "Severity",
    "Situation",
    "Speaking",
    "Trial",
    "load",
]

_MODULES = {
    "card": ("Autonomy", "Card", "CardError", "Mode", "Trial"),
    "finding": ("Because", "Fault", "Finding", "Severity"),
    "policy": ("Policy", "Rules", "Speaking", "load"),
    "scope": ("Scope", "Situation"),
}
_PLACES = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    """The part that has this name."""
    place = _PLACES.get(name)
    if place is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{place}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
