"""The policy that the books' claims are judged by: the cards, on the code sets that are active now.

Promises that an import or a rollback, also by another process, is seen by the next claim without a restart,
at the price of one look at a file's date a call; what was replaced is let go.
"""

import csv
import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from almoner.core.claim.scrub import Scrubber
from almoner.core.rules.policy import Policy, load
from almoner.core.rules.reasons import Reasons, read_reasons
from almoner.settings import data_folder
from almoner.store import shipped_codes
from almoner.store.codes import CodeStore


@cache
def policy() -> Policy:
    """Return the cards of `policy/rules`."""
    folder = files("almoner").joinpath("policy", "rules")
    cards = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return load((file.name, file.read_text(encoding="utf-8")) for file in cards)


@dataclass(frozen=True, slots=True)
class InForce:
    """The edits made ready for many claims. `version` names the cards and the releases that they rest on:
    where it is the same, so is what they say of the same facts.
    """

    scrubber: Scrubber
    version: str


_current: tuple[object, InForce] | None = None
_turn = threading.Lock()


def in_force() -> InForce:
    """Return what judges claims now. PackError where the list of imported code sets can't be read."""
    global _current  # noqa: PLW0603 - one for the process, so that what was replaced is let go
    store = CodeStore(data_folder())
    with _turn:  # the threads of a server make it ready once
        stamp = _stamp(store)
        if _current is None or _current[0] != stamp:
            _current = (stamp, _made_ready(store))
        return _current[1]


def _stamp(store: CodeStore) -> tuple[Path, object]:
    """What changes with every import and rollback: the list of what is active is a new file each time."""
    return store.data, store.mark()


def _made_ready(store: CodeStore) -> InForce:
    """An import in between changes the list again after the stamp was taken, and the next call sees it."""
    cards = policy()
    active = [
        (note.kind, note.name, note.since, note.until, note.is_partial, note.packs)
        for note in store.releases()
    ]
    rests_on = repr((shipped_codes.folder().name, active))
    tables = hashlib.sha256(rests_on.encode()).hexdigest()[:8]
    return InForce(Scrubber(cards.on_tables(store.tables())), f"{cards.version}-{tables}")


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
