"""The policy that the books' claims are judged by: the cards that ship and those of installed bundles, on the
code sets that are active now.

Promises that an import, a bundle or a rollback, also by another process, is seen by the next claim without a
restart, at the price of a look at two files' dates a call; what was replaced is let go.
"""

import csv
import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from almoner.core.claim.mends import mendable
from almoner.core.claim.scrub import Scrubber
from almoner.core.rules.bundle import BundleError
from almoner.core.rules.card import Card, CardError
from almoner.core.rules.overlay import Layer, overlaid
from almoner.core.rules.pack import PackError
from almoner.core.rules.policy import Policy, load
from almoner.core.rules.reasons import Reasons, read_reasons
from almoner.settings import data_folder
from almoner.store.shipped import shipped_codes
from almoner.store.shipped.bundles import BundleStore
from almoner.store.shipped.codes import CodeStore


@cache
def policy() -> Policy:
    """Return the cards that ship: those of `policy/rules`, then those of payers in `policy/payers`."""
    rules, payers = load(_texts("rules")), _texts("payers")
    return overlaid(rules, [Layer("payers", payers)]) if payers else rules


def _texts(place: str) -> tuple[tuple[str, str], ...]:
    folder = files("almoner").joinpath("policy", place)
    cards = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    return tuple(
        (file.name, file.read_text(encoding="utf-8")) for file in sorted(cards, key=lambda file: file.name)
    )


def installed() -> Policy:
    """Return the cards that ship with those of the installed bundles, live and in shadow. PolicyBroken where
    they can't be used together.
    """
    try:
        return BundleStore(data_folder()).policy(policy())
    except (BundleError, CardError) as error:
        raise PolicyBroken(f"the installed bundles can't be used: {error}") from None


class PolicyBroken(RuntimeError):
    """What is installed can't judge claims; the text says what stands against it, never a claim's data."""


@dataclass(frozen=True, slots=True)
class InForce:
    """The edits made ready for many claims. `version` names the cards and the releases that they rest on:
    where it is the same, so is what they say of the same facts.
    """

    scrubber: Scrubber
    version: str
    mendable: Mapping[str, Card] = field(default_factory=dict)
    """The cards that could mend a claim by themselves, were it consented to."""


_current: tuple[object, InForce] | None = None
_turn = threading.Lock()


def in_force() -> InForce:
    """Return what judges claims now. PackError where the list of imported code sets can't be read,
    PolicyBroken where the installed bundles can't be used.
    """
    global _current  # noqa: PLW0603 - one for the process, so that what was replaced is let go
    store = CodeStore(data_folder())
    with _turn:  # the threads of a server make it ready once
        stamp = _stamp(store)
        if _current is None or _current[0] != stamp:
            _current = (stamp, _made_ready(store))
        return _current[1]


def cards_in_force() -> tuple[Card, ...]:
    """Return the cards that judge claims now, for what is to be loaded for them. Where they can't be used
    those that ship are given; the gate says what is wrong, and lets nothing through.
    """
    return rules_in_force().cards


def rules_in_force() -> Policy:
    """Return the policy that judges claims now, or the one that ships where it can't be used."""
    try:
        return in_force().scrubber.policy
    except (PackError, PolicyBroken):
        return policy()


def _stamp(store: CodeStore) -> tuple[Path, object]:
    """What changes with every import and rollback: the list of what is active is a new file each time."""
    return store.data, (store.mark(), BundleStore(store.data).stamp())


def _made_ready(store: CodeStore) -> InForce:
    """An import in between changes the list again after the stamp was taken, and the next call sees it."""
    cards = installed()
    active = [
        (note.kind, note.name, note.since, note.until, note.is_partial, note.packs)
        for note in store.releases()
    ]
    rests_on = repr((shipped_codes.folder().name, active))
    tables = hashlib.sha256(rests_on.encode()).hexdigest()[:8]
    scrubber = Scrubber(cards.on_tables(store.tables()))
    return InForce(scrubber, f"{cards.version}-{tables}", mendable(cards.cards))


@cache
def reasons() -> Reasons:
    """Return what each adjustment reason and remark means to the practice."""
    table = files("almoner").joinpath("policy", "codes", "adjustments.csv")
    return read_reasons(table.read_text(encoding="utf-8").splitlines())


@cache
def labels() -> Mapping[str, str]:
    """Return our own short words for common procedure codes; a code without words shows as its number."""
    table = files("almoner").joinpath("policy", "codes", "procedures.csv")
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {row["code"]: row["label"] for row in rows}
