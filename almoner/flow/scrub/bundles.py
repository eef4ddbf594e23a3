"""Bundles of cards, from the file to the policy in force: judged whole, shown as a difference, installed in
shadow first, undone at one stroke. It opens no books; who may do it is who may write the data folder.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from almoner.core.claim.cases import Cases
from almoner.core.claim.scrub import Scrubber
from almoner.core.rules import Card, CardError, Mode, Policy
from almoner.core.rules.bundle import Bundle, BundleError, read_bundle
from almoner.core.rules.difference import Difference, difference, touches_past
from almoner.core.rules.overlay import Layer, overlaid
from almoner.core.rules.releases import Tables
from almoner.core.rules.trial_tables import trial_tables
from almoner.flow.policy import installed, policy
from almoner.store.shipped.bundles import BundleStore, Stamp, Who, layer

MOST_FILES = 500


@dataclass(frozen=True, slots=True)
class Proposal:
    """A bundle that was judged: what it changes for those whose cards are heard now, and what stands against
    it. `is_trusted` is false where the practice hasn't accepted the key yet.
    """

    content: bytes
    bundle: Bundle
    seen: Stamp | None
    changes: Difference
    problems: tuple[str, ...]
    cases: int
    is_trusted: bool
    standing: Mode | None = None
    """How this very issue is installed already."""


@cache
def sample_tables() -> Tables:
    """The small tables of the cases, whatever was imported here."""
    folder = files("almoner").joinpath("policy", "trials", "tables")
    return trial_tables(
        (file.name, file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".csv")
    )


def base_claim(name: str) -> dict[str, Any]:
    """Return a base claim of the cases by its name; CardError where none is called so."""
    folder = files("almoner").joinpath("policy", "trials")
    for file in folder.iterdir():
        if file.name == f"{name}.json":
            claim: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            return claim
    raise CardError("base: no claim for cases has this name; office_visit is one")


def cases_of(cards: Policy, later: frozenset[str] = frozenset()) -> Cases:
    """The cases of a policy on the small tables."""
    return Cases(Scrubber(cards.on_tables(sample_tables())), cache(base_claim), later)


def propose(data: Path, content: bytes) -> Proposal:
    """Judge a bundle against the policy in force: its signature, its issue, its cards, conflicts, the past,
    and every case of all that would lie over the shipped cards. BundleError where it can't even be read;
    nothing is written.
    """
    store = BundleStore(data)
    seen = store.stamp()
    bundle = read_bundle(content)
    is_trusted = store.is_trusted(bundle)
    store.refuse_older(bundle)
    before = own_cards(store, bundle.manifest.id)
    try:
        combined = store.policy_with(policy(), bundle)
        after = cards_of(combined, bundle)
        problems = tuple(_problems(bundle, combined, before, after))
    except CardError as error:
        return Proposal(content, bundle, seen, difference((), ()), (str(error),), 0, is_trusted)
    return Proposal(
        content,
        bundle,
        seen,
        difference(before, after),
        problems,
        sum(len(card.trials) for card in laid_over(combined)),
        is_trusted,
        _standing(store, bundle),
    )


def own_cards(store: BundleStore, name: str) -> tuple[Card, ...]:
    """The cards of a bundle's issue that is live; none where none is."""
    live = store.active().of(name, Mode.LIVE)
    if live is None:
        return ()
    bundle = store.read(live)
    return cards_of(store.policy_with(policy(), bundle), bundle)


def cards_of(combined: Policy, bundle: Bundle) -> tuple[Card, ...]:
    """The cards of a combined policy that are the bundle's."""
    ids = layer(bundle).ids()
    return tuple(card for card in combined.cards if card.id in ids)


def _standing(store: BundleStore, bundle: Bundle) -> Mode | None:
    found = [one for one in store.active().bundles if one.sha256 == bundle.sha256]
    return Mode(found[0].mode) if found else None


def _problems(
    bundle: Bundle, combined: Policy, before: tuple[Card, ...], after: tuple[Card, ...]
) -> Iterator[str]:
    for card in after:
        if {trial.fires for trial in card.trials} != {True, False}:
            yield f"card {card.id}: a case that fires and one that doesn't are wanted"
    for key in touches_past(before, after, bundle.manifest.effective_on):
        yield (
            f"card {key}: it changes what holds before {bundle.manifest.effective_on}, when the bundle "
            "begins; end the old card and begin a new one"
        )
    laid = laid_over(combined)
    for failure in cases_of(combined, frozenset(card.id for card in laid)).failures(laid):
        yield f"case fails: {failure}"


def laid_over(combined: Policy) -> list[Card]:
    """The cards that don't ship. No card's finding depends on another card, so that only theirs can be
    new.
    """
    shipped = frozenset(card.id for card in policy().cards)
    return [card for card in combined.cards if card.id not in shipped]


def install(data: Path, proposal: Proposal, *, mode: Mode, who: Who) -> bool:
    """Install a proposal that has no problems and whose key is trusted; False where it stands so already."""
    if proposal.problems or not proposal.is_trusted:
        raise BundleError("the bundle was not accepted; see what stands against it")
    return BundleStore(data).install(
        proposal.bundle, proposal.content, mode=mode, seen=proposal.seen, who=who
    )


def read_folder(folder: Path) -> Layer:
    """Return the cards (`*.toml`) of a folder or one file as a layer; CardError where they can't be read."""
    paths = sorted(folder.glob("*.toml")) if folder.is_dir() else [folder]
    if not paths or len(paths) > MOST_FILES:
        raise CardError(f"{folder.name}: a folder with cards (*.toml) is wanted, at most {MOST_FILES}")
    try:
        return Layer(folder.name, tuple((path.name, path.read_text(encoding="utf-8")) for path in paths))
    except (OSError, UnicodeDecodeError):
        raise CardError(f"{folder.name}: a file of cards can't be read as text") from None


def with_overlay(folder: Path | None) -> Policy:
    """Return the policy in force, with the cards of a folder laid over it for a what-if."""
    return overlaid(installed(), [read_folder(folder)]) if folder else installed()
