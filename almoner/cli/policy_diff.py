"""`almoner policy diff`: what differs between two sets of cards, field by field; and how a difference is
told.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from almoner.core.rules import Card, CardError, Policy
from almoner.core.rules.bundle import BundleError, read_bundle
from almoner.core.rules.difference import Difference, difference
from almoner.core.rules.overlay import overlaid
from almoner.flow.policy import installed, policy
from almoner.flow.scrub.bundles import read_folder
from almoner.settings import data_folder
from almoner.store.shipped.bundles import BundleStore, load_bundle, verify


def diff(options: argparse.Namespace) -> int:
    """Exit 0 with what differs; 2 where one of the two can't be had."""
    try:
        found = difference(_cards(options.old), _cards(options.new))
    except (CardError, BundleError) as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    sys.stdout.write(json.dumps(as_json(found)) + "\n" if options.json else as_text(found) or "the same\n")
    return 0


def _cards(word: str) -> tuple[Card, ...]:
    """The cards that would be in force: a bundle or a folder lies over the others, unless the folder holds
    the shipped cards themselves.
    """
    if word == "shipped":
        return policy().cards
    if word == "active":
        return installed().cards
    path = Path(word)
    if path.is_file() and path.suffix != ".toml":
        bundle = read_bundle(load_bundle(path))
        verify(bundle)
        return BundleStore(data_folder()).policy_with(policy(), bundle).cards
    if not path.exists():
        raise CardError("shipped, active, a bundle, or a folder or file of cards is wanted")
    laid = read_folder(path)
    is_whole = not laid.ids().isdisjoint(card.id for card in policy().cards)
    return overlaid(Policy((), version="") if is_whole else policy(), [laid]).cards


def as_json(found: Difference) -> dict[str, Any]:
    """A difference as the command shows it."""
    return {
        "added": [card.id for card in found.added],
        "removed": [card.id for card in found.removed],
        "ended": [each.card for each in found.ended],
        "changed": [
            {"card": each.card, "field": each.field, "was": each.was, "becomes": each.becomes}
            for each in found.changed
        ],
    }


def as_text(found: Difference) -> str:
    """A difference in lines; nothing where there is none."""
    lines = [f"added    {_about(card)}" for card in found.added]
    lines += [f"removed  {_about(card)}" for card in found.removed]
    lines += [
        f"changed  {each.card}: {each.field} {each.was or '-'} -> {each.becomes or '-'}"
        for each in found.changed
    ]
    return "".join(f"{plain(line)}\n" for line in lines)


def _about(card: Card) -> str:
    until = f" until {card.until}" if card.until else ""
    replaces = f", in place of {card.excepts}" if card.excepts else ""
    says = "off" if card.is_off else f"{card.severity.value}: {card.message}"
    return f"{card.id} ({card.edit}, from {card.since}{until}{replaces}) {says}"


def plain(text: str) -> str:
    """Text from outside as a terminal may show it."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)
